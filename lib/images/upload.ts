import { createHash } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db";
import { images } from "@/db/schema/images";
import { enqueueImage } from "@/lib/aws/sqs";
import { detectImageKind, headBytes, type ImageKind } from "@/lib/domain/image-kind";
import { imageLimits, type ImageProblem } from "@/lib/domain/image-limits";
import { storableText } from "@/lib/domain/storable-text";
import { stripMetadata } from "@/lib/domain/strip-metadata";
import { log } from "@/lib/log";
import { storeFile } from "@/lib/storage/storage";
import { uploadKey } from "./files";

export type UploadResult = { ok: true; imageId: number } | { ok: false; reason: ImageProblem };

/**
 * Takes an image in: refused by its first bytes before the rest has come, cut off at the limit,
 * kept without its metadata, made into what mails show by the images handler.
 */
export async function receiveImage(
  bytes: AsyncIterable<Uint8Array>,
  { name, userId, expectedBytes }: { name: string; userId: number; expectedBytes?: number },
): Promise<UploadResult> {
  const received = await collect(bytes);
  if (!received.ok) return received;
  const { file, kind } = received;
  if (expectedBytes !== undefined && file.length !== expectedBytes) {
    return { ok: false, reason: "broken" };
  }
  // Of these kinds nothing is shown before they are made anew, and then the upload is dropped.
  const isTakenApart = kind !== "heic" && kind !== "avif";
  const clean = isTakenApart ? stripMetadata(kind, file) : file;
  if (!clean) return { ok: false, reason: "broken" };
  const sourceHash = createHash("sha256").update(clean).digest("hex");
  await storeFile(uploadKey(sourceHash), clean);
  const imageId = await keepImage({ name, kind, sourceHash, bytes: clean.length, userId });
  await announce(imageId);
  return { ok: true, imageId };
}

type Received = { ok: true; file: Buffer; kind: ImageKind } | { ok: false; reason: ImageProblem };

/** Leaving the loop ends the stream: nothing more is read of what is refused. */
async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Received> {
  const parts: Uint8Array[] = [];
  let total = 0;
  let kind: ImageKind | undefined;
  try {
    for await (const part of bytes) {
      parts.push(part);
      total += part.length;
      if (total > imageLimits.uploadBytes) return { ok: false, reason: "too_large" };
      if (kind !== undefined || total < headBytes) continue;
      const verdict = detectImageKind(Buffer.concat(parts));
      if (!verdict.ok) return verdict;
      kind = verdict.kind;
    }
  } catch (error) {
    // The sender went away: there is nobody to tell, and nothing was kept.
    log.info({ err: error }, "an image upload was cut off");
    return { ok: false, reason: "broken" };
  }
  const file = Buffer.concat(parts);
  const verdict = detectImageKind(file);
  return verdict.ok ? { ok: true, file, kind: verdict.kind } : verdict;
}

/** The same file again is the image that is there; one that failed gets another chance. */
async function keepImage(upload: {
  name: string;
  kind: ImageKind;
  sourceHash: string;
  bytes: number;
  userId: number;
}): Promise<number> {
  const { kind, sourceHash, userId } = upload;
  const [row] = await db
    .insert(images)
    .values({
      name: titleOf(upload.name),
      kind,
      sourceHash,
      sourceBytes: upload.bytes,
      createdBy: userId,
    })
    .onConflictDoUpdate({
      target: images.sourceHash,
      targetWhere: sql`${images.removedAt} is null and ${images.partOf} is null`,
      set: {
        state: sql`case when ${images.state} = 'failed' then 'processing' else ${images.state} end`,
        tries: sql`case when ${images.state} = 'failed' then 0 else ${images.tries} end`,
        queuedAt: sql`now()`,
      },
    })
    .returning({ id: images.id });
  if (!row) throw new Error("The image could not be kept.");
  return row.id;
}

/** "봄 세일 배너.png" is called "봄 세일 배너". */
function titleOf(fileName: string): string {
  const name = fileName
    .normalize("NFC")
    .replace(/\.[a-z0-9]{1,5}$/i, "")
    .trim();
  return storableText(name.slice(0, imageLimits.name)) || "image";
}

/** A queue that does not answer delays the work; the tick asks again. */
export async function announce(imageId: number): Promise<void> {
  try {
    await enqueueImage({ v: 1, imageId });
  } catch (error) {
    log.warn({ err: error, imageId }, "the images queue did not answer");
  }
}

/** Images whose job was lost: whoever tends them asks again. */
export async function requeueStaleImages(): Promise<number> {
  const stale = await db
    .update(images)
    .set({ queuedAt: sql`now()` })
    .where(
      and(
        eq(images.state, "processing"),
        isNull(images.removedAt),
        sql`${images.queuedAt} < now() - interval '3 minutes'`,
      ),
    )
    .returning({ id: images.id });
  for (const { id } of stale) await announce(id);
  return stale.length;
}
