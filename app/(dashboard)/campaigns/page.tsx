import { Megaphone, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Live } from "@/components/ui/live";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import { searchText } from "@/lib/domain/search-text";
import { countCampaigns, listCampaigns } from "@/lib/campaign-list";
import { campaignFilters } from "@/lib/domain/campaign-edit";
import { isUnderWay } from "@/lib/domain/campaign-status";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { CampaignTable } from "./campaign-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns"))("title") };
}

const search = z.object({
  q: searchText,
  status: z.enum(campaignFilters).optional().catch(undefined),
  after: z.coerce.number().int().positive().optional().catch(undefined),
});

type CampaignsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CampaignsPage({ searchParams }: CampaignsPageProps) {
  const user = await requireUser();
  const { q, status, after } = search.parse(await searchParams);
  const [{ campaigns, next }, counts, { timeZone }, t] = await Promise.all([
    listCampaigns({ q, status, after }),
    countCampaigns(),
    getOrganization(),
    getTranslations("campaigns"),
  ]);
  const canEdit = hasRole(user.role, "marketer");
  const isNarrowed = q !== "" || status !== undefined || after !== undefined;
  const isLive = campaigns.some((campaign) => isUnderWay(campaign.status));
  const newButton = canEdit && (
    <LinkButton href="/campaigns/new" variant="primary">
      {t("list.new")}
    </LinkButton>
  );
  if (counts.size === 0) {
    return (
      <Page>
        <PageHeader title={t("title")} />
        <EmptyState
          icon={<Megaphone />}
          title={t("list.emptyTitle")}
          body={t("list.emptyBody")}
          action={newButton}
        />
      </Page>
    );
  }
  const filters = campaignFilters.flatMap((filter) => {
    const label = filter === "archived" ? t("list.archived") : t(`status.${filter}`);
    const count = counts.get(filter) ?? 0;
    if (count === 0 && filter !== status) return [];
    return [{ id: filter, label: t("list.withCount", { label, count }) }];
  });
  return (
    <Page>
      <PageHeader title={t("title")} actions={newButton} />
      <div className="flex flex-wrap items-end gap-3">
        <SearchField label={t("list.search")} />
        <FilterSelect
          label={t("list.filter")}
          paramName="status"
          items={filters}
          allLabel={t("list.all")}
        />
      </div>
      {campaigns.length > 0 ? (
        <CampaignTable campaigns={campaigns} canEdit={canEdit} timeZone={timeZone} />
      ) : (
        <NothingFound isArchive={status === "archived" && q === ""} />
      )}
      <Pager
        previous={after === undefined ? undefined : pageHref({ q, status })}
        next={next === undefined ? undefined : pageHref({ q, status, after: next })}
      />
      <Live isRunning={isLive} />
      {isNarrowed && campaigns.length === 0 && (
        <div className="flex justify-center">
          <LinkButton href="/campaigns">{t("list.clear")}</LinkButton>
        </div>
      )}
    </Page>
  );
}

async function NothingFound({ isArchive }: { isArchive: boolean }) {
  const t = await getTranslations("campaigns.list");
  return (
    <EmptyState
      icon={<SearchX />}
      title={t(isArchive ? "archivedEmptyTitle" : "noMatchTitle")}
      body={t(isArchive ? "archivedEmptyBody" : "noMatchBody")}
    />
  );
}

function pageHref(params: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  return query.size > 0 ? `/campaigns?${query}` : "/campaigns";
}
