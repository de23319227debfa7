import type { UserRole } from "@/db/schema/users";
import { appOrigin } from "@/lib/env";
import { createInvitation } from "@/lib/invitations";
import { getOrganization } from "@/lib/organization";
import { sendTransactional } from "@/lib/transactional";

/** Invites by mail and hands back the link, for who would rather pass it on himself. */
export async function inviteUser(invitation: {
  email: string;
  role: UserRole;
  inviter: { id: number; name: string; email: string };
}): Promise<{ ok: true; url: string } | { ok: false; reason: "already_member" }> {
  const { email, role, inviter } = invitation;
  const created = await createInvitation({ email, role, invitedBy: inviter.id });
  if (!created.ok) return created;
  const url = `${appOrigin()}/invitation/${created.token}`;
  const organization = await getOrganization();
  await sendTransactional({
    messageType: "invitation",
    locale: organization.locale === "en" ? "en" : "ko",
    to: { email },
    data: {
      url,
      inviterName: inviter.name || inviter.email,
      organizationName: organization.name || "Letterpress",
      role, // put into words by the mail itself
    },
  });
  return { ok: true, url };
}
