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

/** Wake-ups under way: how many of a mailbox group fall due in which second from now. */
export type Outstanding = { group: MailboxGroup; second: number; n: number };

/** `enqueued_at` is when a wake-up falls due; what is due already counts as of this second. */
export async function listOutstanding(tx: Database, campaignId: number): Promise<Outstanding[]> {
  const { rows } = await tx.execute<Outstanding>(sql`
    select mailbox_group as "group", count(*)::int as n,
      greatest(0, floor(extract(epoch from enqueued_at - clock_timestamp())))::int as second
    from recipients
    where campaign_id = ${campaignId}::bigint and status = 'queued' and enqueued_at is not null
    group by 1, 3`);
  return rows;
}

export async function hasWaitingRows(tx: Database, campaignId: number): Promise<boolean> {
  const { rows } = await tx.execute<{ waits: boolean }>(sql`
    select exists (select 1 from recipients
      where campaign_id = ${campaignId}::bigint and status = 'queued' and enqueued_at is null
        and next_at <= now()) as waits`);
  return rows[0]?.waits ?? false;
}

/** Locks the next rows that wait, who reads first; nobody else chooses them meanwhile. */
export async function chooseWaiting(
  tx: Database,
  campaignId: number,
  { limit, filter }: { limit: number; filter: SQL },
): Promise<number[]> {
  if (limit <= 0) return [];
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from recipients
    where campaign_id = ${campaignId}::bigint and status = 'queued' and enqueued_at is null
      and next_at <= now() and ${filter}
    order by ${queueOrder} limit ${limit}::int for update skip locked`);
  return rows.map(({ id }) => Number(id));
}

/**
 * Marks chosen rows as woken for their second, with the day of their place (null = they need none).
 * A statement of its own: the partition of a new campaign has no statistics yet, and joined the
 * planner would compare every chosen row with every other one.
 */
export async function markWoken(
  tx: Database,
  campaignId: number,
  { ids, delays, sendDay }: { ids: number[]; delays: number[]; sendDay: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  const secondOf = JSON.stringify(Object.fromEntries(ids.map((id, index) => [id, delays[index]])));
  await tx.execute(sql`
    update recipients set send_day = ${sendDay}::date,
      enqueued_at = clock_timestamp() + (${secondOf}::jsonb ->> id::text)::int * interval '1 second'
    where campaign_id = ${campaignId}::bigint and id = any(${sql.param(ids)}::bigint[])`);
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
