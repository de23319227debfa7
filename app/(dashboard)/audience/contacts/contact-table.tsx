"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Table, Tbody, Th, Thead } from "@/components/ui/table";
import type { FixedColumn } from "@/lib/domain/contact-columns";
import type { ContactSort } from "@/lib/domain/contact-filter";
import { BulkBar } from "./bulk-bar";
import type { Bulk } from "./bulk-dialog";
import { ContactRow } from "./contact-row";
import { narrow, type Column, type Row } from "./columns";

type ContactTableProps = {
  rows: Row[];
  columns: Column[];
  timeZone: string;
  sort: ContactSort;
  sortHrefs: { email: string | undefined; added: string };
  /** undefined for who may only look. */
  bulk: Bulk | undefined;
};

/** Contacts of one page; the ticked ones, or all that match, can be worked on together. */
export function ContactTable({
  rows,
  columns,
  timeZone,
  sort,
  sortHrefs,
  bulk,
}: ContactTableProps) {
  const t = useTranslations("contacts");
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [isAll, setIsAll] = useState(false);
  // Those that are gone since (deleted, another page) count no more.
  const selected = rows.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
  const tick = (ids: number[], isTicked: boolean) => {
    const next = new Set(selected);
    for (const id of ids) {
      if (isTicked) next.add(id);
      else next.delete(id);
    }
    setTicked(next);
    setIsAll(false);
  };
  const isPageTicked = selected.length === rows.length;
  return (
    <div className="flex flex-col gap-3">
      <Table label={t("list.label")}>
        <Thead>
          <tr>
            {bulk && (
              <Th className="w-10">
                <Checkbox
                  aria-label={t("list.selectAll")}
                  isSelected={isPageTicked}
                  isIndeterminate={selected.length > 0 && !isPageTicked}
                  onChange={(isTicked) =>
                    tick(
                      rows.map(({ id }) => id),
                      isTicked,
                    )
                  }
                />
              </Th>
            )}
            <Th>{t("list.name")}</Th>
            <Th {...sortOf(sortHrefs.email, sort, { up: "email", down: "email_desc" })}>
              {t("list.email")}
            </Th>
            {columns.map((column, place) => (
              <Th
                key={column.name}
                {...narrow(place)}
                {...(column.kind === "added" &&
                  sortOf(sortHrefs.added, sort, { up: "oldest", down: "newest" }))}
              >
                {column.label ?? t(`columns.${column.kind as FixedColumn}`)}
              </Th>
            ))}
          </tr>
        </Thead>
        <Tbody>
          {rows.map((row) => (
            <ContactRow
              key={row.id}
              row={row}
              columns={columns}
              timeZone={timeZone}
              {...(bulk && {
                isTicked: isAll || ticked.has(row.id),
                onTick: (isTicked: boolean) => tick([row.id], isTicked),
              })}
            />
          ))}
        </Tbody>
      </Table>
      {bulk && selected.length > 0 && (
        <BulkBar
          bulk={bulk}
          ids={selected}
          isAll={isAll}
          onAll={isPageTicked && bulk.hasMore ? () => setIsAll(true) : undefined}
          onClear={() => {
            setTicked(new Set());
            setIsAll(false);
          }}
        />
      )}
    </div>
  );
}

function sortOf(
  href: string | undefined,
  sort: ContactSort,
  { up, down }: { up: ContactSort; down: ContactSort },
) {
  if (href === undefined) return {};
  const direction =
    sort === up ? ("ascending" as const) : sort === down ? ("descending" as const) : undefined;
  return { sort: { href, direction } };
}
