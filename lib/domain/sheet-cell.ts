/** Days from Excel's day 0 to 1970-01-01; a workbook of an old Mac counts from 1904. */
const daysBefore1970 = { 1900: 25_569, 1904: 24_107 } as const;
const dayMs = 86_400_000;

/** 45292 → "2024-01-01", 45292.5 → "2024-01-01 12:00:00"; undefined where it is no date. */
export function serialToDate(serial: number, { is1904 = false } = {}): string | undefined {
  const days = serial - daysBefore1970[is1904 ? 1904 : 1900];
  // Excel believes that 1900 was a leap year: its serials below 61 are a day off, and nobody's data.
  if (!Number.isFinite(serial) || (!is1904 && serial < 61) || serial < 0 || serial > 2_958_466) {
    return undefined;
  }
  const text = new Date(Math.round((days * dayMs) / 1000) * 1000).toISOString();
  return Number.isInteger(serial) ? text.slice(0, 10) : text.slice(0, 19).replace("T", " ");
}

/**
 * The text of a numeric cell. Excel writes 0.1 + 0.2 as 0.30000000000000004; a number in exponent
 * form was rounded before it came here and stays as it stands, to be refused by its reader.
 */
export function numberText(value: string): string {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) return value;
  if (/e/i.test(value) && Math.abs(number) >= 1e6) return value;
  return String(Number(number.toPrecision(15)));
}

/** "BC23" → 54: the 0-based column of a cell's address. */
export function columnOf(reference: string): number | undefined {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column === 0 ? undefined : column - 1;
}

/** Built-in number formats that are dates or times of day (ECMA-376 18.8.30, East Asian ones too). */
const dateFormatIds = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]);

/** Does a number format show a date? A time alone is none: it has no day. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (dateFormatIds.has(id)) return true;
  if (code === undefined) return false;
  // What stands in quotes, brackets or behind a backslash is shown as it is.
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, "").toLowerCase();
  return /[yd]/.test(bare) || /(?:^|[^a-z])e(?:[^a-z+-]|$)/.test(bare) || /m{3,}/.test(bare);
}

/** Excel hides characters that XML cannot hold as `_x000D_`. */
export function unescapeSheetText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
