/**
 * Spreadsheets run a cell that starts like this as a formula (OWASP "CSV injection"); the
 * full-width signs of Korean and Japanese keyboards count as well.
 */
const startsFormula = /^'*[=+\-@\t\r\0＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r\0＝＋－＠]/;

/** A cell that no spreadsheet takes for a formula. */
export function guardCell(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text;
}

/** Takes off exactly what `guardCell` put on, so that an export imports unchanged. */
export function unguardCell(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}

/** One line of CSV, quoted where needed. */
export function writeCsvRow(cells: string[]): string {
  return `${cells.map(quoteCell).join(",")}\r\n`;
}

function quoteCell(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
