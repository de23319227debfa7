import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db";
import type { RecipientKey } from "@/lib/domain/recipient-key";

/**
 * Empties rows of the ledger of everything that says who it was. The rows stay and count: status,
 * times and the number of a clicked link are all that a report needs. What waited is skipped.
 */
export async function blankMails(tx: Database, mails: RecipientKey[]): Promise<void> {
  for (const [campaignId, ids] of byCampaign(mails)) {
    const rows = sql`campaign_id = ${campaignId}::bigint and recipient_id = any(${sql.param(ids)}::bigint[])`;
    await tx.execute(sql`
      update recipients set ${blankRecipient}
      where campaign_id = ${campaignId}::bigint and id = any(${sql.param(ids)}::bigint[])
        and (contact_id is not null or email <> '' or merge_data is not null
          or error_message is not null or bounce_message is not null)`);
    const blank = blankPayload(sql`payload`);
    await tx.execute(sql`
      update email_events set payload = ${blank} where ${rows} and payload <> ${blank}`);
    await tx.execute(sql`
      update attempt_failures set message = '' where ${rows} and message <> ''`);
  }
}

/** A row that is being sent keeps its state: its call is under way, what comes of it is recorded. */
const blankRecipient = sql`contact_id = null, email = '', email_normalized = '', name = '',
  merge_data = null, error_message = null, bounce_message = null,
  status = case when status = 'queued' then 'skipped'::recipient_status else status end,
  skip_reason = case when status = 'queued' then 'erased'::skip_reason else skip_reason end`;

/** Of a click the number of the link stays; addresses, IP and browser go. */
function blankPayload(payload: SQL): SQL {
  return sql`jsonb_strip_nulls(jsonb_build_object('link', ${payload}->'link'))`;
}

/**
 * The rows of one campaign that were mailed to an erased address, whichever contact they name;
 * without a hash, to any address that was ever erased.
 */
export async function findErasedMails(
  database: Database,
  campaignId: number,
  hash?: Buffer,
): Promise<RecipientKey[]> {
  const ofWhom =
    hash === undefined
      ? sql`exists (select 1 from erasures e where e.hash = h.hash)`
      : sql`h.hash = ${hash}`;
  const { rows } = await database.execute<{ id: string }>(sql`
    select r.id from erasure_salt s, recipients r,
      lateral (select sha256(s.salt || convert_to(r.email_normalized, 'UTF8')) as hash) h
    where r.campaign_id = ${campaignId}::bigint and r.email_normalized <> '' and ${ofWhom}`);
  return rows.map(({ id }) => ({ campaignId, recipientId: Number(id) }));
}

/** The rows that name these contacts: found by index, in every campaign. */
export async function findMailsOf(
  database: Database,
  contactIds: number[],
): Promise<RecipientKey[]> {
  const { rows } = await database.execute<{ campaign_id: string; id: string }>(sql`
    select campaign_id, id from recipients
    where contact_id = any(${sql.param(contactIds)}::bigint[])`);
  return rows.map((row) => ({ campaignId: Number(row.campaign_id), recipientId: Number(row.id) }));
}

function byCampaign(mails: RecipientKey[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { campaignId, recipientId } of mails) {
    const ids = found.get(campaignId) ?? [];
    ids.push(recipientId);
    found.set(campaignId, ids);
  }
  return found;
}

/** As this file stored them. */
export function readMails(mails: unknown): RecipientKey[] {
  return Array.isArray(mails) ? (mails as RecipientKey[]) : [];
}

/** Adds to the rows that are swept; in one statement, because search and sweep add at the same time. */
export async function rememberMails(
  tx: Database,
  erasureId: number,
  mails: RecipientKey[],
): Promise<void> {
  if (mails.length === 0) return;
  await tx.execute(sql`
    update erasures set mails = coalesce(mails, '[]'::jsonb) || ${JSON.stringify(mails)}::jsonb
    where id = ${erasureId}::bigint and swept_at is null`);
}
