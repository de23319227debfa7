import { Users } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { ArchiveNotice } from "@/app/(dashboard)/campaigns/[id]/report/archive-notice";
import { CampaignHeader } from "@/app/(dashboard)/campaigns/[id]/campaign-header";
import { ReportTabs } from "@/app/(dashboard)/campaigns/[id]/report/report-tabs";
import { keepRecipients } from "@/app/(dashboard)/audience/segments/actions";
import { KeepSegment } from "@/components/segments/keep-segment";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import { searchText } from "@/lib/domain/search-text";
import { parseId } from "@/lib/domain/parse-id";
import { parseRecipientFilter, recipientFilters } from "@/lib/domain/recipient-filter";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { countRecipients, listRecipients } from "@/lib/reports/recipients";
import { findReport, findReportedCampaign } from "@/lib/reports/report";
import { requireUser } from "@/lib/session";
import { ExportDialog } from "./export-dialog";
import { RecipientsTable } from "./recipients-table";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function RecipientsPage({ params, searchParams }: Props) {
  const user = await requireUser("viewer");
  const [t, format, search] = await Promise.all([
    getTranslations("reports.recipients"),
    getFormatter(),
    searchParams,
  ]);
  const id = parseId((await params).id);
  const campaign = id === undefined ? undefined : await findReportedCampaign(id);
  if (!campaign) notFound();
  const filter = parseRecipientFilter(search["show"]);
  const q = searchText.parse(search["q"]);
  const mayReadAddresses = hasRole(user.role, "marketer");
  const options = { campaignId: campaign.id, filter, q, mayReadAddresses };
  const [{ recipients, next }, count, { ledger }, { timeZone }] = await Promise.all([
    listRecipients({ ...options, after: parseId(search["after"]) }),
    countRecipients(options),
    findReport(campaign.id),
    getOrganization(),
  ]);
  const base = `/campaigns/${campaign.id}/report`;
  const query = new URLSearchParams({ ...(filter && { show: filter }), ...(q && { q }) });
  const withQuery = (extra: Record<string, string>) =>
    `${base}/recipients?${new URLSearchParams({ ...Object.fromEntries(query), ...extra })}`;
  return (
    <Page>
      <CampaignHeader id={campaign.id} step="report" />
      <ArchiveNotice campaignId={campaign.id} />
      <ReportTabs base={base} current="recipients" count={ledger.audience} />
      <div className="flex flex-wrap items-end gap-3">
        {mayReadAddresses && <SearchField label={t("search")} className="grow basis-60" />}
        <FilterSelect
          label={t("show")}
          paramName="show"
          allLabel={t("everyone")}
          items={recipientFilters.map((filterName) => ({
            id: filterName,
            label: t(`filters.${filterName}`),
          }))}
        />
        {mayReadAddresses && count > 0 && (
          <KeepSegment
            action={keepRecipients}
            fields={{ campaignId: campaign.id, show: filter ?? "", q: q ?? "" }}
            count={count}
          />
        )}
        {mayReadAddresses && (
          <ExportDialog action={`${base}/export`} count={count} q={q} show={filter ?? ""} />
        )}
      </div>
      {recipients.length === 0 ? (
        <EmptyState icon={<Users aria-hidden />} title={t("emptyTitle")} body={t("emptyBody")} />
      ) : (
        <RecipientsTable
          recipients={recipients}
          base={base}
          timeZone={timeZone}
          isMasked={!mayReadAddresses}
        />
      )}
      <Pager
        previous={search["after"] === undefined ? undefined : withQuery({})}
        next={next === undefined ? undefined : withQuery({ after: String(next) })}
      >
        {t("count", { n: format.number(count) })}
      </Pager>
    </Page>
  );
}
