"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { importFields } from "@/lib/domain/import-headers";

export type MappedColumn = { header: string; samples: string[]; target: string };
export type KnownProperty = { key: string; label: string };

type MappingTableProps = {
  columns: MappedColumn[];
  properties: KnownProperty[];
  onChange: () => void;
};

/** One row a column of the file: its name, what stands in it, and where it goes. */
export function MappingTable({ columns, properties, onChange }: MappingTableProps) {
  const t = useTranslations("imports.mapping");
  const items = [
    ...importFields.map((field) => ({ id: field, label: t(field) })),
    ...properties.map(({ key, label }) => ({
      id: `property:${key}`,
      label: t("property", { label }),
    })),
    { id: "new:text", label: t("newText") },
    { id: "new:number", label: t("newNumber") },
    { id: "new:date", label: t("newDate") },
    { id: "new:boolean", label: t("newBoolean") },
    { id: "new:list", label: t("newList") },
    { id: "skip", label: t("skip") },
  ];
  return (
    <Table label={t("title")}>
      <Thead>
        <tr>
          <Th>{t("column")}</Th>
          <Th hideBelow="sm">{t("sample")}</Th>
          <Th className="sm:w-72">{t("target")}</Th>
        </tr>
      </Thead>
      <Tbody>
        {columns.map(({ header, samples, target }, index) => {
          const name = header === "" ? t("columnN", { n: index + 1 }) : header;
          return (
            <Tr key={`${index}:${header}`}>
              <Td className="max-w-40 font-medium break-words">{name}</Td>
              <Td hideBelow="sm" className="max-w-80">
                <span className="block truncate text-sm text-muted">
                  {samples.join(" · ") || "–"}
                </span>
              </Td>
              <Td>
                <Select
                  key={target}
                  label={t("targetOf", { column: name })}
                  className="[&>:first-child]:sr-only" // the row names it already
                  name={`target-${index}`}
                  defaultValue={target}
                  items={items}
                  onChange={onChange}
                />
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
