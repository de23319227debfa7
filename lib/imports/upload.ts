import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { db } from "@/db";
import { imports } from "@/db/schema/imports";
import { createEncodingDetector } from "@/lib/domain/encoding";
import { maxColumns, maxUploadBytes } from "@/lib/domain/import-options";
import { listAllProperties } from "@/lib/properties";
import { appendChunk, chunkBytes, readHead } from "./chunks";
import { parseHead } from "./preview";
import { suggestOptions } from "./suggest";

const problems = [
  "empty",
  "xlsx",
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

/**
 * Takes a file in as it arrives, a chunk in memory at a time. What cannot be used leaves nothing
 * behind; an upload cut off by a crash is swept a day later.
 */
export async function receiveUpload(
  bytes: AsyncIterable<Uint8Array>,
  file: { name: string; expectedBytes?: number; userId: number | null },
): Promise<UploadResult> {
  await sweepCutUploads();
  const importId = await createImport(file.name, file.userId);
  let result: UploadResult = { ok: false, reason: "broken" };
  try {
    result = await storeFile(importId, bytes, file.expectedBytes);
  } finally {
    if (!result.ok) await db.delete(imports).where(eq(imports.id, importId));
  }
  return result;
}

async function createImport(fileName: string, userId: number | null): Promise<number> {
  const [row] = await db
    .insert(imports)
    .values({ fileName: fileName.normalize("NFC").slice(0, 255), createdBy: userId })
    .returning({ id: imports.id });
  if (!row) throw new Error("The import could not be created.");
  return row.id;
}

async function sweepCutUploads(): Promise<void> {
  await db
    .delete(imports)
    .where(and(isNull(imports.uploadedAt), lt(imports.createdAt, sql`now() - interval '1 day'`)));
}

async function storeFile(
  importId: number,
  bytes: AsyncIterable<Uint8Array>,
  expectedBytes: number | undefined,
): Promise<UploadResult> {
  const detector = createEncodingDetector();
  let total = 0;
  try {
    let n = 0;
    for await (const chunk of rechunk(bytes)) {
      total += chunk.length;
      if (total > maxUploadBytes) return { ok: false, reason: "too_large" };
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
  if (!found.ok) return found;
  const { encoding, hasBom, isCertain } = found;
  return finishUpload(importId, total, { encoding, hasBom, isEncodingCertain: isCertain });
}

async function finishUpload(
  importId: number,
  fileBytes: number,
  analysis: Parameters<typeof suggestOptions>[1],
): Promise<UploadResult> {
  const head = await readHead(importId);
  const options = suggestOptions(head, analysis, await listAllProperties());
  if (options.columns.length > maxColumns) return { ok: false, reason: "too_many_columns" };
  if (options.columns.length === 0) return { ok: false, reason: "empty" };
  if (fileBytes <= chunkBytes && parseHead(head, options).length <= options.headerRow) {
    return { ok: false, reason: "header_only" };
  }
  await db
    .update(imports)
    .set({ fileBytes, analysis, options, uploadedAt: sql`now()` })
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
