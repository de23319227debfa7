import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { Live } from "@/components/ui/live";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { forecastRunning } from "@/lib/delivery/forecast";
import { isFinished, isUnderWay } from "@/lib/domain/campaign-status";
import { parseId } from "@/lib/domain/parse-id";
import { getOrganization } from "@/lib/organization";
import { listLinks } from "@/lib/reports/links";
import {
  awaitsReports,
  findProgress,
  findReport,
  findReportedCampaign,
  listBounceCauses,
  listFailureCauses,
} from "@/lib/reports/report";
import { findTimeline } from "@/lib/reports/timeline";
import { requireUser } from "@/lib/session";
import { ArchiveNotice } from "./archive-notice";
import { CampaignHeader } from "@/app/(dashboard)/campaigns/[id]/campaign-header";
import { Causes } from "./causes";
import { HealthNotice } from "./health-notice";
import { LedgerSum } from "./ledger-sum";
import { LinksTable } from "./links-table";
import { ReportTabs } from "./report-tabs";
import { ReportedFunnel } from "./reported-funnel";
import { SendingBar } from "./sending-bar";
import { SkipReasons } from "./skip-reasons";
import { Timeline } from "./timeline";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props) {
  await requireUser();
  const t = await getTranslations("reports");
  const campaign = await findReportedCampaign(parseId((await params).id) ?? 0);
  return { title: t("pageTitle", { name: campaign?.name ?? "" }) };
}

export default async function ReportPage({ params }: Props) {
  await requireUser("viewer");
  const t = await getTranslations("reports");
  const id = parseId((await params).id);
  const campaign = id === undefined ? undefined : await findReportedCampaign(id);
  if (!campaign) notFound();
  const [report, timeline, failures, bounces, links, { timeZone }] = await Promise.all([
    findReport(campaign.id),
    findTimeline(campaign.id),
    listFailureCauses(campaign.id),
    listBounceCauses(campaign.id),
    listLinks(campaign.id, campaign.contentHash),
    getOrganization(),
  ]);
  const { ledger, reported } = report;
  const isPlanning = isUnderWay(campaign.status) && campaign.fanoutFinishedAt === null;
  const progress = isUnderWay(campaign.status)
    ? await findProgress(campaign.id, ledger)
    : undefined;
  const base = `/campaigns/${campaign.id}/report`;
  return (
    <Page>
      <CampaignHeader id={campaign.id} step="report" />
      <Live
        isRunning={!isFinished(campaign.status) || awaitsReports(campaign, reported)}
        seconds={2}
      />
      <ArchiveNotice campaignId={campaign.id} />
      <ReportTabs base={base} current="summary" count={ledger.audience} />
      {progress && (
        <SendingBar
          status={campaign.status}
          ledger={ledger}
          progress={progress}
          forecast={(await forecastRunning()).get(campaign.id)}
          isPlanning={isPlanning}
          timeZone={timeZone}
        />
      )}
      {report.health && <HealthNotice campaignId={campaign.id} counts={report.health} />}
      {report.duplicateAccepts > 0 && (
        <Notice tone="bad" title={t("duplicates", { n: report.duplicateAccepts })}>
          {t("duplicatesBody")}{" "}
          <TextLink href={`/delivery/twice?campaign=${campaign.id}`}>{t("duplicatesWho")}</TextLink>
        </Notice>
      )}
      <Section title={t("ledger.title")} description={t("ledger.description")}>
        <LedgerSum ledger={ledger} base={base} />
        <SkipReasons ledger={ledger} base={base} />
      </Section>
      <Section title={t("reported.title")} description={t("reported.description")}>
        <ReportedFunnel reported={reported} base={base} />
      </Section>
      <Section title={t("timeline.title")}>
        <Timeline timeline={timeline} timeZone={timeZone} />
      </Section>
      <Causes campaignId={campaign.id} failures={failures} bounces={bounces} base={base} />
      {links.length > 0 && (
        <Section title={t("links.title")} description={t("links.description")}>
          <LinksTable links={links} sent={reported.sent} />
        </Section>
      )}
    </Page>
  );
}
