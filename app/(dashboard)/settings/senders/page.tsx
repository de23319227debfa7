import { Mail } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { deliveryMode } from "@/lib/delivery-mode";
import { hasRole } from "@/lib/domain/user-role";
import { listIdentities } from "@/lib/identities";
import { getOrganization } from "@/lib/organization";
import { listSenders } from "@/lib/senders";
import { listSendingDomains } from "@/lib/sending-domains";
import { findSesAccount } from "@/lib/ses-account";
import { requireUser } from "@/lib/session";
import { IdentityCard } from "./identity-card";
import { LimitsCard } from "./limits-card";
import { SenderDialog } from "./sender-dialog";
import { SenderTable } from "./sender-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.senders");
  return { title: t("title") };
}

export default async function SendersPage() {
  const user = await requireUser("marketer");
  const canEdit = hasRole(user.role, "admin");
  const [t, senders, { timeZone }, ses] = await Promise.all([
    getTranslations("settings"),
    listSenders(),
    getOrganization(),
    findSesAccount(),
  ]);
  const addresses = senders.map(({ email }) => email);
  const [identities, domains, words] = await Promise.all([
    listIdentities(addresses),
    listSendingDomains(addresses),
    getTranslations("domains"),
  ]);
  return (
    <>
      <PageHeader
        title={t("senders.title")}
        description={t("senders.description")}
        actions={canEdit && <SenderDialog kind="add" />}
      />
      {ses && !ses.account.productionAccess && (
        <Notice tone="warn" title={t("sandbox.title")}>
          {t("sandbox.body", {
            perDay: ses.account.max24HourSend,
            perSecond: ses.account.maxSendRate,
          })}
        </Notice>
      )}
      {senders.length === 0 ? (
        <EmptyState icon={<Mail />} title={t("senders.emptyTitle")} body={t("senders.emptyBody")} />
      ) : (
        <SenderTable senders={senders} canEdit={canEdit} />
      )}
      {domains.length > 0 && (
        <Section title={words("title")} description={words("description")}>
          {domains.map((domain) => (
            <LimitsCard key={domain.domain} domain={domain} canEdit={canEdit} />
          ))}
        </Section>
      )}
      <Section title={t("identities.title")} description={t("identities.description")}>
        {deliveryMode().mode === "local" && <Notice>{t("identities.local")}</Notice>}
        {identities.length === 0 && <p className="text-muted">{t("identities.empty")}</p>}
        {identities.map((identity) => (
          <IdentityCard
            key={identity.id}
            identity={identity}
            timeZone={timeZone}
            canCheck={canEdit}
          />
        ))}
      </Section>
    </>
  );
}
