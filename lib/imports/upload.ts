import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { imports } from "@/db/schema/imports";
import { createEncodingDetector } from "@/lib/domain/encoding";
import {
  maxColumns,
  maxUploadBytes,
  type FileAnalysis,
  type ImportOptions,
} from "@/lib/domain/import-options";
import { storableText } from "@/lib/domain/storable-text";
import { isEncryptedWorkbook, oleDirectoryAt } from "@/lib/domain/ole-file";
import { listAllProperties } from "@/lib/properties";
import { appendChunk, chunkBytes, readBytes, readHead } from "./chunks";
import { parseHead, previewFile } from "./preview";
import type { ImportFile } from "./rows";
import { suggestMapping, suggestOptions } from "./suggest";
import { openWorkbook, WorkbookError } from "./xlsx";

const problems = [
  "empty",
  "xlsx_password",
  "xlsx_broken",
  "xlsx_too_large",
  "xlsb",
  "xls",
  "zip",
  "pdf",
  "image",
  "html",
  "binary",
  "too_large",
  "broken", // fewer bytes came than were announced, or the connection ended
  "too_many_columns",
  "header_only",
  "no_file",
] as const;
export type UploadProblem = (typeof problems)[number];

export function isUploadProblem(word: unknown): word is UploadProblem {
  return problems.some((problem) => problem === word);
}

export type UploadResult = { ok: true; importId: number } | { ok: false; reason: UploadProblem };

type UploadedFile = { name: string; expectedBytes?: number; maxBytes?: number };

/**
 * Takes a file in as it arrives, a chunk in memory at a time. What cannot be used leaves nothing
 * behind; an upload cut off by a crash is swept later.
 */
export async function receiveUpload(
  bytes: AsyncIterable<Uint8Array>,
  file: UploadedFile & { userId: number | null },
): Promise<UploadResult> {
  const importId = await createImport(file.name, file.userId);
  let result: UploadResult = { ok: false, reason: "broken" };
  try {
    result = await storeFile(importId, bytes, file);
  } finally {
    if (!result.ok) await db.delete(imports).where(eq(imports.id, importId));
  }
  return result;
}

async function createImport(fileName: string, userId: number | null): Promise<number> {
  const [row] = await db
    .insert(imports)
    .values({ fileName: storableText(fileName).normalize("NFC").slice(0, 255), createdBy: userId })
    .returning({ id: imports.id });
  if (!row) throw new Error("The import could not be created.");
  return row.id;
}

async function storeFile(
  importId: number,
  bytes: AsyncIterable<Uint8Array>,
  { name: fileName, expectedBytes, maxBytes = maxUploadBytes }: UploadedFile,
): Promise<UploadResult> {
  const detector = createEncodingDetector();
  let total = 0;
  try {
    let n = 0;
    for await (const chunk of rechunk(bytes)) {
      total += chunk.length;
      if (total > maxBytes) return { ok: false, reason: "too_large" };
      detector.push(chunk);
      await appendChunk(importId, n, chunk);
      n += 1;
    }
  } catch (error) {
    if (isConnectionError(error)) return { ok: false, reason: "broken" };
    throw error;
  }
  if (expectedBytes !== undefined && total !== expectedBytes)
    return { ok: false, reason: "broken" };
  const found = detector.finish();
  const file = { importId, bytes: total };
  if (!found.ok) {
    if (found.reason === "xlsx" || found.reason === "zip") {
      const workbook = await finishWorkbook(file, fileName);
      // Any other archive is broken as a workbook, but not as what it is.
      const isArchive = !workbook.ok && workbook.reason === "xlsx_broken";
      return isArchive && found.reason === "zip" ? { ok: false, reason: "zip" } : workbook;
    }
    const isLocked = found.reason === "xls" && (await isPasswordProtected(file));
    return { ok: false, reason: isLocked ? "xlsx_password" : found.reason };
  }
  const { encoding, hasBom, isCertain } = found;
  const analysis = { encoding, hasBom, isEncodingCertain: isCertain };
  return finishUpload(file, { analysis, fileName });
}

async function finishUpload(
  { importId, bytes }: ImportFile,
  { analysis, fileName }: { analysis: FileAnalysis; fileName: string },
): Promise<UploadResult> {
  const head = await readHead(importId);
  const properties = await listAllProperties();
  const options = suggestOptions(head, analysis, { properties, fileName });
  if (options.columns.length > maxColumns) return { ok: false, reason: "too_many_columns" };
  if (options.columns.length === 0) return { ok: false, reason: "empty" };
  if (bytes <= chunkBytes && parseHead(head, options).length <= options.headerRow) {
    return { ok: false, reason: "header_only" };
  }
  return keepUpload({ importId, bytes }, { analysis, options });
}

/** Of a workbook the first sheet that holds anything is taken; another can be chosen. */
async function finishWorkbook(file: ImportFile, fileName: string): Promise<UploadResult> {
  try {
    const { sheets } = await openWorkbook(file);
    const format = { encoding: "utf-8", delimiter: "," } as const;
    for (const { name: sheet } of sheets) {
      const rows = await previewFile(file, { ...format, sheet });
      if (rows.length === 0) continue;
      const properties = await listAllProperties();
      const options = suggestMapping(rows, { ...format, sheet }, { properties, fileName });
      if (options.columns.length > maxColumns) return { ok: false, reason: "too_many_columns" };
      if (rows.length <= options.headerRow) return { ok: false, reason: "header_only" };
      const names = sheets.map(({ name }) => name);
      const analysis = { encoding: "utf-8", hasBom: false, isEncodingCertain: true } as const;
      return await keepUpload(file, { analysis: { ...analysis, sheets: names }, options });
    }
    return { ok: false, reason: "empty" };
  } catch (error) {
    if (error instanceof WorkbookError) return { ok: false, reason: error.reason };
    throw error;
  }
}

/** Excel wraps what it encrypts into the format of the old .xls. */
async function isPasswordProtected(file: ImportFile): Promise<boolean> {
  const header = await readBytes(file.importId, { start: 0, end: 512 });
  const at = oleDirectoryAt(header);
  if (at === undefined || at >= file.bytes) return false;
  return isEncryptedWorkbook(await readBytes(file.importId, { start: at, end: at + 4096 }));
}

async function keepUpload(
  { importId, bytes }: ImportFile,
  { analysis, options }: { analysis: FileAnalysis; options: ImportOptions },
): Promise<UploadResult> {
  await db
    .update(imports)
    .set({ fileBytes: bytes, analysis, options, uploadedAt: sql`now()` })
    .where(eq(imports.id, importId));
  return { ok: true, importId };
}

async function* rechunk(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    for (let from = 0; from < piece.length;) {
      const part = piece.subarray(from, from + chunkBytes - length);
      parts.push(part);
      length += part.length;
      from += part.length;
      if (length === chunkBytes) {
        yield Buffer.concat(parts);
        parts = [];
        length = 0;
      }
    }
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** The sender went away: Node and undici say so in these ways. */
function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  return (
    error.name === "AbortError" ||
    error.name === "ResponseAborted" ||
    error instanceof CutUploadError ||
    ["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE", "UND_ERR_ABORTED", "ABORT_ERR"].includes(
      String(code),
    )
  );
}

/** A multipart body that ends before its closing boundary. */
export class CutUploadError extends Error {}
