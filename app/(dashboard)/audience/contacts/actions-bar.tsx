import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { listContactViews } from "@/lib/contact-views";
import { contactFilterParams } from "@/lib/domain/contact-filter";
import { fixedColumns } from "@/lib/domain/contact-columns";
import type { Property } from "@/lib/properties";
import type { SessionUser } from "@/lib/session";
import { ColumnDialog } from "./column-dialog";
import type { Column } from "./columns";
import { ExportDialog } from "./export-dialog";
import { listHref, viewParams, type ListState } from "./list-address";
import { MoreMenu } from "./more-menu";
import { ViewMenu } from "./view-menu";

type ActionsProps = {
  state: ListState;
  properties: Property[];
  columns: Column[];
  user: SessionUser;
  isEmpty: boolean;
  canEdit: boolean;
};

/** The head of the list: views, columns, what may be done. */
export async function Actions({
  state,
  properties,
  columns,
  user,
  isEmpty,
  canEdit,
}: ActionsProps) {
  const [t, views] = await Promise.all([getTranslations("contacts"), listContactViews(user.id)]);
  const all = [
    ...fixedColumns.map((name) => ({ id: name, label: t(`columns.${name}`) })),
    ...properties.map(({ key, label }) => ({ id: `property:${key}`, label })),
  ];
  return (
    <>
      {!isEmpty && (
        <>
          <ViewMenu
            // What was searched for may be an address, which viewers do not get to see.
            views={views
              .filter(({ isOwn, query }) => canEdit || isOwn || query["q"] === undefined)
              .map(({ id, name, query, isOwn, isShared, ownerName }) => ({
                id,
                name,
                href: `/audience/contacts?${new URLSearchParams(query)}`,
                isOwn,
                isShared,
                ownerName,
              }))}
            query={viewParams({ ...state, columns: columns.map(({ name }) => name) })}
          />
          <ColumnDialog
            items={all}
            chosen={columns.map(({ name }) => name)}
            listHref={listHref({ ...state, columns: undefined })}
          />
        </>
      )}
      {canEdit && !isEmpty && <ExportDialog fields={contactFilterParams(state.filter)} />}
      <MoreMenu canEdit={canEdit} isAdmin={user.role === "admin"} />
      {canEdit && (
        <>
          <LinkButton href="/audience/contacts/new">{t("add")}</LinkButton>
          <LinkButton href="/audience/imports" variant="primary">
            {t("import")}
          </LinkButton>
        </>
      )}
    </>
  );
}
