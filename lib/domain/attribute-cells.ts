/** A column of JSON objects (listmonk's `attributes`) read as columns of their own, after the others. */
export type AttributeColumns = {
  column: number;
  from: number; // the first column after the file's own
  keys: string[];
};

/** More would be no list of customers' attributes. */
const maxKeys = 60;

/** The keys that occur, in their order; undefined where the column holds no objects. */
export function findAttributeKeys(cells: string[]): string[] | undefined {
  const keys = new Set<string>();
  for (const cell of cells) {
    const found = parseAttributes(cell);
    if (found === undefined) return undefined;
    for (const key of Object.keys(found)) keys.add(key);
  }
  return [...keys].slice(0, maxKeys);
}

/** The row with its attributes behind it; undefined where they cannot be read. */
export function spreadAttributes(
  cells: string[],
  { column, from, keys }: AttributeColumns,
): string[] | undefined {
  const attributes = parseAttributes(cells[column] ?? "");
  if (attributes === undefined) return undefined;
  const own = Array.from({ length: from }, (_, index) => cells[index] ?? "");
  return [...own, ...keys.map((key) => toText(attributes[key]))];
}

function parseAttributes(cell: string): Record<string, unknown> | undefined {
  if (cell.trim() === "") return {};
  try {
    const parsed: unknown = JSON.parse(cell);
    // A spread is the way to read an unknown object's keys without asserting its type.
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? { ...parsed }
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(toText).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
