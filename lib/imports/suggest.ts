import type { PropertyType } from "@/db/schema/audience";
import { detectDelimiter, detectHeaderRow, type Delimiter } from "@/lib/domain/delimiter";
import { normalizeEmail } from "@/lib/domain/email-address";
import { guessField, normalizeHeader, suggestProperty } from "@/lib/domain/import-headers";
import { freeKey } from "@/lib/domain/import-mapping";
import type { ColumnTarget, FileAnalysis, ImportOptions } from "@/lib/domain/import-options";
import { guessPropertyType, parsePropertyValue } from "@/lib/domain/property-value";
import { decodeHead, parseHead } from "./preview";

/** With more columns than this, only those that are known become properties by themselves. */
const fewColumns = 30;

export type KnownProperty = { key: string; label: string; type: PropertyType };

/** How a file is read and mapped before a person has looked at it. */
export function suggestOptions(
  head: Uint8Array,
  analysis: FileAnalysis,
  properties: KnownProperty[],
): ImportOptions {
  const delimiter = detectDelimiter(decodeHead(head, analysis.encoding));
  return suggestMapping(head, { encoding: analysis.encoding, delimiter }, { properties });
}

/** The same under a format that a person chose; `headerRow` undefined = found out. */
export function suggestMapping(
  head: Uint8Array,
  format: { encoding: FileAnalysis["encoding"]; delimiter: Delimiter },
  { properties, headerRow }: { properties: KnownProperty[]; headerRow?: number },
): ImportOptions {
  const rows = parseHead(head, format).map((row) => row.cells);
  const header = headerRow ?? detectHeaderRow(rows.slice(0, 20));
  return {
    v: 1,
    ...format,
    headerRow: header,
    headers: header === 0 ? [] : (rows[header - 1] ?? []).map(tidyHeader),
    columns: suggestColumns(header === 0 ? [] : (rows[header - 1] ?? []), {
      rows: rows.slice(header),
      properties,
    }),
    blankCells: "keep",
    consentSource: "",
    consentDate: null,
  };
}

function suggestColumns(
  headers: string[],
  { rows, properties }: { rows: string[][]; properties: KnownProperty[] },
): ColumnTarget[] {
  // Cells beyond the header are a row's mistake, not a column.
  const width = headers.length > 0 ? headers.length : Math.max(0, ...rows.map((row) => row.length));
  const taken = new Set<string>();
  const columns = Array.from({ length: width }, (_, column): ColumnTarget => {
    const values = rows.map((row) => row[column] ?? "");
    const target = suggestColumn(headers[column] ?? "", values, { properties, taken, width });
    if (target.to !== "skip") taken.add(target.to === "property" ? target.key : target.to);
    return target;
  });
  if (!taken.has("email")) {
    const column =
      rows.length === 0 ? -1 : columns.findIndex((_, index) => isEmailColumn(rows, index));
    if (column !== -1) columns[column] = { to: "email" };
  }
  return columns;
}

type Context = { properties: KnownProperty[]; taken: Set<string>; width: number };

function suggestColumn(header: string, values: string[], context: Context): ColumnTarget {
  const { properties, taken, width } = context;
  const field = guessField(header) ?? (header.trim() === "" ? guessByValues(values) : undefined);
  if (field !== undefined && !taken.has(field)) return { to: field };
  if (header.trim() === "" || field !== undefined) return { to: "skip" };
  const suggested = suggestProperty(header);
  const known = properties.find(
    ({ key, label }) =>
      normalizeHeader(label) === normalizeHeader(header) ||
      normalizeHeader(key) === normalizeHeader(header) ||
      key === suggested.key,
  );
  if (known !== undefined && !taken.has(known.key)) {
    const { key, label, type } = known;
    return { to: "property", key, label, type, isNew: false };
  }
  const isEmpty = values.every((value) => value.trim() === "");
  if (suggested.type === undefined && (width > fewColumns || (isEmpty && values.length > 0))) {
    return { to: "skip" };
  }
  return {
    to: "property",
    key: freeKey(suggested.key, new Set([...taken, ...properties.map((property) => property.key)])),
    label: tidyHeader(header),
    type: fittingType(suggested.type, values),
    isNew: true,
  };
}

/** The type that the header means, unless most values say otherwise. */
function fittingType(meant: PropertyType | undefined, values: string[]): PropertyType {
  if (meant === undefined) return guessPropertyType(values);
  const filled = values.filter((value) => value.trim() !== "");
  const fitting = filled.filter((value) => parsePropertyValue(meant, value).ok);
  return fitting.length * 2 >= filled.length ? meant : guessPropertyType(values);
}

function tidyHeader(header: string): string {
  return header.replaceAll("\0", "").normalize("NFC").trim().slice(0, 200);
}

function guessByValues(values: string[]): "email" | "phone" | "name" | undefined {
  const filled = values.map((value) => value.trim()).filter((value) => value !== "");
  const most = (test: (value: string) => boolean) =>
    filled.length > 0 && filled.filter(test).length >= filled.length * 0.7;
  if (most((value) => normalizeEmail(value).ok)) return "email";
  if (most((value) => /^\+?\d[\d\s().-]{7,17}$/.test(value))) return "phone";
  if (most((value) => /^[가-힣]{2,5}$/.test(value.normalize("NFC")))) return "name";
  return undefined;
}

function isEmailColumn(rows: string[][], column: number): boolean {
  return guessByValues(rows.map((row) => row[column] ?? "")) === "email";
}
