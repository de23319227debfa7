import { and, eq } from "drizzle-orm";
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

/** The first bytes of the file: enough for a preview. */
export async function readHead(importId: number): Promise<Buffer> {
  for await (const chunk of readChunks(importId)) return chunk;
  return Buffer.alloc(0);
}
