import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db";
import { images } from "@/db/schema/images";
import type { ImageKind } from "@/lib/domain/image-kind";
import type { ImageProblem } from "@/lib/domain/image-limits";
import { findFile, removeFile } from "@/lib/storage/storage";
import { keepPublicFile, publicKey, uploadKey } from "./files";
import { type Rendered, renderImage } from "./render";

/** A file that ends the process itself (out of memory) would be tried for ever. */
const mostTries = 3;

type Row = typeof images.$inferSelect;

/** Makes an upload into its files. May be called again at any time: the same files come out. */
export async function processImage(imageId: number): Promise<void> {
  const [row] = await db
    .update(images)
    .set({ tries: sql`${images.tries} + 1`, queuedAt: sql`now()` })
    .where(and(eq(images.id, imageId), eq(images.state, "processing"), isNull(images.removedAt)))
    .returning();
  if (!row) return;
  if (row.tries > mostTries) return await fail(row, "interrupted");
  const source = await findSource(row);
  if (!source) return await fail(row, "lost");
  const rows =
    row.partTop !== null && row.partHeight !== null
      ? { top: row.partTop, height: row.partHeight }
      : undefined;
  const rendered = await renderImage(source.bytes, { kind: source.kind, ...(rows && { rows }) });
  if (rendered.ok) await finish(row, rendered);
  else await fail(row, rendered.reason);
}

type Source = { bytes: Buffer; kind: ImageKind };

async function findSource(row: Row): Promise<Source | undefined> {
  const upload = await findFile(uploadKey(row.sourceHash));
  // The kind was read from the bytes when they came.
  if (upload) return { bytes: upload, kind: row.kind as ImageKind };
  if (row.partOf === null) return undefined;
  const [whole] = await db
    .select({ file: images.file })
    .from(images)
    .where(eq(images.id, row.partOf));
  const bytes = whole?.file ? await findFile(publicKey(whole.file)) : undefined;
  return bytes && { bytes, kind: whole?.file?.endsWith(".png") ? "png" : "jpeg" };
}

/** The files first: a row that says "ready" has them. */
async function finish(row: Row, rendered: Rendered): Promise<void> {
  const { width, height, isAnimated, calm } = rendered;
  const file = await keepPublicFile(rendered.file);
  const smallFile = await keepPublicFile(rendered.smallFile);
  const bytes = rendered.file.bytes.length;
  await db
    .update(images)
    .set({
      state: "ready",
      failedReason: null,
      file,
      smallFile,
      width,
      height,
      bytes,
      isAnimated,
      calm: calm.map(([from, to]): [number, number] => [from, to]),
    })
    .where(and(eq(images.id, row.id), eq(images.state, "processing")));
  // Nobody took its metadata out, and nothing needs it any more.
  const isRaw = row.kind === "heic" || row.kind === "avif";
  if (isRaw && row.partOf === null) await removeFile(uploadKey(row.sourceHash));
}

async function fail(row: Row, reason: ImageProblem): Promise<void> {
  await db
    .update(images)
    .set({ state: "failed", failedReason: reason })
    .where(and(eq(images.id, row.id), eq(images.state, "processing")));
  if (row.partOf === null) await removeFile(uploadKey(row.sourceHash));
}
