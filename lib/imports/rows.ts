import { createCsvParser, type CsvRow } from "@/lib/domain/csv-parser";
import type { Delimiter } from "@/lib/domain/delimiter";
import { createStreamDecoder, type FileEncoding } from "@/lib/domain/encoding";
import { readChunks } from "./chunks";
import { openWorkbook } from "./xlsx";

/** How a file is read; `sheet` = it is a workbook, and that sheet of it. */
export type FileFormat = {
  encoding: FileEncoding;
  delimiter: Delimiter;
  sheet?: string | undefined;
};

export type ImportFile = { importId: number; bytes: number };

/** `bytes` = how much of the file has been read. */
export type RowBatch = { rows: CsvRow[]; bytes: number };

/** The rows of an uploaded file, some at a time; rows without any text are left out. */
export async function* readFileRows(
  file: ImportFile,
  format: FileFormat,
): AsyncGenerator<RowBatch> {
  const batches =
    format.sheet === undefined
      ? readText(readChunks(file.importId), format)
      : readSheet(file, format.sheet);
  for await (const { rows, bytes } of batches) yield { rows: rows.filter(hasText), bytes };
}

/** Small enough for a batch's rows to be gone before the collector moves them to where they stay. */
const pieceBytes = 128 * 1024;

async function* readText(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: FileFormat,
): AsyncGenerator<RowBatch> {
  const decode = createStreamDecoder(encoding);
  const parser = createCsvParser(delimiter);
  let bytes = 0;
  let isInsideRow = false;
  for await (const chunk of chunks) {
    for (let at = 0, size = pieceBytes; at < chunk.length; at += size) {
      // A row that is longer than a piece is looked at from its start each time.
      size = isInsideRow ? chunk.length : pieceBytes;
      const piece = chunk.subarray(at, at + size);
      bytes += piece.length;
      const rows = parser.push(decode(piece));
      isInsideRow = rows.length === 0;
      yield { rows, bytes };
    }
  }
  yield { rows: parser.push(decode()), bytes };
  yield { rows: parser.finish(), bytes };
}

async function* readSheet(file: ImportFile, sheet: string): AsyncGenerator<RowBatch> {
  const workbook = await openWorkbook(file);
  for await (const { rows, share } of workbook.readSheet(sheet))
    yield { rows, bytes: Math.min(file.bytes, Math.round(share * file.bytes)) };
}

function hasText({ cells }: CsvRow): boolean {
  return cells.some((cell) => cell !== "" && cell.trim() !== "");
}
