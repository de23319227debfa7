"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Confirm } from "@/components/ui/confirm";
import { DateTime } from "@/components/ui/date-time";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { remove } from "./actions";

type Row = {
  id: number;
  email: string;
  name: string;
  phone: string | null;
  topics: string[];
  suppressedBy: string[];
  createdAt: Date;
};

type ContactTableProps = { contacts: Row[]; timeZone: string; canEdit: boolean };

/** Contacts of one page; those that are ticked can be deleted together. */
export function ContactTable({ contacts, timeZone, canEdit }: ContactTableProps) {
  const t = useTranslations("contacts");
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  // Those that are gone since (deleted, another page) count no more.
  const selected = contacts.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
  const tick = (ids: number[], isTicked: boolean) => {
    const next = new Set(selected);
    for (const id of ids) {
      if (isTicked) next.add(id);
      else next.delete(id);
    }
    setTicked(next);
  };
  return (
    <div className="flex flex-col gap-3">
      <Table label={t("list.label")}>
        <Thead>
          <tr>
            {canEdit && (
              <Th className="w-10">
                <Checkbox
                  aria-label={t("list.selectAll")}
                  isSelected={selected.length === contacts.length}
                  isIndeterminate={selected.length > 0 && selected.length < contacts.length}
                  onChange={(isTicked) =>
                    tick(
                      contacts.map(({ id }) => id),
                      isTicked,
                    )
                  }
                />
              </Th>
            )}
            <Th>{t("list.name")}</Th>
            <Th>{t("list.email")}</Th>
            <Th hideBelow="md">{t("list.phone")}</Th>
            <Th hideBelow="sm">{t("list.topics")}</Th>
            <Th hideBelow="lg">{t("list.added")}</Th>
          </tr>
        </Thead>
        <Tbody>
          {contacts.map((contact) => (
            <ContactRow
              key={contact.id}
              contact={contact}
              timeZone={timeZone}
              {...(canEdit && {
                isTicked: ticked.has(contact.id),
                onTick: (isTicked: boolean) => tick([contact.id], isTicked),
              })}
            />
          ))}
        </Tbody>
      </Table>
      {selected.length > 0 && <BulkBar ids={selected} onClear={() => setTicked(new Set())} />}
    </div>
  );
}

type ContactRowProps = {
  contact: Row;
  timeZone: string;
  isTicked?: boolean;
  onTick?: (isTicked: boolean) => void;
};

function ContactRow({ contact, timeZone, isTicked = false, onTick }: ContactRowProps) {
  const t = useTranslations("contacts");
  const name = contact.name === "" ? t("list.noName") : contact.name;
  return (
    <Tr isSelected={isTicked}>
      {onTick !== undefined && (
        <Td>
          <Checkbox
            aria-label={t("list.select", { name: contact.name || contact.email })}
            isSelected={isTicked}
            onChange={onTick}
          />
        </Td>
      )}
      <Td className="max-w-48 truncate">
        <RowLink href={`/audience/contacts/${contact.id}`}>{name}</RowLink>
      </Td>
      <Td className="max-w-72 truncate">{contact.email}</Td>
      <Td hideBelow="md" className="whitespace-nowrap">
        {contact.phone ?? <span className="text-faint">–</span>}
      </Td>
      <Td hideBelow="sm">
        <div className="flex flex-wrap gap-1">
          {contact.suppressedBy.map((reason) => (
            <Badge key={reason} tone="bad">
              {t(`suppression.${reason as "bounce"}`)}
            </Badge>
          ))}
          {contact.topics.map((topic) => (
            <Badge key={topic}>{topic}</Badge>
          ))}
          {contact.topics.length === 0 && contact.suppressedBy.length === 0 && (
            <span className="text-sm text-faint">{t("list.noTopics")}</span>
          )}
        </div>
      </Td>
      <Td hideBelow="lg">
        <DateTime value={contact.createdAt} timeZone={timeZone} />
      </Td>
    </Tr>
  );
}

function BulkBar({ ids, onClear }: { ids: number[]; onClear: () => void }) {
  const t = useTranslations("contacts");
  const count = ids.length;
  return (
    <section
      aria-label={t("list.selected", { count })}
      aria-live="polite"
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-raised px-4 py-2 shadow-float"
    >
      <span className="grow font-medium tabular-nums">{t("list.selected", { count })}</span>
      <Button variant="quiet" onPress={onClear}>
        {t("list.unselect")}
      </Button>
      <Confirm
        trigger={<Button variant="danger">{t("delete.many", { count })}</Button>}
        title={t("delete.manyTitle", { count })}
        body={t("delete.manyBody", { count })}
        confirmLabel={t("delete.many", { count })}
        action={remove}
        fields={{ ids: ids.join(",") }}
        variant="danger"
      />
    </section>
  );
}
