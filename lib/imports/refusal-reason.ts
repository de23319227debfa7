import type { ImportOptions } from "@/lib/domain/import-options";

/** As stored: the reason, and the 0-based column at fault where there is one. */
export function storedReason({
  reason,
  column,
}: {
  reason: string;
  column?: number | undefined;
}): string {
  return column === undefined ? reason : `${reason}:${column}`;
}

/** "bad_date:2" → its code and the header of the column at fault. */
export function splitReason(
  stored: string,
  { headers }: Pick<ImportOptions, "headers">,
): { code: string; column: number | undefined; header: string | undefined } {
  const [code = "", position] = stored.split(":");
  const column = position === undefined ? undefined : Number(position);
  const header = column === undefined ? undefined : headers[column];
  return { code, column, header: header === "" ? undefined : header };
}
