import { normalizeEmail } from "./email-address";
import { guessField } from "./import-headers";

export const delimiters = [",", "\t", ";", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** Lines that decide; more would only cost time. */
const sampleLines = 50;

/** The delimiter that splits the first lines into the most columns most evenly; comma in doubt. */
export function detectDelimiter(text: string): Delimiter {
  const lines = splitLines(text).slice(0, sampleLines);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter));
    const usual = mostFrequent(counts.filter((count) => count > 0));
    if (usual === undefined) continue;
    const share = counts.filter((count) => count === usual).length / counts.length;
    const score = share * (1 + Math.log2(usual + 1));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Lines, where a line break inside quotes does not end one. */
function splitLines(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of text.split(/\r\n|\n|\r/)) {
    line = line === "" ? part : `${line}\n${part}`;
    if ((line.match(/"/g)?.length ?? 0) % 2 === 1) continue;
    if (line.trim() !== "") lines.push(line);
    line = "";
  }
  // An unclosed quote: better the raw remainder than nothing.
  if (line.trim() !== "") lines.push(...line.split("\n"));
  return lines;
}

function countOutsideQuotes(line: string, delimiter: Delimiter): number {
  return line.replace(/"(?:[^"]|"")*"/g, "").split(delimiter).length - 1;
}

function mostFrequent(counts: number[]): number | undefined {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0];
}

/**
 * Which of the first rows is the header: 1-based, 0 = the file has none. Titles and notes may
 * stand above it: it is the row that names an address column, else the topmost of the full rows
 * before the first one that holds an address.
 */
export function detectHeaderRow(rows: string[][]): number {
  const firstData = rows.findIndex((row) => row.some((cell) => normalizeEmail(cell).ok));
  if (firstData === 0 || rows.length === 0) return 0;
  const named = rows.findIndex((row) => row.some((cell) => guessField(cell) === "email"));
  if (named !== -1 && (firstData === -1 || named < firstData)) return named + 1;
  if (firstData === -1) return 1;
  const full = Math.min(2, countFilled(rows[firstData] ?? []));
  let header = firstData - 1;
  while (header > 0 && countFilled(rows[header - 1] ?? []) >= full) header -= 1;
  return countFilled(rows[header] ?? []) >= full ? header + 1 : 0;
}

function countFilled(row: string[]): number {
  return row.filter((cell) => cell.trim() !== "").length;
}
