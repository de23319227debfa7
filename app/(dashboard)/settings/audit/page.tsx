import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listAuditActions, listAuditEntries } from "@/lib/audit";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { listUsers } from "@/lib/users";
import { AuditTable } from "./audit-table";
import { auditWords } from "./audit-words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.audit");
  return { title: t("title") };
}

type Search = Promise<Partial<Record<"action" | "user" | "before", string | string[]>>>;

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  await requireUser("admin");
  const search = await searchParams;
  const filter = {
    action: [search.action].flat()[0] ?? "",
    user: positive([search.user].flat()[0]),
    before: positive([search.before].flat()[0]),
  };
  const [t, words, page, actions, users, { timeZone }] = await Promise.all([
    getTranslations("settings.audit"),
    auditWords(),
    listAuditEntries({ action: filter.action, userId: filter.user, before: filter.before }),
    listAuditActions(),
    listUsers(),
    getOrganization(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="flex flex-wrap gap-2">
        <FilterSelect
          label={t("filterAction")}
          paramName="action"
          items={actions.map((action) => ({ id: action, label: words.sayAction(action) }))}
        />
        <FilterSelect
          label={t("filterUser")}
          paramName="user"
          items={users.map((user) => ({ id: String(user.id), label: user.name || user.email }))}
        />
      </div>
      {page.entries.length === 0 ? (
        <EmptyState icon={<ScrollText />} title={t("emptyTitle")} body={t("emptyBody")} />
      ) : (
        <AuditTable
          entries={page.entries.map((entry) => ({ ...entry, words: words.sayEntry(entry) }))}
          timeZone={timeZone}
        />
      )}
      <Pager
        previous={filter.before === undefined ? undefined : address(filter, undefined)}
        next={page.next === undefined ? undefined : address(filter, page.next)}
      />
    </>
  );
}

function positive(raw: string | undefined): number | undefined {
  return raw !== undefined && /^[1-9]\d{0,14}$/.test(raw) ? Number(raw) : undefined;
}

function address(
  filter: { action: string; user: number | undefined },
  before: number | undefined,
): string {
  const query = new URLSearchParams();
  if (filter.action !== "") query.set("action", filter.action);
  if (filter.user !== undefined) query.set("user", String(filter.user));
  if (before !== undefined) query.set("before", String(before));
  return `/settings/audit?${query}`;
}
