import { BrokenFileError, createCsvParser, type CsvRow } from "@/lib/domain/csv-parser";
import { createStreamDecoder } from "@/lib/domain/encoding";
import { readHead } from "./chunks";
import type { CsvFormat } from "./rows";

/** Rows that the preview and the guesses look at. */
const previewRows = 200;
const previewCharacters = 256 * 1024;

/** The first rows of a file under a format; a row that the piece cuts off is left out. */
export function parseHead(head: Uint8Array, { encoding, delimiter }: CsvFormat): CsvRow[] {
  const parser = createCsvParser(delimiter);
  const rows: CsvRow[] = [];
  try {
    rows.push(...parser.push(decodeHead(head, encoding)));
    // Small files end here, without a line end perhaps; a cut row or quote of a large one does not matter.
    rows.push(...parser.finish());
  } catch (error) {
    if (!(error instanceof BrokenFileError)) throw error;
  }
  return rows.filter((row) => row.cells.some((cell) => cell.trim() !== "")).slice(0, previewRows);
}

export function decodeHead(head: Uint8Array, encoding: CsvFormat["encoding"]): string {
  return createStreamDecoder(encoding)(head).slice(0, previewCharacters);
}

/** The first rows of an uploaded file, read under the format that a person chose. */
export async function previewImport(importId: number, format: CsvFormat): Promise<CsvRow[]> {
  return parseHead(await readHead(importId), format);
}
