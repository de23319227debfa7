import { and, eq, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { images } from "@/db/schema/images";
import { recordAudit } from "@/lib/audit";
import type { ImageUse } from "@/lib/domain/image-item";
import { removeFile } from "@/lib/storage/storage";
import { publicKey, uploadKey } from "./files";
import { findGoingUses, isInAnyMail } from "./uses";

type RemoveResult =
  | { ok: true; keepsFiles: boolean }
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "in_use"; campaigns: ImageUse[] };

/**
 * Takes an image out of the library. Mails that were sent keep showing it, so its files go only
 * when no mail has them; while a campaign is scheduled or under way it is refused.
 */
export async function removeImage(
  id: number,
  { userId }: { userId: number },
): Promise<RemoveResult> {
  const [row] = await db
    .select()
    .from(images)
    .where(and(eq(images.id, id), isNull(images.removedAt)));
  if (!row) return { ok: false, reason: "not_found" };
  const files = [row.file, row.smallFile].filter((file) => file !== null);
  const going = await findGoingUses(files);
  if (going.length > 0) return { ok: false, reason: "in_use", campaigns: going };
  const keepsFiles = await isInAnyMail(files);
  await db.transaction(async (tx) => {
    await tx
      .update(images)
      .set({ removedAt: sql`now()` })
      .where(eq(images.id, id));
    await recordAudit(
      { userId, action: "image.remove", subject: `image:${id}`, details: { name: row.name } },
      tx,
    );
  });
  if (!keepsFiles) await dropFiles(files, row.sourceHash);
  return { ok: true, keepsFiles };
}

/** Names are by content: another image (a part, the same file once more) may have the same. */
async function dropFiles(files: readonly string[], sourceHash: string): Promise<void> {
  for (const file of files) {
    const others = await db
      .select({ id: images.id })
      .from(images)
      .where(and(isNull(images.removedAt), or(eq(images.file, file), eq(images.smallFile, file))))
      .limit(1);
    if (others.length === 0) await removeFile(publicKey(file));
  }
  const sharing = await db
    .select({ id: images.id })
    .from(images)
    .where(and(isNull(images.removedAt), eq(images.sourceHash, sourceHash)))
    .limit(1);
  if (sharing.length === 0) await removeFile(uploadKey(sourceHash));
}
