"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { DateTime } from "@/components/ui/date-time";
import { RowLink, Td, Tr } from "@/components/ui/table";
import { narrow, type Column, type Row } from "./columns";

type ContactRowProps = {
  row: Row;
  columns: Column[];
  timeZone: string;
  isTicked?: boolean;
  onTick?: (isTicked: boolean) => void;
};

export function ContactRow({ row, columns, timeZone, isTicked = false, onTick }: ContactRowProps) {
  const t = useTranslations("contacts.list");
  const name = row.name === "" ? t("noName") : row.name;
  return (
    <Tr isSelected={isTicked}>
      {onTick !== undefined && (
        <Td>
          <Checkbox
            aria-label={t("select", { name: row.name || row.email })}
            isSelected={isTicked}
            onChange={onTick}
          />
        </Td>
      )}
      <Td className="max-w-48 truncate">
        <RowLink href={`/audience/contacts/${row.id}`}>{name}</RowLink>
      </Td>
      <Td className="max-w-72 truncate">{row.email}</Td>
      {columns.map((column, place) => (
        <Td key={column.name} {...narrow(place)} className="max-w-64 truncate">
          <Value row={row} column={column} timeZone={timeZone} />
        </Td>
      ))}
    </Tr>
  );
}

type ValueProps = { row: Row; column: Column; timeZone: string };

function Value({ row, column, timeZone }: ValueProps) {
  switch (column.kind) {
    case "phone":
      return <Text>{row.phone}</Text>;
    case "topics":
      return <Topics row={row} />;
    case "added":
      return <DateTime value={row.createdAt} timeZone={timeZone} />;
    case "changed":
      return <DateTime value={row.updatedAt} timeZone={timeZone} />;
    case "opened":
      return <Moment value={row.lastOpenedAt} timeZone={timeZone} />;
    case "clicked":
      return <Moment value={row.lastClickedAt} timeZone={timeZone} />;
    case "source":
      return <Source source={row.source} />;
    case "locale":
      return <Text>{row.locale}</Text>;
    case "property":
      return <Text>{row.values[column.name]}</Text>;
  }
}

function Text({ children }: { children: string | null | undefined }) {
  return children ? children : <span className="text-faint">–</span>;
}

function Moment({ value, timeZone }: { value: Date | null; timeZone: string }) {
  return value ? <DateTime value={value} timeZone={timeZone} /> : <Text>{null}</Text>;
}

function Source({ source }: { source: string | null }) {
  const t = useTranslations("contacts.detail");
  if (source?.startsWith("import:")) return t("sourceImport");
  return source === "manual" ? t("sourceManual") : <Text>{source}</Text>;
}

function Topics({ row }: { row: Row }) {
  const t = useTranslations("contacts");
  return (
    <div className="flex flex-wrap gap-1">
      {row.suppressedBy.map((reason) => (
        <Badge key={reason} tone="bad">
          {t(`suppression.${reason as "bounce"}`)}
        </Badge>
      ))}
      {row.topics.map((topic) => (
        <Badge key={topic}>{topic}</Badge>
      ))}
      {row.topics.length === 0 && row.suppressedBy.length === 0 && (
        <span className="text-sm text-faint">{t("list.noTopics")}</span>
      )}
    </div>
  );
}
