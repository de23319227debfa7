import { SearchX, Users } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { isFixedColumn, propertyOf } from "@/lib/domain/contact-columns";
import { listContacts, type ContactRow } from "@/lib/contact-list";
import { findContactColumns } from "@/lib/contact-views";
import { contactFilterParams } from "@/lib/domain/contact-filter";
import { maskEmail, maskPhone } from "@/lib/domain/mask";
import { formatPropertyValue } from "@/lib/domain/property-value";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { listProperties, type Property } from "@/lib/properties";
import { requireUser } from "@/lib/session";
import { Actions } from "./actions-bar";
import { OpenBulkActions } from "./bulk-banner";
import type { Column, Row } from "./columns";
import { ContactTable } from "./contact-table";
import { Filters } from "./filters";
import { listHref, listPath, readListState } from "./list-address";
import { ListCountText } from "./list-count";
import { listBulkChoices } from "./bulk-choices";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts"))("title") };
}

type ContactsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ContactsPage({ searchParams }: ContactsPageProps) {
  const user = await requireUser();
  const params = await searchParams;
  const state = readListState(params);
  const canEdit = hasRole(user.role, "marketer");
  const scope = { mayReadAddresses: canEdit };
  const [{ contacts, next }, t, { timeZone }, properties, ownColumns, choices] = await Promise.all([
    listContacts(state.filter, { ...scope, after: state.after, sort: state.sort }),
    getTranslations("contacts"),
    getOrganization(),
    listProperties(),
    findContactColumns(user.id),
    canEdit ? listBulkChoices() : undefined,
  ]);
  const isNarrowed = Object.keys(contactFilterParams(state.filter)).length > 0;
  const isEmpty = contacts.length === 0 && !isNarrowed && state.after === undefined;
  const columns = toColumns(state.columns ?? ownColumns, properties);
  return (
    <Page>
      <PageHeader
        title={t("title")}
        actions={<Actions {...{ state, properties, columns, user, isEmpty, canEdit }} />}
      />
      {params["problem"] === "reason" && <Notice tone="bad">{t("export.missing")}</Notice>}
      {canEdit && <OpenBulkActions userId={user.id} />}
      {isEmpty ? (
        <EmptyState
          icon={<Users />}
          title={t("list.emptyTitle")}
          body={t(canEdit ? "list.emptyBody" : "list.emptyViewer")}
        />
      ) : (
        <>
          <Filters filter={state.filter} canEdit={canEdit} />
          {contacts.length === 0 ? (
            <EmptyState
              icon={<SearchX />}
              title={t("list.noMatchTitle")}
              body={t("list.noMatchBody")}
              action={<LinkButton href={listPath}>{t("list.clear")}</LinkButton>}
            />
          ) : (
            <ContactTable
              rows={contacts.map((contact) => toRow(contact, { columns, properties, canEdit }))}
              columns={columns}
              timeZone={timeZone}
              sort={state.sort}
              // Found words come newest first; whoever sees masked addresses gets no order of them.
              sortHrefs={{
                email:
                  canEdit && state.filter.q === ""
                    ? listHref(state, { sort: state.sort === "email" ? "email_desc" : "email" })
                    : undefined,
                added: listHref(state, { sort: state.sort === "newest" ? "oldest" : "newest" }),
              }}
              bulk={
                choices && {
                  ...choices,
                  filter: contactFilterParams(state.filter),
                  hasMore: next !== undefined || state.after !== undefined,
                }
              }
            />
          )}
          {!canEdit && <p className="text-sm text-muted">{t("list.masked")}</p>}
          <Pager
            previous={state.after === undefined ? undefined : listHref(state)}
            next={next === undefined ? undefined : listHref(state, { after: String(next) })}
          >
            <Suspense fallback={t("count.counting")}>
              <ListCountText
                filter={state.filter}
                scope={scope}
                isExact={state.isCountExact}
                exactHref={listHref(state, {
                  count: "exact",
                  ...(state.after !== undefined && { after: String(state.after) }),
                })}
              />
            </Suspense>
          </Pager>
        </>
      )}
    </Page>
  );
}

/** Columns of properties that were put away meanwhile are left out. */
function toColumns(names: string[], properties: Property[]): Column[] {
  return names.flatMap((name): Column[] => {
    if (isFixedColumn(name)) return [{ name, kind: name }];
    const property = properties.find(({ key }) => key === propertyOf(name));
    return property ? [{ name, kind: "property", label: property.label }] : [];
  });
}

type RowContext = { columns: Column[]; properties: Property[]; canEdit: boolean };

/** Only what is shown leaves the server. */
function toRow(contact: ContactRow, { columns, properties, canEdit }: RowContext): Row {
  const shown = new Set(columns.map(({ name }) => name));
  const values = properties.filter(({ key }) => shown.has(`property:${key}`));
  return {
    id: contact.id,
    name: contact.name,
    email: canEdit ? contact.email : maskEmail(contact.email),
    phone: canEdit ? contact.phone : contact.phone && maskPhone(contact.phone),
    source: contact.source,
    locale: contact.locale,
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
    lastOpenedAt: contact.lastOpenedAt,
    lastClickedAt: contact.lastClickedAt,
    topics: contact.topics,
    suppressedBy: contact.suppressedBy,
    values: Object.fromEntries(
      values.map(({ key, choices }) => [
        `property:${key}`,
        formatPropertyValue(contact.properties[key], choices),
      ]),
    ),
  };
}
