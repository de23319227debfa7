import { findInvitationByEmail } from "@/lib/invitations";
import { appOrigin } from "@/lib/env";
import { getOrganization } from "@/lib/organization";
import { sendTransactional } from "@/lib/transactional";
import { findUserByEmail, userEmail } from "@/lib/users";

/** Whether a sign-in link may go to this address: an enabled user's, or one with an open invitation. */
export async function mayReceiveLink(email: string): Promise<boolean> {
  const user = await findUserByEmail(email);
  if (user) return user.disabledAt === null;
  return (await findInvitationByEmail(email)) !== undefined;
}

/**
 * Mails the link. It leads to a page of ours with a button, because mail scanners open every link
 * and would use up the token before its reader does.
 */
export async function sendLinkMail(email: string, callback: string): Promise<void> {
  const user = await findUserByEmail(email);
  const locale = user?.locale ?? (await getOrganization()).locale;
  const url = `${appOrigin()}/sign-in/link${new URL(callback).search}`;
  await sendTransactional({
    messageType: "sign-in-link",
    locale: locale === "en" ? "en" : "ko",
    to: { email: userEmail(email), ...(user?.name && { name: user.name }) },
    data: { url },
  });
}
