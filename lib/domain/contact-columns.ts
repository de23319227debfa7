/** Columns of the contacts table beside name and address, in their order; properties follow. */
export const fixedColumns = [
  "phone",
  "topics",
  "added",
  "changed",
  "opened",
  "clicked",
  "source",
  "locale",
] as const;
export type FixedColumn = (typeof fixedColumns)[number];

export const defaultColumns: string[] = ["phone", "topics", "added"];

const mostColumns = 20;

/** From an address or a form: "phone,topics,property:grade". undefined when it names none. */
export function readColumns(text: unknown): string[] | undefined {
  if (typeof text !== "string") return undefined;
  const names = [...new Set(text.split(","))].filter(
    (name) => isFixedColumn(name) || propertyOf(name) !== undefined,
  );
  return text === "" ? [] : names.length === 0 ? undefined : names.slice(0, mostColumns);
}

export function isFixedColumn(name: string): name is FixedColumn {
  return fixedColumns.some((column) => column === name);
}

/** The property that a column shows. */
export function propertyOf(name: string): string | undefined {
  return /^property:([a-z][a-z0-9_]*)$/.exec(name)?.[1];
}
