import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "@/db";
import { images } from "@/db/schema/images";
import { areCuts } from "@/lib/domain/image-cuts";
import type { ImageItem } from "@/lib/domain/image-item";
import { itemOf } from "./images";
import { announce } from "./upload";

type Row = typeof images.$inferSelect;

type CutResult =
  | { ok: true; parts: ImageItem[] }
  | { ok: false; reason: "not_found" | "not_ready" | "bad_cuts" };

/**
 * Makes images of a tall one's parts, each to get its own link and alt; `cuts` are rows of its
 * file. Cut again at the same rows, the parts that are there come back.
 */
export async function cutImage(
  id: number,
  cuts: readonly number[],
  { userId }: { userId: number },
): Promise<CutResult> {
  const [whole] = await db
    .select()
    .from(images)
    .where(and(eq(images.id, id), isNull(images.removedAt)));
  if (!whole) return { ok: false, reason: "not_found" };
  const { height } = whole;
  if (whole.state !== "ready" || height === null || whole.isAnimated || whole.partOf !== null) {
    return { ok: false, reason: "not_ready" };
  }
  if (!areCuts(cuts, height)) return { ok: false, reason: "bad_cuts" };
  const tops = [0, ...cuts];
  const found = await findParts(id);
  const sameTops = found.filter(({ partCount }) => partCount === tops.length);
  const areThere = tops.every((top, index) => sameTops[index]?.partTop === top);
  const parts =
    areThere && sameTops.length === tops.length
      ? sameTops
      : await insertParts(whole, { tops, height, userId });
  for (const part of parts) if (part.state === "processing") await announce(part.id);
  return { ok: true, parts: parts.map(itemOf) };
}

async function findParts(id: number): Promise<Row[]> {
  return db
    .select()
    .from(images)
    .where(and(eq(images.partOf, id), isNull(images.removedAt)))
    .orderBy(asc(images.id));
}

async function insertParts(
  whole: Row,
  { tops, height, userId }: { tops: readonly number[]; height: number; userId: number },
): Promise<Row[]> {
  const { id, name, kind, sourceHash, sourceBytes } = whole;
  const rows = tops.map((top, index) => ({
    name,
    kind,
    sourceHash,
    sourceBytes,
    partOf: id,
    partNumber: index + 1,
    partCount: tops.length,
    partTop: top,
    partHeight: (tops[index + 1] ?? height) - top,
    createdBy: userId,
  }));
  return db.insert(images).values(rows).returning();
}
