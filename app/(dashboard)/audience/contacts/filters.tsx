import { getTranslations } from "next-intl/server";
import { FilterSelect } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { SearchField } from "@/components/ui/search-field";
import type { ContactFilter } from "@/lib/domain/contact-filter";
import { findImport } from "@/lib/imports/imports";
import { listSegments } from "@/lib/segments";
import { listActiveTopics } from "@/lib/topics";

/** What the list is narrowed by; each writes the address. */
export async function Filters({ filter, canEdit }: { filter: ContactFilter; canEdit: boolean }) {
  const [t, topics, segments, source] = await Promise.all([
    getTranslations("contacts"),
    listActiveTopics(),
    listSegments(),
    filter.import === undefined ? undefined : findImport(filter.import),
  ]);
  return (
    <>
      {filter.import !== undefined && (
        <Notice
          tone="accent"
          actions={<LinkButton href="/audience/contacts">{t("list.clear")}</LinkButton>}
        >
          {t("list.ofImport", { name: source?.fileName ?? String(filter.import) })}
        </Notice>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <SearchField label={t(canEdit ? "list.search" : "list.searchByName")} />
        <FilterSelect
          label={t("list.topic")}
          paramName="topic"
          items={topics.map(({ id, name }) => ({ id: String(id), label: name }))}
        />
        <FilterSelect
          label={t("list.state")}
          paramName="state"
          items={(["subscribed", "unsubscribed", "unanswered"] as const).map((state) => ({
            id: state,
            label: t(`state.${state}`),
          }))}
        />
        <FilterSelect
          label={t("list.suppressed")}
          paramName="suppressed"
          items={[
            { id: "yes", label: t("list.suppressedYes") },
            { id: "no", label: t("list.suppressedNo") },
          ]}
        />
        {segments.length > 0 && (
          <FilterSelect
            label={t("list.segment")}
            paramName="segment"
            items={segments.map(({ id, name }) => ({ id: String(id), label: name }))}
          />
        )}
      </div>
    </>
  );
}
