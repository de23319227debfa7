import { SearchX, Users } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import { countContacts, listContacts } from "@/lib/contact-list";
import {
  contactFilter,
  contactFilterParams,
  type ContactFilter,
} from "@/lib/domain/contact-filter";
import { maskEmail, maskPhone } from "@/lib/domain/mask";
import { parseId } from "@/lib/domain/parse-id";
import { hasRole } from "@/lib/domain/user-role";
import { findImport } from "@/lib/imports/imports";
import { getOrganization } from "@/lib/organization";
import { listSegments } from "@/lib/segments";
import { requireUser } from "@/lib/session";
import { listActiveTopics } from "@/lib/topics";
import { ContactTable } from "./contact-table";
import { ExportDialog } from "./export-dialog";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts"))("title") };
}

type ContactsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ContactsPage({ searchParams }: ContactsPageProps) {
  const user = await requireUser();
  const params = await searchParams;
  const filter = contactFilter.parse(params);
  const after = parseId(params["after"]);
  const canEdit = hasRole(user.role, "marketer");
  const scope = { mayReadAddresses: canEdit };
  const [{ contacts, next }, count, t, { timeZone }] = await Promise.all([
    listContacts(filter, { ...scope, after }),
    countContacts(filter, scope),
    getTranslations("contacts"),
    getOrganization(),
  ]);
  const isNarrowed = Object.keys(contactFilterParams(filter)).length > 0;
  const pageHref = (position?: number) => {
    const query = new URLSearchParams(contactFilterParams(filter));
    if (position !== undefined) query.set("after", String(position));
    return query.size > 0 ? `/audience/contacts?${query}` : "/audience/contacts";
  };
  return (
    <Page>
      <PageHeader
        title={t("title")}
        actions={<Actions filter={filter} count={count} canEdit={canEdit} />}
      />
      {params["problem"] === "reason" && <Notice tone="bad">{t("export.missing")}</Notice>}
      {count === 0 && !isNarrowed ? (
        <NobodyYet canEdit={canEdit} />
      ) : (
        <>
          <Filters filter={filter} canEdit={canEdit} />
          {contacts.length === 0 ? (
            <EmptyState
              icon={<SearchX />}
              title={t("list.noMatchTitle")}
              body={t("list.noMatchBody")}
              action={<LinkButton href="/audience/contacts">{t("list.clear")}</LinkButton>}
            />
          ) : (
            <ContactTable
              contacts={contacts.map((contact) => ({
                ...contact,
                email: canEdit ? contact.email : maskEmail(contact.email),
                phone: canEdit ? contact.phone : contact.phone && maskPhone(contact.phone),
              }))}
              timeZone={timeZone}
              canEdit={canEdit}
            />
          )}
          {!canEdit && <p className="text-sm text-muted">{t("list.masked")}</p>}
          <Pager
            previous={after === undefined ? undefined : pageHref()}
            next={next === undefined ? undefined : pageHref(next)}
          >
            {t("list.count", { count })}
          </Pager>
        </>
      )}
    </Page>
  );
}

type ActionsProps = { filter: ContactFilter; count: number; canEdit: boolean };

async function Actions({ filter, count, canEdit }: ActionsProps) {
  const t = await getTranslations("contacts");
  return (
    <>
      <LinkButton href="/audience/contacts/properties" variant="quiet">
        {t("properties")}
      </LinkButton>
      {canEdit && (
        <>
          {count > 0 && <ExportDialog count={count} fields={contactFilterParams(filter)} />}
          <LinkButton href="/audience/contacts/new">{t("add")}</LinkButton>
          <LinkButton href="/audience/imports" variant="primary">
            {t("import")}
          </LinkButton>
        </>
      )}
    </>
  );
}

async function NobodyYet({ canEdit }: { canEdit: boolean }) {
  const t = await getTranslations("contacts");
  return (
    <EmptyState
      icon={<Users />}
      title={t("list.emptyTitle")}
      body={t(canEdit ? "list.emptyBody" : "list.emptyViewer")}
    />
  );
}

async function Filters({ filter, canEdit }: { filter: ContactFilter; canEdit: boolean }) {
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
