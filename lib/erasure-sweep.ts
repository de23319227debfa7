import { and, eq, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { erasures } from "@/db/schema/erasures";
import { blankMails, findMailsOf, readMails, rememberMails } from "@/lib/erase-ledger";
import { forgetContacts } from "@/lib/erasure";
import { blankTexts } from "@/lib/erasure-texts";

const lateReportsDays = 7;

/** When a sweep is worth its while: at once after a fan-out under way, then once an hour, and at the end. */
const isDue = sql`(${erasures.requestedAt} > now() - interval '20 minutes'
  or ${erasures.requestedAt} < now() - ${lateReportsDays}::int * interval '1 day'
  or extract(minute from now()) = 7)`;

/** The number of the contact leads to files that nobody could reach yet: until then it is kept. */
const isOver = sql<boolean>`(${erasures.requestedAt} < now() - ${lateReportsDays}::int * interval '1 day'
  and ${erasures.searchedAt} is not null
  and not exists (select 1 from campaign_archives a where a.erased_to < ${erasures.id}))`;

/**
 * Once more what may have come since: a report of SES about a mail that was sent before, a row that
 * a fan-out under way had planned, what an import under way refused. For a week; then the numbers
 * that lead there are forgotten too.
 */
export async function sweepErasures(): Promise<void> {
  const open = await db
    .select({
      id: erasures.id,
      hash: erasures.hash,
      contactId: erasures.contactId,
      mails: erasures.mails,
      isLast: isOver,
    })
    .from(erasures)
    .where(and(isNull(erasures.sweptAt), isDue));
  for (const { id, hash, contactId, mails, isLast } of open) {
    await db.transaction(async (tx) => {
      const added = await findAddedMeanwhile(tx, id);
      const ids = contactId === null ? added : [contactId, ...added];
      const late = ids.length === 0 ? [] : await findMailsOf(tx, ids);
      await blankMails(tx, [...readMails(mails), ...late]);
      if (added.length > 0) await forgetContacts(tx, added);
      if (!isLast) return rememberMails(tx, id, late);
      await blankTexts(tx, hash);
      await tx
        .update(erasures)
        .set({ mails: null, contactId: null, sweptAt: sql`now()` })
        .where(and(eq(erasures.id, id), isNull(erasures.sweptAt)));
    });
  }
}

/**
 * Contacts of a transaction (an import's, say) that was open while the person was erased: neither
 * could see the other. Such a row is dated with the begin of its transaction.
 */
async function findAddedMeanwhile(tx: Database, erasureId: number): Promise<number[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select c.id from erasures e, erasure_salt s, contacts c
    where e.id = ${erasureId}::bigint
      and c.created_at > e.requested_at - interval '1 hour'
      and c.created_at < e.requested_at + interval '1 minute'
      and e.hash = sha256(s.salt || convert_to(c.email_normalized, 'UTF8'))`);
  return rows.map(({ id }) => Number(id));
}
