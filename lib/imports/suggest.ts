import { findAttributeKeys, spreadAttributes } from "@/lib/domain/attribute-cells";
import type { CsvRow } from "@/lib/domain/csv-parser";
import { detectDelimiter, detectHeaderRow } from "@/lib/domain/delimiter";
import { normalizeHeader } from "@/lib/domain/import-headers";
import type { ColumnTarget, FileAnalysis, ImportOptions } from "@/lib/domain/import-options";
import { findPreset, type PresetFinding } from "@/lib/domain/import-presets";
import { decodeHead, parseHead } from "./preview";
import type { FileFormat } from "./rows";
import { isEmailColumn, suggestColumn, tidyHeader, type KnownProperty } from "./suggest-column";

/** How a text file is read and mapped before a person has looked at it. */
export function suggestOptions(
  head: Uint8Array,
  analysis: FileAnalysis,
  given: { properties: KnownProperty[]; fileName: string },
): ImportOptions {
  const delimiter = detectDelimiter(decodeHead(head, analysis.encoding));
  const format = { encoding: analysis.encoding, delimiter };
  return suggestMapping(parseHead(head, format), format, given);
}

/** The same for the first rows under a format; `headerRow` undefined = found out. */
export function suggestMapping(
  head: CsvRow[],
  format: FileFormat,
  {
    properties,
    fileName,
    headerRow,
  }: { properties: KnownProperty[]; fileName: string; headerRow?: number },
): ImportOptions {
  const rows = head.map((row) => row.cells);
  const header = headerRow ?? detectHeaderRow(rows.slice(0, 20));
  const headers = header === 0 ? [] : (rows[header - 1] ?? []);
  const preset = findPreset(headers.map(normalizeHeader), fileName);
  const table = spreadTable({ headers, rows: rows.slice(header) }, preset);
  return {
    v: 1,
    ...format,
    headerRow: header,
    headers: table.headers.map(tidyHeader),
    columns: suggestColumns(table, { properties, preset }),
    ...(table.attributes && { attributes: table.attributes }),
    ...(preset && { preset: preset.preset }),
    everyone: preset?.everyone ?? "active",
    phoneZero: "keep",
    blankCells: "keep",
    consentSource: "",
    consentDate: null,
  };
}

type HeadTable = {
  headers: string[];
  rows: string[][];
  attributes?: NonNullable<ImportOptions["attributes"]>;
};

/** A column of JSON, where the preset knows one, as columns of its own. */
function spreadTable(table: HeadTable, preset: PresetFinding | undefined): HeadTable {
  const column = table.headers.findIndex(
    (header) => preset?.columns.get(normalizeHeader(header)) === "attributes",
  );
  if (column === -1) return table;
  const keys = findAttributeKeys(table.rows.map((cells) => cells[column] ?? ""));
  if (keys === undefined || keys.length === 0) return table;
  const attributes = { column, from: table.headers.length, keys };
  return {
    headers: [...table.headers, ...keys],
    rows: table.rows.map((cells) => spreadAttributes(cells, attributes) ?? cells),
    attributes,
  };
}

function suggestColumns(
  { headers, rows }: HeadTable,
  { properties, preset }: { properties: KnownProperty[]; preset: PresetFinding | undefined },
): ColumnTarget[] {
  // Cells beyond the header are a row's mistake, not a column.
  const width = headers.length > 0 ? headers.length : Math.max(0, ...rows.map((row) => row.length));
  const taken = new Set<string>();
  const columns = Array.from({ length: width }, (_, column): ColumnTarget => {
    const header = headers[column] ?? "";
    const values = rows.map((row) => row[column] ?? "");
    const meant = preset?.columns.get(normalizeHeader(header));
    const target = suggestColumn(header, values, {
      properties,
      taken,
      width,
      preset: meant === "attributes" ? "skip" : meant,
    });
    if (target.to !== "skip") taken.add(target.to === "property" ? target.key : target.to);
    return target;
  });
  if (!taken.has("email")) {
    const column =
      rows.length === 0
        ? -1
        : columns.findIndex((_, index) => isEmailColumn(rows.map((row) => row[index] ?? "")));
    if (column !== -1) columns[column] = { to: "email" };
  }
  return columns;
}
