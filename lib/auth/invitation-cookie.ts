/** Carries an invitation's token through a provider's sign-in and back. */
export const invitationCookie = "letterpress.invitation";
