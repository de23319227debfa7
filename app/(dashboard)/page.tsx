import { Plus, Send } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CampaignStatusBadge } from "@/components/campaigns/status-badge";
import { Relative } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Live } from "@/components/ui/live";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { listAttention } from "@/lib/attention";
import { forecastRunning } from "@/lib/delivery/forecast";
import { findAccountHealth } from "@/lib/delivery/sending-health";
import { campaignHref } from "@/lib/domain/campaign-edit";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import {
  findChecklist,
  listRecentCampaigns,
  listRunningCampaigns,
  listUpcomingCampaigns,
  type RecentCampaign,
} from "@/lib/overview";
import { findSesAccount } from "@/lib/ses-account";
import { requireUser } from "@/lib/session";
import { AccountStops } from "./account-stops";
import { AttentionList } from "./attention-list";
import { Checklist } from "./checklist";
import { RunningList } from "./running-list";
import { SendingRates } from "./sending-rates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

export default async function OverviewPage() {
  const user = await requireUser();
  const [running, forecasts, upcoming, recent, attention, checklist, health, ses, { timeZone }, t] =
    await Promise.all([
      listRunningCampaigns(),
      forecastRunning(),
      listUpcomingCampaigns(),
      listRecentCampaigns(),
      listAttention(),
      findChecklist(),
      findAccountHealth(),
      findSesAccount(),
      getOrganization(),
      getTranslations("overview"),
    ]);
  const canEdit = hasRole(user.role, "marketer");
  const quota = ses && {
    used: ses.account.sentLast24Hours,
    limit: ses.account.max24HourSend,
  };
  return (
    <Page className="gap-8">
      <PageHeader
        title={t("title")}
        actions={
          canEdit && (
            <LinkButton href="/campaigns/new" variant={checklist ? "secondary" : "primary"}>
              <Plus aria-hidden />
              {t("newCampaign")}
            </LinkButton>
          )
        }
      />
      <AccountStops canResume={canEdit} />
      <AttentionList items={attention} role={user.role} />
      {checklist && canEdit && <Checklist checklist={checklist} />}
      <RunningList
        running={running}
        forecasts={forecasts}
        upcoming={upcoming}
        timeZone={timeZone}
      />
      {health.sent > 0 && <SendingRates health={health} quota={quota} />}
      {recent.length > 0 && <RecentCampaigns campaigns={recent} timeZone={timeZone} />}
      {recent.length === 0 && !(checklist && canEdit) && (
        <EmptyState icon={<Send />} title={t("emptyTitle")} body={t("emptyBody")} />
      )}
      <Live isRunning={running.length > 0 || upcoming.length > 0} />
    </Page>
  );
}

type RecentCampaignsProps = { campaigns: RecentCampaign[]; timeZone: string };

async function RecentCampaigns({ campaigns, timeZone }: RecentCampaignsProps) {
  const t = await getTranslations("overview.recent");
  return (
    <Section title={t("title")} actions={<TextLink href="/campaigns">{t("all")}</TextLink>}>
      <Table label={t("title")}>
        <Thead>
          <tr>
            <Th>{t("name")}</Th>
            <Th>{t("status")}</Th>
            <Th align="end" hideBelow="sm">
              {t("changed")}
            </Th>
          </tr>
        </Thead>
        <Tbody>
          {campaigns.map((campaign) => (
            <Tr key={campaign.id}>
              <Td>
                <RowLink href={campaignHref(campaign.id, campaign.status)}>
                  {campaign.name || t("unnamed")}
                </RowLink>
              </Td>
              <Td>
                <CampaignStatusBadge status={campaign.status} />
              </Td>
              <Td align="end" hideBelow="sm" className="text-muted">
                <Relative value={campaign.updatedAt} timeZone={timeZone} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Section>
  );
}
