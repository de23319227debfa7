/** `line` is the 1-based line of the file where the row starts; `raw` the row as it stands there. */
export type CsvRow = { line: number; cells: string[]; raw: string };

export type BrokenReason = "quote_not_closed" | "row_too_long";

/** The file cannot be read from this line on. */
export class BrokenFileError extends Error {
  readonly reason: BrokenReason;
  readonly line: number;

  constructor(reason: BrokenReason, line: number) {
    super(`${reason} in line ${line}`);
    this.reason = reason;
    this.line = line;
  }
}

/** A longer row is none: most likely a quote was opened and never closed. */
const maxRowCharacters = 16 * 1024 * 1024;

export type CsvParser = { push(text: string): CsvRow[]; finish(): CsvRow[] };

/**
 * RFC 4180 piece by piece, and what real files make of it: any line end, quotes in the middle of
 * cells, rows of uneven width, lines counted through quoted line breaks. (csv-parse builds an
 * error object for every row of another width, ten times the cost of the row, and counts CRLF
 * inside quotes twice.)
 */
export function createCsvParser(delimiter: string): CsvParser {
  let rest = "";
  let line = 1;

  function parse(isFinal: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    const scanner = createScanner(rest, delimiter, isFinal);
    let start = 0;
    while (start < rest.length) {
      const row = scanner.readRow(start);
      if (row === "unfinished") break;
      rows.push({ line, cells: row.cells, raw: rest.slice(start, row.end) });
      line += row.breaks + 1;
      start = row.next;
    }
    rest = rest.slice(start);
    if (isFinal && rest !== "") throw new BrokenFileError("quote_not_closed", line);
    if (rest.length > maxRowCharacters) throw new BrokenFileError("row_too_long", line);
    return rows;
  }

  return {
    push(text) {
      rest += text;
      return parse(false);
    },
    finish: () => parse(true),
  };
}

type Cell = { text: string; end: number; breaks: number };
type Row = { cells: string[]; end: number; next: number; breaks: number };

/** What a scanner and its cells look at; positions only grow. */
type Piece = { text: string; delimiter: string; isFinal: boolean };

function createScanner(text: string, delimiter: string, isFinal: boolean) {
  const nextQuote = createFinder(text, '"');
  const findLineEnd = createLineEndFinder(text, isFinal);
  const readCell = createCellReader({ text, delimiter, isFinal }, findLineEnd);

  function readRow(start: number): Row | "unfinished" {
    const lineEnd = findLineEnd(start);
    if (nextQuote(start) > (lineEnd ?? text.length)) {
      if (lineEnd === undefined) return "unfinished";
      return finishRow(text.slice(start, lineEnd).split(delimiter), lineEnd, 0);
    }
    const cells: string[] = [];
    let at = start;
    let breaks = 0;
    for (;;) {
      const cell = readCell(at);
      if (cell === "unfinished") return cell;
      cells.push(cell.text);
      breaks += cell.breaks;
      if (text[cell.end] !== delimiter) return finishRow(cells, cell.end, breaks);
      at = cell.end + 1;
    }
  }

  function finishRow(cells: string[], end: number, breaks: number): Row {
    return { cells, end, next: end + (text.startsWith("\r\n", end) ? 2 : 1), breaks };
  }

  return { readRow };
}

/** Undefined = not in this piece. */
function createLineEndFinder(text: string, isFinal: boolean): (from: number) => number | undefined {
  const nextLf = createFinder(text, "\n");
  const nextCr = createFinder(text, "\r");
  return (from) => {
    const end = Math.min(nextLf(from), nextCr(from));
    // A carriage return at the very end may be half of a CRLF.
    if (end < text.length - 1 || (end < text.length && text[end] === "\n")) return end;
    return isFinal ? Math.min(end, text.length) : undefined;
  };
}

function createCellReader(
  { text, delimiter, isFinal }: Piece,
  findLineEnd: (from: number) => number | undefined,
): (start: number) => Cell | "unfinished" {
  const nextQuote = createFinder(text, '"');
  const nextDelimiter = createFinder(text, delimiter);

  function readCell(start: number): Cell | "unfinished" {
    if (text[start] === '"') {
      const quoted = readQuoted(start);
      if (quoted !== "stray") return quoted;
    }
    const lineEnd = findLineEnd(start);
    const end = Math.min(nextDelimiter(start), lineEnd ?? Number.POSITIVE_INFINITY);
    if (end > text.length) return "unfinished";
    const cell = text.slice(start, end);
    // `"so "called" cell"`: the quotes around it were meant as quotes.
    const isWrapped = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
    return { text: isWrapped ? cell.slice(1, -1) : cell, end, breaks: 0 };
  }

  /** Stray = the quote closes before the cell does, so that it is text like any other. */
  function readQuoted(start: number): Cell | "unfinished" | "stray" {
    let from = start + 1;
    for (;;) {
      const quote = nextQuote(from);
      if (quote >= text.length || (quote === text.length - 1 && !isFinal)) return "unfinished";
      if (text[quote + 1] === '"') {
        from = quote + 2;
        continue;
      }
      let end = quote + 1;
      while (text[end] === " ") end += 1;
      if (end === text.length && !isFinal) return "unfinished";
      if (end < text.length && text[end] !== delimiter && !isLineEnd(text[end])) return "stray";
      if (text[end] === "\r" && end === text.length - 1 && !isFinal) return "unfinished";
      const inner = text.slice(start + 1, quote);
      return { text: inner.replaceAll('""', '"'), end, breaks: countBreaks(inner) };
    }
  }

  return readCell;
}

function isLineEnd(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

/** Position of the next occurrence from a growing position; searched for only once it is passed. */
function createFinder(text: string, wanted: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      const index = text.indexOf(wanted, from);
      found = index === -1 ? Number.POSITIVE_INFINITY : index;
    }
    return found;
  };
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
