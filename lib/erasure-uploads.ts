import { createHash } from "node:crypto";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "@/db";
import { importChunks, imports } from "@/db/schema/imports";
import { BrokenFileError } from "@/lib/domain/csv-parser";
import { normalizeEmail } from "@/lib/domain/email-address";
import { fileAnalysis, importOptions } from "@/lib/domain/import-options";
import { readFileRows, type FileFormat } from "@/lib/imports/rows";
import { WorkbookError } from "@/lib/imports/xlsx";

/**
 * Uploaded files that nobody has confirmed yet and that name the erased address: their bytes go, and
 * the import is canceled. An import that runs leaves the person out by itself and drops its file at
 * the end. Who is told to forget cannot keep a file that holds them until somebody remembers it.
 */
export async function dropUploadsOf(hash: Buffer): Promise<number> {
  const waiting = await db
    .select()
    .from(imports)
    .where(and(eq(imports.status, "uploaded"), isNotNull(imports.uploadedAt)));
  if (waiting.length === 0) return 0;
  const isErased = await createTest(hash);
  let dropped = 0;
  for (const upload of waiting) {
    if (!(await holds(upload, isErased))) continue;
    if (await dropUpload(upload.id)) dropped += 1;
  }
  return dropped;
}

async function createTest(hash: Buffer): Promise<(address: string) => boolean> {
  const { rows } = await db.execute<{ salt: Buffer }>(sql`select salt from erasure_salt`);
  const salt = rows[0]?.salt;
  if (!salt) throw new Error("There is no salt: whom to look for cannot be said.");
  return (address) => createHash("sha256").update(salt).update(address).digest().equals(hash);
}

async function holds(
  upload: typeof imports.$inferSelect,
  isErased: (address: string) => boolean,
): Promise<boolean> {
  const file = { importId: upload.id, bytes: upload.fileBytes };
  try {
    for (const format of listFormats(upload)) {
      for await (const { rows } of readFileRows(file, format)) {
        if (rows.some(({ cells }) => cells.some((cell) => listAddresses(cell).some(isErased)))) {
          return true;
        }
      }
    }
    return false;
  } catch (error) {
    // What cannot be read could not be imported either, and may hold anybody.
    if (error instanceof BrokenFileError || error instanceof WorkbookError) return true;
    throw error;
  }
}

/** Every sheet of a workbook, not only the one that was chosen. */
function listFormats(upload: typeof imports.$inferSelect): FileFormat[] {
  const { encoding, delimiter, sheet } = importOptions.parse(upload.options);
  const { sheets } = fileAnalysis.parse(upload.analysis);
  const names = sheets ?? (sheet === undefined ? undefined : [sheet]);
  return names?.map((name) => ({ encoding, delimiter, sheet: name })) ?? [{ encoding, delimiter }];
}

/** Normalised, out of a cell that may hold more than an address: "Kim <kim@shop.kr>". */
function listAddresses(cell: string): string[] {
  const found = cell.match(/[^\s<>()"',;:=|]+@[^\s<>()"',;:=|]+/g) ?? [];
  return found.flatMap((word) => {
    const address = normalizeEmail(word);
    return address.ok ? [address.normalized] : [];
  });
}

/** false when somebody has confirmed it meanwhile: then the import leaves the person out. */
async function dropUpload(id: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const dropped = await tx
      .update(imports)
      .set({ status: "canceled", finishedAt: sql`now()` })
      .where(and(eq(imports.id, id), eq(imports.status, "uploaded")))
      .returning({ id: imports.id });
    if (dropped.length > 0) await tx.delete(importChunks).where(eq(importChunks.importId, id));
    return dropped.length > 0;
  });
}
