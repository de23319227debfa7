import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { deliveryMode } from "@/lib/delivery-mode";
import { checkHealth } from "@/lib/health";
import { appOrigin, publicUrl } from "@/lib/env";
import { getOrganization } from "@/lib/organization";
import { findSesAccount } from "@/lib/ses-account";
import { requireUser } from "@/lib/session";
import { readSystemStatus } from "@/lib/system-status";
import { version } from "@/package.json";
import { PartStates } from "./part-states";
import { ProcessTable } from "./process-table";
import { QueueStats } from "./queue-stats";
import { SesStats } from "./ses-stats";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.system");
  return { title: t("title") };
}

export default async function SystemPage() {
  await requireUser("admin");
  const [t, health, status, ses, { timeZone }] = await Promise.all([
    getTranslations("settings.system"),
    checkHealth(),
    readSystemStatus(),
    findSesAccount(),
    getOrganization(),
  ]);
  const { mode, inboxUrl } = deliveryMode();
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Section title={t("delivery")}>
        <Facts
          items={[
            { label: t("mode"), value: t(mode) },
            ...(mode === "local" && inboxUrl !== undefined
              ? [{ label: t("inbox"), value: <TextLink href={inboxUrl}>{inboxUrl}</TextLink> }]
              : []),
            { label: t("appUrl"), value: appOrigin() },
            { label: t("publicUrl"), value: publicUrl() },
            { label: t("version"), value: `Letterpress ${version}` },
            { label: t("database"), value: status.databaseVersion },
          ]}
        />
      </Section>
      <PartStates health={health} />
      <SesStats ses={ses} timeZone={timeZone} />
      <QueueStats queues={status.queues} />
      <ProcessTable heartbeats={status.heartbeats} timeZone={timeZone} />
    </>
  );
}
