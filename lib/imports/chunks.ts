import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { importChunks } from "@/db/schema/imports";

/** Bytes in one row of import_chunks: large enough to be few, small enough to hold. */
export const chunkBytes = 1024 * 1024;

export async function appendChunk(importId: number, n: number, bytes: Buffer): Promise<void> {
  await db.insert(importChunks).values({ importId, n, bytes });
}

/** The uploaded file from its start, never more than one chunk of it in memory. */
export async function* readChunks(importId: number): AsyncGenerator<Buffer> {
  for (let n = 0; ; n += 1) {
    const [chunk] = await db
      .select({ bytes: importChunks.bytes })
      .from(importChunks)
      .where(and(eq(importChunks.importId, importId), eq(importChunks.n, n)));
    if (!chunk) return;
    yield chunk.bytes;
  }
}

/** Some bytes of the file, from `start` up to but without `end`. */
export async function* readRange(
  importId: number,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const n = Math.floor(at / chunkBytes);
    const from = at - n * chunkBytes;
    const length = Math.min(chunkBytes - from, end - at);
    const [chunk] = await db
      // Cut in the database: the directory of an archive is read in small pieces.
      .select({
        bytes: sql<Buffer>`substring(${importChunks.bytes} from ${from + 1} for ${length})`,
      })
      .from(importChunks)
      .where(and(eq(importChunks.importId, importId), eq(importChunks.n, n)));
    if (!chunk || chunk.bytes.length === 0) return;
    yield chunk.bytes;
    at += chunk.bytes.length;
  }
}

/** The same in one piece: for small ranges. */
export async function readBytes(
  importId: number,
  range: { start: number; end: number },
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of readRange(importId, range)) parts.push(part);
  return Buffer.concat(parts);
}

/** The first bytes of the file: enough for a preview. */
export async function readHead(importId: number): Promise<Buffer> {
  for await (const chunk of readChunks(importId)) return chunk;
  return Buffer.alloc(0);
}
