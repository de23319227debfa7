import { SearchX, ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import { TextLink } from "@/components/ui/text-link";
import { searchText } from "@/lib/domain/search-text";
import { parseReason, suppressionReasons } from "@/lib/domain/suppression-reason";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { findSesListState } from "@/lib/ses-suppressions";
import { requireUser } from "@/lib/session";
import { countSuppressions, listSuppressions, sumCounts } from "@/lib/suppression-list";
import { AddDialog } from "./add-dialog";
import { ExportDialog } from "./export-dialog";
import { ImportDialog } from "./import-dialog";
import { SesProgress } from "./ses-progress";
import { SuppressionTable } from "./suppression-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("suppressions"))("title") };
}

const search = z.object({
  q: searchText,
  reason: z.string().optional().catch(undefined).transform(parseReason),
  after: z.string().max(1000).optional().catch(undefined),
  count: z.literal("exact").optional().catch(undefined),
});

/** Of each reason: more is not counted beside a page, only when somebody asks for it. */
const countedAtOnce = 10_000;

type SuppressionsPageProps = {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SuppressionsPage({ searchParams }: SuppressionsPageProps) {
  const user = await requireUser();
  const canEdit = hasRole(user.role, "marketer");
  const { q, reason, after, count: asked } = search.parse(await searchParams);
  const upTo = asked === "exact" ? undefined : countedAtOnce;
  const filter = { q, reason, mayReadAddresses: canEdit };
  const [{ rows, next }, counts, found, { timeZone }, t, ses] = await Promise.all([
    listSuppressions({ ...filter, after }),
    countSuppressions({}, { upTo }),
    countSuppressions(filter, { upTo }),
    getOrganization(),
    getTranslations("suppressions"),
    findSesListState(),
  ]);
  const { count, isMore } = sumCounts(found);
  const isEmpty = sumCounts(counts).count === 0;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          canEdit && (
            <>
              {count > 0 && (
                <ExportDialog count={count} isMore={isMore} q={q} reason={reason ?? ""} />
              )}
              <ImportDialog />
              <AddDialog />
            </>
          )
        }
      />
      {ses.isFailing && (
        <Notice tone="warn" title={t("ses.failingTitle")}>
          {t("ses.failing", { error: ses.error ?? "" })}
        </Notice>
      )}
      {ses.waiting > 0 && <SesProgress state={ses} />}
      {!isEmpty && (
        <div className="flex flex-wrap items-end gap-3">
          {canEdit && <SearchField label={t("search")} />}
          <FilterSelect
            label={t("reason")}
            paramName="reason"
            items={suppressionReasons.map((id) => ({
              id,
              label: t(counts[id].isMore ? "withMore" : "withCount", {
                label: t(`reasons.${id}`),
                count: counts[id].count,
              }),
            }))}
          />
        </div>
      )}
      {rows.length > 0 ? (
        <SuppressionTable rows={rows} canEdit={canEdit} timeZone={timeZone} />
      ) : isEmpty ? (
        <EmptyState icon={<ShieldCheck />} title={t("emptyTitle")} body={t("emptyBody")} />
      ) : (
        <EmptyState
          icon={<SearchX />}
          title={t("noMatchTitle")}
          body={t("noMatchBody")}
          action={<LinkButton href="/audience/suppressions">{t("clear")}</LinkButton>}
        />
      )}
      <Pager
        previous={after === undefined ? undefined : pageHref({ q, reason })}
        next={next === undefined ? undefined : pageHref({ q, reason, after: next })}
      >
        {rows.length > 0 && t(isMore ? "countMore" : "count", { count })}
        {rows.length > 0 && isMore && (
          <>
            {" · "}
            <TextLink href={pageHref({ q, reason, after, count: "exact" })}>
              {t("countAsk")}
            </TextLink>
          </>
        )}
      </Pager>
    </Page>
  );
}

function pageHref(params: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  return query.size > 0 ? `/audience/suppressions?${query}` : "/audience/suppressions";
}
