import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { erasures } from "@/db/schema/erasures";
import { eraseFromArchives } from "@/lib/archive/erase";
import { enqueueControl } from "@/lib/aws/sqs";
import { blankMails, findErasedMails, rememberMails } from "@/lib/erase-ledger";
import { sweepErasures } from "@/lib/erasure-sweep";
import { blankTexts } from "@/lib/erasure-texts";
import { dropUploadsOf } from "@/lib/erasure-uploads";

/**
 * Searches what no index leads into: the ledger row by row for the erased address (a test mail, a
 * mail to a contact who had it once), texts that quote it, uploaded files that wait to be imported,
 * and the files of archived campaigns. May be called any number of times; it goes on after the
 * campaign it came to.
 */
export async function searchErased(id: number, { deadline }: { deadline: number }): Promise<void> {
  const [erasure] = await db
    .select()
    .from(erasures)
    .where(and(eq(erasures.id, id), isNull(erasures.searchedAt)));
  if (!erasure) return;
  const rest = await db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(sql`${campaigns.id} > ${erasure.counts["searchedCampaign"] ?? 0}::bigint`)
    .orderBy(campaigns.id);
  for (const { id: campaignId } of rest) {
    const mails = await findErasedMails(db, campaignId, erasure.hash);
    await db.transaction(async (tx) => {
      await blankMails(tx, mails);
      await rememberMails(tx, id, mails);
      await tx.execute(sql`
        update erasures set counts = counts || jsonb_build_object('searchedCampaign', ${campaignId}::bigint,
          'foundMails', coalesce((counts->>'foundMails')::int, 0) + ${mails.length}::int)
        where id = ${id}::bigint`);
    });
    if (Date.now() > deadline) return enqueueControl({ v: 1, type: "erase", erasureId: id });
  }
  const texts = await blankTexts(db, erasure.hash);
  const uploads = await dropUploadsOf(erasure.hash);
  const { rewritten } = await eraseFromArchives();
  const found = JSON.stringify({ texts, uploads, archives: rewritten });
  await db
    .update(erasures)
    .set({ counts: sql`${erasures.counts} || ${found}::jsonb`, searchedAt: sql`now()` })
    .where(and(eq(erasures.id, id), isNull(erasures.searchedAt)));
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
  // Written or come into reach since.
  await eraseFromArchives();
  await sweepErasures();
}
