import { createCsvParser, type CsvRow } from "@/lib/domain/csv-parser";
import type { Delimiter } from "@/lib/domain/delimiter";
import { createStreamDecoder, type FileEncoding } from "@/lib/domain/encoding";

export type CsvFormat = { encoding: FileEncoding; delimiter: Delimiter };

/** Rows of a file as its bytes come in, a piece's rows at a time; rows without any text are left out. */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: CsvFormat,
): AsyncGenerator<CsvRow[]> {
  const decode = createStreamDecoder(encoding);
  const parser = createCsvParser(delimiter);
  for await (const piece of bytes) yield parser.push(decode(piece)).filter(hasText);
  yield parser.push(decode()).filter(hasText);
  yield parser.finish().filter(hasText);
}

function hasText(row: CsvRow): boolean {
  return row.cells.some((cell) => cell.trim() !== "");
}
