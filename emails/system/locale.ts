/** Languages of our mails; `emails/` imports nothing of ours, so it says so itself. */
export type MailLocale = "ko" | "en";
