import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { listInvitations } from "@/lib/invitations";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { listUsers } from "@/lib/users";
import { InvitationTable } from "./invitation-table";
import { InviteDialog } from "./invite-dialog";
import { MemberTable } from "./member-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.team");
  return { title: t("title") };
}

export default async function TeamPage() {
  const user = await requireUser("admin");
  const [t, members, invitations, { timeZone }] = await Promise.all([
    getTranslations("settings.team"),
    listUsers(),
    listInvitations(),
    getOrganization(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={<InviteDialog />} />
      <Section title={t("members")}>
        <MemberTable members={members} ownId={user.id} timeZone={timeZone} />
      </Section>
      {invitations.length > 0 && (
        <Section title={t("invitations")} description={t("invitationsHint")}>
          <InvitationTable invitations={invitations} timeZone={timeZone} />
        </Section>
      )}
    </>
  );
}
