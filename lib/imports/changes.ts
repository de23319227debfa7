import { sql, type SQL } from "drizzle-orm";
import type { ImportOptions } from "@/lib/domain/import-options";

/**
 * What an import makes of a contact that is already here: old and new value of every column it
 * touches, as SQL over the alias `c` (the contact) and `n` (the row). The dry run counts with it
 * and the run writes with it, so they cannot disagree.
 */
export function changedColumns(
  options: ImportOptions,
  n: "n" | "excluded",
): { column: string; value: SQL }[] {
  const targets = new Set(options.columns.map((column) => column.to));
  const clears = options.blankCells === "clear";
  const columns: { column: string; value: SQL }[] = [];
  const row = (column: string) => sql.raw(`${n}.${column}`);

  if (targets.has("name")) {
    const kept = sql`case when ${row("name")} = '' then c.name else ${row("name")} end`;
    columns.push({ column: "name", value: clears ? row("name") : kept });
  } else if (targets.has("first_name") || targets.has("last_name")) {
    // Made of its parts, if there are both: one of them alone is no better name than the one we have.
    const isWhole = sql`${row("first_name")} is not null and ${row("last_name")} is not null`;
    columns.push({
      column: "name",
      value: sql`case when ${isWhole} or c.name = '' then ${row("name")} else c.name end`,
    });
  }
  for (const column of ["first_name", "last_name", "phone"] as const) {
    if (!targets.has(column)) continue;
    const value = clears ? row(column) : sql`coalesce(${row(column)}, ${sql.raw(`c.${column}`)})`;
    columns.push({ column, value });
  }
  const keys = options.columns.flatMap((column) => (column.to === "property" ? [column.key] : []));
  if (keys.length > 0) {
    const kept = clears
      ? sql`(c.properties - ${sql.param(keys)}::text[])`
      : sql.raw("c.properties");
    columns.push({ column: "properties", value: sql`${kept} || ${row("properties")}` });
  }
  return columns;
}

/** True where the row would change the contact. */
export function isChanged(options: ImportOptions, n: "n" | "excluded"): SQL {
  const columns = changedColumns(options, n);
  if (columns.length === 0) return sql.raw("false");
  const old = sql.raw(columns.map(({ column }) => `c.${column}`).join(", "));
  const next = sql.join(
    columns.map(({ value }) => value),
    sql.raw(", "),
  );
  return sql`row(${old}) is distinct from row(${next})`;
}
