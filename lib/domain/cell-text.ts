import { unguardCell } from "./csv-cell";
import { parseDate } from "./property-value";
import { storableText } from "./storable-text";

/** Nothing of it needs a second look: no blanks at the ends, no guard, nothing to compose. */
const isPlain = /^[!-&(-~](?:[ -~]*[!-~])?$/;

/** NFC, trimmed, without characters PostgreSQL cannot hold; null when blank. */
export function cellText(cells: string[], column: number | undefined): string | null {
  const cell = column === undefined ? undefined : cells[column];
  if (cell === undefined || cell === "") return null;
  if (isPlain.test(cell)) return cell;
  const text = storableText(unguardCell(cell)).normalize("NFC").trim();
  return text === "" ? null : text;
}

/** Zones behind a time of day as databases write them: "+00", " +0000 UTC". The day stays its own. */
const zone = /(:\d{2}(?:\.\d+)?)\s*[+-]\d{2}(?::?\d{2})?(?:\s+\S+)?$/;

/** The day of a date or time. */
export function parseDay(text: string): ReturnType<typeof parseDate> {
  return parseDate(text.replace(zone, "$1"));
}
