import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db";
import type { MailboxGroup } from "@/db/schema/recipients";
import { protocolTimes } from "@/lib/delivery/protocol-times";

// Every statement here names one campaign, so that one partition is read, and only by the index of
// queued rows: how many finished rows lie beside them does not matter.

const lost = sql`${protocolTimes.wakeUpLostSeconds}::float8 * interval '1 second'`;

/** The order of `recipients_queued`, which also says that everybody without a wake-up comes first. */
const queueOrder = sql`campaign_id, enqueued_at nulls first, send_day, priority, next_at, id`;

/** Wake-ups that came to nothing, for whatever reason: their rows are due for another one. */
export async function forgetLostWakeUps(tx: Database, campaignId: number): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from recipients
    where campaign_id = ${campaignId}::bigint and status = 'queued' and enqueued_at < now() - ${lost}
    for update skip locked`);
  if (rows.length > 0)
    await unmarkWoken(
      tx,
      campaignId,
      rows.map(({ id }) => Number(id)),
    );
}

/** Rows with a wake-up under way, by mailbox group. */
export async function countOutstandingRows(
  tx: Database,
  campaignId: number,
): Promise<Map<MailboxGroup, number>> {
  const { rows } = await tx.execute<{ mailbox_group: MailboxGroup; n: number }>(sql`
    select mailbox_group, count(*)::int as n from recipients
    where campaign_id = ${campaignId}::bigint and status = 'queued' and enqueued_at is not null
    group by 1`);
  return new Map(rows.map(({ mailbox_group, n }) => [mailbox_group, n]));
}

export async function hasWaitingRows(tx: Database, campaignId: number): Promise<boolean> {
  const { rows } = await tx.execute<{ waits: boolean }>(sql`
    select exists (select 1 from recipients
      where campaign_id = ${campaignId}::bigint and status = 'queued' and enqueued_at is null
        and next_at <= now()) as waits`);
  return rows[0]?.waits ?? false;
}

/** Which rows are meant, and the day they get a place of (null = they need none). */
type WakeUpChoice = { limit: number; filter: SQL; sendDay: string | null };

/**
 * Marks the next rows as woken, who reads first; returns their ids in that order. Two statements:
 * the partition of a new campaign has no statistics yet, and joined the planner would compare every
 * chosen row with every other one.
 */
export async function markWoken(
  tx: Database,
  campaignId: number,
  { limit, filter, sendDay }: WakeUpChoice,
): Promise<number[]> {
  if (limit <= 0) return [];
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from recipients
    where campaign_id = ${campaignId}::bigint and status = 'queued' and enqueued_at is null
      and next_at <= now() and ${filter}
    order by ${queueOrder} limit ${limit}::int for update skip locked`);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => Number(id));
  await tx.execute(sql`
    update recipients set enqueued_at = clock_timestamp(), send_day = ${sendDay}::date
    where campaign_id = ${campaignId}::bigint and id = any(${sql.param(ids)}::bigint[])`);
  return ids;
}

/** What the queue did not take is due again at the next tick. */
export async function unmarkWoken(
  database: Database,
  campaignId: number,
  ids: number[],
): Promise<void> {
  await database.execute(sql`update recipients set enqueued_at = null
    where campaign_id = ${campaignId}::bigint and id = any(${sql.param(ids)}::bigint[])
      and status = 'queued'`);
}
