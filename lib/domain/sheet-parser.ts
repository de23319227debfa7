import { Parser, type Handler } from "htmlparser2";
import { maxColumns } from "./import-options";
import { columnOf, numberText, serialToDate, unescapeSheetText } from "./sheet-cell";
import { createSheetText } from "./sheet-text";
import { localName, xmlMode, type Workbook } from "./workbook";

/** A number is the position of a shared string, to be looked up. */
export type SheetCell = string | number;
/** `line` is the number of the row in the sheet. */
export type SheetRow = { line: number; cells: SheetCell[] };
export type SheetParser = { push(xml: string): SheetRow[]; finish(): SheetRow[] };

/** A cell further to the right is one too many, wherever it stands: no row is filled up to it. */
const lastColumn = maxColumns;
/** Excel's own limit. */
const maxSheetRows = 1_048_576;
type Style = Pick<Workbook, "is1904" | "dateStyles">;

/** Reads a sheet's XML piece by piece; rows without any cell are left out. */
export function createSheetParser(style: Style): SheetParser {
  let rows: SheetRow[] = [];
  const parser = new Parser(
    readSheet(style, (row) => rows.push(row)),
    xmlMode,
  );
  function take(): SheetRow[] {
    const taken = rows;
    rows = [];
    return taken;
  }
  return {
    push(xml) {
      parser.write(xml);
      return take();
    },
    finish() {
      parser.end();
      return take();
    },
  };
}

/** The row's own number where it goes on from the last one: refusals are kept by their line. */
function lineOf(written: string | undefined, last: number): number {
  const line = Number(written);
  return Number.isInteger(line) && line > last && line <= maxSheetRows ? line : last + 1;
}

type OpenCell = { column: number; type: string; isDate: boolean };

function readSheet(style: Style, onRow: (row: SheetRow) => void): Partial<Handler> {
  let row: SheetRow = { line: 0, cells: [] };
  let lastLine = 0;
  let cell: OpenCell | undefined;
  const text = createSheetText();
  return {
    onopentag(name, attributes) {
      const tag = localName(name);
      if (tag === "row") {
        lastLine = lineOf(attributes["r"], lastLine);
        row = { line: lastLine, cells: [] };
      } else if (tag === "c") {
        cell = openCell(attributes, { next: row.cells.length, style });
        text.take();
      } else text.open(tag);
    },
    ontext: text.add,
    onclosetag(name) {
      const tag = localName(name);
      if (tag === "c") {
        if (cell !== undefined) putCell(row, { ...cell, text: text.take(), style });
        cell = undefined;
      } else if (tag === "row") {
        if (row.cells.length > 0) onRow(row);
      } else text.close(tag);
    },
  };
}

function openCell(
  { r, t, s }: Record<string, string>,
  { next, style }: { next: number; style: Style },
): OpenCell {
  return {
    column: columnOf(r ?? "") ?? next,
    type: t ?? "n",
    isDate: s !== undefined && style.dateStyles.has(Number(s)),
  };
}

function putCell(
  row: SheetRow,
  { column, type, isDate, text, style }: OpenCell & { text: string; style: Style },
): void {
  if (text === "") return;
  const place = Math.min(column, lastColumn);
  while (row.cells.length < place) row.cells.push("");
  row.cells[place] = readCell(text, { type, isDate, is1904: style.is1904 });
}

function readCell(
  text: string,
  { type, isDate, is1904 }: { type: string; isDate: boolean; is1904: boolean },
): SheetCell {
  switch (type) {
    case "s":
      return /^\d+$/.test(text) ? Number(text) : "";
    case "inlineStr":
    case "str":
      return unescapeSheetText(text);
    case "b":
      return text === "1" ? "Y" : "N";
    case "e": // #N/A and the like: a formula that found nothing
      return "";
    case "d":
      return text.replace(/T00:00:00(?:\.0+)?Z?$/, "");
    default:
      return (isDate ? serialToDate(Number(text), { is1904 }) : undefined) ?? numberText(text);
  }
}
