import { and, eq, isNull, lt, sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { erasures } from "@/db/schema/erasures";
import { eraseFromArchives } from "@/lib/archive/erase";
import { enqueueControl } from "@/lib/aws/sqs";
import { blankMails, findErasedMails } from "@/lib/erase-ledger";
import { readMails, sweepErasures } from "@/lib/erasure";

/**
 * Searches what no index leads into: the ledger row by row for the erased address (a test mail, a
 * mail to a contact who had it once), texts that quote it, and the files of archived campaigns. May
 * be called any number of times; it goes on after the campaign it came to.
 */
export async function searchErased(id: number, { deadline }: { deadline: number }): Promise<void> {
  const [erasure] = await db
    .select()
    .from(erasures)
    .where(and(eq(erasures.id, id), isNull(erasures.searchedAt)));
  if (!erasure) return;
  const counts = { ...erasure.counts };
  const rest = await db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(sql`${campaigns.id} > ${counts["searchedCampaign"] ?? 0}::bigint`)
    .orderBy(campaigns.id);
  for (const { id: campaignId } of rest) {
    const mails = await findErasedMails(db, campaignId, erasure.hash);
    await db.transaction(async (tx) => {
      await blankMails(tx, mails);
      counts["searchedCampaign"] = campaignId;
      counts["foundMails"] = (counts["foundMails"] ?? 0) + mails.length;
      const known = [...readMails(erasure.mails), ...mails];
      await tx.update(erasures).set({ counts, mails: known }).where(eq(erasures.id, id));
      erasure.mails = known;
    });
    if (Date.now() > deadline) return enqueueControl({ v: 1, type: "erase", erasureId: id });
  }
  counts["texts"] = await blankTexts(erasure.hash);
  const archives = await eraseFromArchives([erasure]);
  counts["archives"] = archives.rewritten;
  counts["archivesOutOfReach"] = archives.outOfReach;
  await db
    .update(erasures)
    .set({ counts, searchedAt: sql`now()` })
    .where(eq(erasures.id, id));
}

/** Every address in a text, spelled as it is hashed. */
function quotesErased(text: SQL, hash: Buffer): SQL {
  return sql`(${text} like '%@%' and exists (
    select 1 from erasure_salt s, regexp_matches(lower(${text}), '[^\\s<>()"'',;:=|]+@[^\\s<>()"'',;:=|]+', 'g') found
    where sha256(s.salt || convert_to(found[1], 'UTF8')) = ${hash}))`;
}

/**
 * Refused rows of imports, reports that belong to no mail of ours, the log's details, and what it
 * takes to bring back a contact that was deleted with many others.
 */
async function blankTexts(hash: Buffer): Promise<number> {
  const refusals = await db.execute(sql`
    update import_refusals set raw = '' where ${quotesErased(sql`raw`, hash)}`);
  const strays = await db.execute(sql`
    delete from email_events where campaign_id = 0
      and ${quotesErased(sql`dedupe_key || ' ' || payload::text`, hash)}`);
  const log = await db.execute(sql`
    update audit_log set details = '{}'::jsonb where ${quotesErased(sql`details::text`, hash)}`);
  const images = await db.execute(sql`
    delete from bulk_changes where ${quotesErased(sql`before::text`, hash)}`);
  return (
    (images.rowCount ?? 0) + (refusals.rowCount ?? 0) + (strays.rowCount ?? 0) + (log.rowCount ?? 0)
  );
}

/** For the tick: searches whose message was lost are called again, and what came late is swept. */
export async function tendErasures(): Promise<void> {
  const waiting = await db
    .select({ id: erasures.id })
    .from(erasures)
    .where(
      and(isNull(erasures.searchedAt), lt(erasures.requestedAt, sql`now() - interval '5 minutes'`)),
    );
  for (const { id } of waiting) await enqueueControl({ v: 1, type: "erase", erasureId: id });
  await sweepErasures();
}
