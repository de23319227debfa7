import { BrokenFileError, createCsvParser, type CsvRow } from "@/lib/domain/csv-parser";
import { createStreamDecoder } from "@/lib/domain/encoding";
import { readHead } from "./chunks";
import { readFileRows, type FileFormat, type ImportFile } from "./rows";

/** Rows that the preview and the guesses look at. */
const previewRows = 200;
const previewCharacters = 256 * 1024;

/** The first rows of an uploaded file, read under a format; a row that the piece cuts off is left out. */
export async function previewFile(file: ImportFile, format: FileFormat): Promise<CsvRow[]> {
  if (format.sheet === undefined) return parseHead(await readHead(file.importId), format);
  for await (const { rows } of readFileRows(file, format)) {
    if (rows.length > 0) return rows.slice(0, previewRows);
  }
  return [];
}

/** The same of a text file's first bytes. */
export function parseHead(head: Uint8Array, { encoding, delimiter }: FileFormat): CsvRow[] {
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

export function decodeHead(head: Uint8Array, encoding: FileFormat["encoding"]): string {
  return createStreamDecoder(encoding)(head).slice(0, previewCharacters);
}
