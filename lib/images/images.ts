import { and, desc, eq, ilike, inArray, isNull, lt, or, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { images } from "@/db/schema/images";
import type { ImageEdit, ImageItem } from "@/lib/domain/image-item";
import { isImageProblem } from "@/lib/domain/image-limits";
import { storableText } from "@/lib/domain/storable-text";
import { publicUrl } from "@/lib/env";

const pageSize = 48;

type Row = typeof images.$inferSelect;

/** The library, newest first, one page a call; `next` is the cursor of the following page. */
export async function listImages(filter: {
  search?: string;
  before?: number | undefined;
}): Promise<{ images: ImageItem[]; next: number | undefined }> {
  const conditions: (SQL | undefined)[] = [isNull(images.removedAt)];
  for (const word of wordsOf(filter.search ?? "")) {
    const pattern = `%${word.replace(/[%_\\]/g, String.raw`\$&`)}%`;
    conditions.push(or(ilike(images.name, pattern), ilike(images.alt, pattern)));
  }
  if (filter.before !== undefined) conditions.push(lt(images.id, filter.before));
  const rows = await db
    .select()
    .from(images)
    .where(and(...conditions))
    .orderBy(desc(images.id))
    .limit(pageSize + 1);
  const shown = rows.slice(0, pageSize);
  return { images: shown.map(itemOf), next: rows.length > pageSize ? shown.at(-1)?.id : undefined };
}

function wordsOf(search: string): string[] {
  const text = storableText(search).normalize("NFC").trim();
  return text === "" ? [] : text.split(/\s+/).slice(0, 8);
}

/** Those of them that are in the library, the newest first. */
export async function findImages(ids: readonly number[]): Promise<ImageItem[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(images)
    .where(and(inArray(images.id, [...ids]), isNull(images.removedAt)))
    .orderBy(desc(images.id));
  return rows.map(itemOf);
}

export async function findImage(id: number): Promise<ImageItem | undefined> {
  const [image] = await findImages([id]);
  return image;
}

/** Its name in the library, and what its mails will say to those who cannot see it. */
export async function editImage(id: number, edit: ImageEdit): Promise<ImageItem | undefined> {
  const words = {
    ...(edit.name !== undefined && { name: clean(edit.name) }),
    ...(edit.alt !== undefined && { alt: clean(edit.alt) }),
  };
  if (Object.keys(words).length === 0) return findImage(id);
  const [row] = await db
    .update(images)
    .set(words)
    .where(and(eq(images.id, id), isNull(images.removedAt)))
    .returning();
  return row && itemOf(row);
}

function clean(text: string): string {
  return storableText(text).normalize("NFC").replace(/\s+/g, " ").trim();
}

export function itemOf(row: Row): ImageItem {
  const { id, name, alt, state, width, height, bytes, isAnimated } = row;
  const isReady = state === "ready" && row.file !== null;
  return {
    id,
    name,
    alt,
    state,
    width,
    height,
    bytes,
    isAnimated,
    problem: isImageProblem(row.failedReason) ? row.failedReason : null,
    url: isReady ? `${publicUrl()}/images/${row.file}` : null,
    thumbnail: isReady ? `/images/${row.smallFile}` : uploadPath(row),
    calm: row.calm,
    part:
      row.partOf === null
        ? null
        : { of: row.partOf, n: row.partNumber ?? 1, count: row.partCount ?? 1 },
    createdAt: row.createdAt.toISOString(),
  };
}

/** Browsers show what they know; of a part there is nothing before it is made. */
function uploadPath({ id, kind, partOf, state }: Row): string | null {
  const isShown = state === "processing" && partOf === null && kind !== "heic" && kind !== "avif";
  return isShown ? `/api/images/${id}/upload` : null;
}
