import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaignArchives } from "@/db/schema/archives";
import { erasures } from "@/db/schema/erasures";
import type { ArchivedFile, ArchiveManifest } from "@/lib/domain/archived-campaign";
import { folderOf, readLines, readManifest, verifyFile, writeLines, writeManifest } from "./files";

const row = z.looseObject({
  id: z.number().optional(),
  contact_id: z.number().nullish(),
  recipient_id: z.number().nullish(),
  email_normalized: z.string().optional(),
  status: z.string().optional(),
});

/** Of `erasures`: the address, and the contact, who may have been mailed under another one. */
type Erased = { hash: Buffer; contactId: number | null };
type Recipient = { contact_id?: number | null | undefined; email_normalized?: string | undefined };

/**
 * Rewrites the files of archived campaigns without what says who was ever erased; files that have
 * been rewritten since the last erasure are not read again. A folder that this machine does not have
 * is counted, so that somebody rewrites it where it lies.
 */
export async function eraseFromArchives(): Promise<{ rewritten: number; outOfReach: number }> {
  const erased = await db
    .select({ id: erasures.id, hash: erasures.hash, contactId: erasures.contactId })
    .from(erasures);
  const last = Math.max(0, ...erased.map(({ id }) => id));
  const archives = await db
    .select({ campaignId: campaignArchives.campaignId, folder: campaignArchives.folder })
    .from(campaignArchives)
    .where(and(isNotNull(campaignArchives.writtenAt), lt(campaignArchives.erasedTo, last)));
  if (archives.length === 0) return { rewritten: 0, outOfReach: 0 };
  const isErased = await createTest(erased);
  let rewritten = 0;
  let outOfReach = 0;
  for (const { campaignId, folder } of archives) {
    const own = folderOf(folder, campaignId);
    if (!existsSync(path.join(own, "manifest.json"))) outOfReach += 1;
    else if (await rewriteArchive({ campaignId, folder: own, last }, isErased)) rewritten += 1;
  }
  return { rewritten, outOfReach };
}

/** One at a time: another process finds the row locked, and then done. */
async function rewriteArchive(
  { campaignId, folder, last }: { campaignId: number; folder: string; last: number },
  isErased: (recipient: Recipient) => boolean,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [open] = await tx
      .select({ campaignId: campaignArchives.campaignId })
      .from(campaignArchives)
      .where(and(eq(campaignArchives.campaignId, campaignId), lt(campaignArchives.erasedTo, last)))
      .for("update");
    if (!open) return false;
    const files = await rewriteCampaign(folder, isErased);
    await tx
      .update(campaignArchives)
      .set({ erasedTo: last, ...(files && { files }) })
      .where(eq(campaignArchives.campaignId, campaignId));
    return files !== undefined;
  });
}

/** Files from which somebody has yet to be taken out; the command that does it is named on the page. */
export async function countOpenArchives(): Promise<number> {
  return db.$count(
    campaignArchives,
    sql`${campaignArchives.erasedTo} < (select max(id) from erasures where searched_at is not null)`,
  );
}

/** The hash as the database makes it. */
async function createTest(wanted: Erased[]): Promise<(recipient: Recipient) => boolean> {
  const hashes = new Set(wanted.map(({ hash }) => hash.toString("hex")));
  const contactIds = new Set(wanted.map(({ contactId }) => contactId));
  const { rows } = await db.execute<{ salt: Buffer }>(
    sql`select salt from erasure_salt where id = 1`,
  );
  const salt = rows[0]?.salt;
  if (!salt) throw new Error("There is no salt: whom to look for cannot be said.");
  return ({ contact_id: contactId, email_normalized: email = "" }) =>
    email !== "" &&
    ((typeof contactId === "number" && contactIds.has(contactId)) ||
      hashes.has(createHash("sha256").update(salt).update(email).digest("hex")));
}

/** The new files; undefined when nobody of them is in it. The manifest is written last: until then the old one holds. */
async function rewriteCampaign(
  folder: string,
  isErased: (recipient: Recipient) => boolean,
): Promise<ArchivedFile[] | undefined> {
  await finishRewrite(folder);
  const manifest = await readManifest(folder);
  const erased = await findErasedRows(folder, manifest, isErased);
  if (erased.size === 0) return undefined;
  const files: ArchivedFile[] = [];
  for (const file of manifest.files) {
    const lines = blankLines(folder, file, erased);
    // Beside the old one, so that a kill leaves either the one or the other.
    const fresh = await writeLines(path.join(folder, "rewrite"), file.table, lines);
    await verifyFile(path.join(folder, "rewrite"), fresh);
    files.push(fresh);
  }
  await replaceFiles(folder, { ...manifest, files });
  return files;
}

async function findErasedRows(
  folder: string,
  { files }: ArchiveManifest,
  isErased: (recipient: Recipient) => boolean,
): Promise<Set<number>> {
  const found = new Set<number>();
  const recipients = files.find(({ table }) => table === "recipients");
  if (!recipients) return found;
  for await (const line of readLines(folder, recipients)) {
    const recipient = row.parse(JSON.parse(line));
    if (recipient.id !== undefined && isErased(recipient)) found.add(recipient.id);
  }
  return found;
}

/** The columns that blankMails of lib/erase-ledger.ts empties in the database. */
const emptied: Record<ArchivedFile["table"], Record<string, unknown>> = {
  recipients: {
    contact_id: null,
    email: "",
    email_normalized: "",
    name: "",
    merge_data: null,
    error_message: null,
    bounce_message: null,
  },
  email_events: {},
  attempt_failures: { message: "" },
  duplicate_accepts: {},
};

async function* blankLines(
  folder: string,
  file: ArchivedFile,
  erased: Set<number>,
): AsyncGenerator<string> {
  for await (const line of readLines(folder, file)) {
    const values = row.parse(JSON.parse(line));
    const recipientId = file.table === "recipients" ? values.id : values.recipient_id;
    if (typeof recipientId !== "number" || !erased.has(recipientId)) {
      yield line;
      continue;
    }
    const blank = { ...values, ...emptied[file.table] };
    if (file.table === "email_events") {
      const link = z.looseObject({ link: z.number() }).safeParse(values["payload"]);
      blank["payload"] = link.success ? { link: link.data.link } : {};
    }
    yield JSON.stringify(blank);
  }
}

/**
 * The fresh manifest lies in the fresh folder before the first old file goes: `finishRewrite` of a
 * later call takes over from there.
 */
async function replaceFiles(folder: string, manifest: ArchiveManifest): Promise<void> {
  const fresh = path.join(folder, "rewrite");
  await writeManifest(fresh, manifest);
  await finishRewrite(folder);
}

/** Ends a rewriting that a kill interrupted; without one it does nothing. */
async function finishRewrite(folder: string): Promise<void> {
  const fresh = path.join(folder, "rewrite");
  if (!existsSync(path.join(fresh, "manifest.json"))) return;
  const manifest = await readManifest(fresh);
  for (const { name } of manifest.files) {
    const from = path.join(fresh, name);
    if (existsSync(from)) await rename(from, path.join(folder, name));
  }
  await writeManifest(folder, manifest);
  await rm(fresh, { recursive: true, force: true });
}
