import { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from "yauzl";
import { createSharedStrings, type SharedStrings } from "@/lib/domain/shared-strings";
import { createSheetParser, type SheetRow } from "@/lib/domain/sheet-parser";
import { readWorkbook, type Workbook } from "@/lib/domain/workbook";
import { writeCsvRow } from "@/lib/domain/csv-cell";
import type { CsvRow } from "@/lib/domain/csv-parser";
import { readRange } from "./chunks";

/** What a crafted archive can make us unpack, at most; a full sheet of Excel is smaller. */
const limits = {
  entries: 10_000,
  allBytes: 4 * 1024 ** 3, // of everything in it: a thousand empty sheets are looked through one by one
  smallPartBytes: 32 * 1024 * 1024,
  sheetBytes: 3 * 1024 ** 3,
  stringsBytes: 1024 ** 3,
  packedStringsBytes: 160 * 1024 * 1024,
};

const problems = ["xlsx_password", "xlsx_broken", "xlsx_too_large", "xlsb", "zip"] as const;
export type WorkbookProblem = (typeof problems)[number];

export function isWorkbookProblem(word: unknown): word is WorkbookProblem {
  return problems.some((problem) => problem === word);
}

/** This is no workbook that can be read. */
export class WorkbookError extends Error {
  readonly reason: WorkbookProblem;

  constructor(reason: WorkbookProblem, cause?: unknown) {
    super(`The workbook cannot be read: ${reason}`, { cause });
    this.reason = reason;
  }
}

// yauzl wants a subclass; each range is read from the chunks of the upload.
class ChunkReader extends RandomAccessReader {
  readonly importId: number;

  constructor(importId: number) {
    super();
    this.importId = importId;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(readRange(this.importId, { start, end }));
  }
}

export type OpenWorkbook = Workbook & {
  /** Rows in pieces; `share` is how much of the sheet has been read, 0 to 1. */
  readSheet(name: string): AsyncGenerator<{ rows: CsvRow[]; share: number }>;
};

/** Opens an uploaded workbook. Nothing is held but its directory and its small parts. */
export async function openWorkbook(file: {
  importId: number;
  bytes: number;
}): Promise<OpenWorkbook> {
  try {
    const zip = await fromRandomAccessReaderPromise(new ChunkReader(file.importId), file.bytes, {
      autoClose: false,
    });
    const entries = await listEntries(zip);
    const part = (name: string) => readSmallPart(zip, entries.get(name));
    if (entries.has("xl/workbook.bin")) throw new WorkbookError("xlsb");
    if (!entries.has("xl/workbook.xml")) throw new WorkbookError("zip");
    const workbook = readWorkbook({
      workbook: await part("xl/workbook.xml"),
      relations: await part("xl/_rels/workbook.xml.rels"),
      styles: await part("xl/styles.xml"),
    });
    const strings = createStringReader(zip, entries.get("xl/sharedStrings.xml"));
    return {
      ...workbook,
      readSheet: (name) => {
        const path = workbook.sheets.find((sheet) => sheet.name === name)?.path;
        return readSheet(zip, { entry: entries.get(path ?? ""), workbook, strings });
      },
    };
  } catch (error) {
    throw asWorkbookError(error);
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > limits.entries) throw new WorkbookError("xlsx_too_large");
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new WorkbookError("xlsx_password");
    // Promised, but an entry that holds more than it promises is not read to its end.
    bytes += entry.uncompressedSize;
    if (bytes > limits.allBytes) throw new WorkbookError("xlsx_too_large");
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** The text of an entry as it is unpacked; the size that the archive promises is not believed. */
async function* readEntry(
  zip: ZipFile,
  entry: Entry,
  limit: number,
): AsyncGenerator<{ text: string; bytes: number }> {
  if (entry.uncompressedSize > limit) throw new WorkbookError("xlsx_too_large");
  const decoder = new TextDecoder("utf-8");
  let bytes = 0;
  // A stream of bytes, whatever its type says.
  const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > limit) throw new WorkbookError("xlsx_too_large");
    yield { text: decoder.decode(piece, { stream: true }), bytes };
  }
}

async function readSmallPart(zip: ZipFile, entry: Entry | undefined): Promise<string> {
  let whole = "";
  if (entry === undefined) return whole;
  for await (const { text } of readEntry(zip, entry, limits.smallPartBytes)) whole += text;
  return whole;
}

type StringReader = { upTo(index: number): Promise<SharedStrings> };

/** Shared strings stand in the order of their first use: read on as far as the rows need them. */
function createStringReader(zip: ZipFile, entry: Entry | undefined): StringReader {
  const strings = createSharedStrings();
  const source = entry && readEntry(zip, entry, limits.stringsBytes);
  let isDone = source === undefined;
  return {
    async upTo(index) {
      while (!isDone && strings.count() <= index) {
        const next = await source?.next();
        isDone = next === undefined || next.done === true;
        if (next?.value) strings.push(next.value.text);
        if (strings.bytes() > limits.packedStringsBytes) throw new WorkbookError("xlsx_too_large");
      }
      return strings;
    },
  };
}

async function* readSheet(
  zip: ZipFile,
  {
    entry,
    workbook,
    strings,
  }: { entry: Entry | undefined; workbook: Workbook; strings: StringReader },
): AsyncGenerator<{ rows: CsvRow[]; share: number }> {
  if (entry === undefined) throw new WorkbookError("xlsx_broken");
  const parser = createSheetParser(workbook);
  let waiting: SheetRow[] = [];
  try {
    for await (const { text, bytes } of readEntry(zip, entry, limits.sheetBytes)) {
      waiting.push(...parser.push(text));
      if (waiting.length < batchRows) continue;
      yield { rows: await lookUp(waiting, strings), share: bytes / entry.uncompressedSize };
      waiting = [];
    }
    waiting.push(...parser.finish());
    yield { rows: await lookUp(waiting, strings), share: 1 };
  } catch (error) {
    throw asWorkbookError(error);
  }
}

const batchRows = 2000;

async function lookUp(rows: SheetRow[], reader: StringReader): Promise<CsvRow[]> {
  let last = -1;
  for (const { cells } of rows)
    for (const cell of cells) if (typeof cell === "number" && cell > last) last = cell;
  const strings = await reader.upTo(last);
  return rows.map(({ line, cells: found }) => {
    const cells = found.map((cell) => (typeof cell === "number" ? strings.get(cell) : cell));
    return {
      line,
      cells,
      // Only refused rows are asked for it.
      get raw() {
        return writeCsvRow(cells).trimEnd();
      },
    };
  });
}

/** What yauzl and zlib throw at damaged bytes has no type of its own; the database's errors have. */
function asWorkbookError(error: unknown): unknown {
  if (error instanceof WorkbookError || !(error instanceof Error)) return error;
  const isDatabase = "severity" in error || error.name === "DrizzleQueryError";
  return isDatabase ? error : new WorkbookError("xlsx_broken", error);
}
