import { useFormatter, useTranslations } from "next-intl";
import { CampaignStatusBadge } from "@/components/campaigns/status-badge";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { CampaignListItem } from "@/lib/campaign-list";
import { campaignHref } from "@/lib/domain/campaign-edit";
import { isUnderWay } from "@/lib/domain/campaign-status";
import { readableSubject } from "@/lib/domain/readable-subject";
import { CampaignMenu } from "./campaign-menu";

type CampaignTableProps = { campaigns: CampaignListItem[]; canEdit: boolean; timeZone: string };

export function CampaignTable({ campaigns, canEdit, timeZone }: CampaignTableProps) {
  const t = useTranslations("campaigns");
  return (
    <Table label={t("list.caption")}>
      <Thead>
        <tr>
          <Th>{t("list.name")}</Th>
          <Th hideBelow="sm">{t("list.state")}</Th>
          <Th align="end" hideBelow="sm">
            {t("list.sent")}
          </Th>
          <Th align="end" hideBelow="md">
            {t("list.clicked")}
          </Th>
          <Th hideBelow="md">{t("list.when")}</Th>
          {canEdit && (
            <Th align="end">
              <span className="sr-only">{t("list.menu")}</span>
            </Th>
          )}
        </tr>
      </Thead>
      <Tbody>
        {campaigns.map((campaign) => (
          <Tr key={campaign.id}>
            <Td className="sm:w-2/5">
              <RowLink href={campaignHref(campaign.id, campaign.status)}>
                {campaign.name || t("untitled")}
              </RowLink>
              <p className="line-clamp-1 text-sm text-muted">
                {readableSubject(campaign.subject) || t("list.noSubject")}
              </p>
              <div className="mt-1.5 sm:hidden">
                <State campaign={campaign} />
              </div>
            </Td>
            <Td hideBelow="sm">
              <State campaign={campaign} />
            </Td>
            <Td align="end" hideBelow="sm">
              <Sent campaign={campaign} />
            </Td>
            <Td align="end" hideBelow="md">
              <Clicked campaign={campaign} />
            </Td>
            <Td hideBelow="md">
              <When campaign={campaign} timeZone={timeZone} />
            </Td>
            {canEdit && (
              <Td align="end">
                <CampaignMenu
                  id={campaign.id}
                  name={campaign.name || t("untitled")}
                  status={campaign.status}
                  isArchived={campaign.archivedAt !== null}
                />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function State({ campaign }: { campaign: CampaignListItem }) {
  const t = useTranslations("campaigns");
  const { totals, status } = campaign;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <span className="flex flex-wrap gap-1.5">
        <CampaignStatusBadge status={status} />
        {campaign.kind === "information" && <Badge>{t("kind.information")}</Badge>}
      </span>
      {isUnderWay(status) && totals.audience > 0 && <ThinProgress campaign={campaign} />}
    </div>
  );
}

/** The bar of a row; the numbers beside it say the same to everybody. */
function ThinProgress({ campaign: { status, totals } }: { campaign: CampaignListItem }) {
  const t = useTranslations("campaigns");
  const done = totals.audience - totals.waiting;
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-24 overflow-hidden rounded-full bg-hover">
        <span
          className={`block h-full rounded-full transition-[width] ${status === "paused" ? "bg-warn" : "bg-accent"}`}
          style={{ width: `${(done / totals.audience) * 100}%` }}
        />
      </span>
      <span className="text-sm whitespace-nowrap text-muted tabular-nums">
        {t("list.sentOf", { sent: done, audience: totals.audience })}
      </span>
    </div>
  );
}

function Sent({ campaign: { totals } }: { campaign: CampaignListItem }) {
  const t = useTranslations("campaigns.list");
  const format = useFormatter();
  if (totals.audience === 0) return <span className="text-faint">–</span>;
  const { failed, skipped } = totals;
  return (
    <>
      <span className="font-medium">{format.number(totals.sent)}</span>
      {failed + skipped > 0 && (
        <p className="text-sm whitespace-nowrap text-muted">{t("notSent", { failed, skipped })}</p>
      )}
    </>
  );
}

function Clicked({ campaign: { totals } }: { campaign: CampaignListItem }) {
  const format = useFormatter();
  if (totals.sent === 0) return <span className="text-faint">–</span>;
  return (
    <>
      <span className="font-medium">{format.number(totals.clicked)}</span>
      <p className="text-sm text-muted">
        {format.number(totals.clicked / totals.sent, {
          style: "percent",
          maximumFractionDigits: 1,
        })}
      </p>
    </>
  );
}

function When({ campaign, timeZone }: { campaign: CampaignListItem; timeZone: string }) {
  const t = useTranslations("campaigns.list");
  const { status, scheduledFor, startedAt, finishedAt, updatedAt } = campaign;
  const [label, value] =
    status === "scheduled"
      ? [t("scheduledFor"), scheduledFor]
      : finishedAt !== null
        ? [t("finishedAt"), finishedAt]
        : startedAt !== null
          ? [t("startedAt"), startedAt]
          : [t("updatedAt"), updatedAt];
  return (
    <>
      <span className="text-sm text-muted">{label}</span>
      <br />
      <DateTime
        value={value}
        timeZone={status === "scheduled" ? (campaign.timeZone ?? timeZone) : timeZone}
      />
    </>
  );
}
