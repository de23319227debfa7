import { sql } from "drizzle-orm";
import { db } from "@/db";

/** Rows marked in one statement: a fraction of a second, so that nobody waits for their locks. */
const chunkSize = 20_000;
/** What the person who presses waits at most; the tick marks the rest. */
const patienceMs = 2_000;

/**
 * Marks those who still wait as canceled. Nothing is sent to them whether marked or not: the claim
 * asks for the campaign's state. Says whether everybody is marked.
 */
export async function cancelQueued(
  campaignId: number,
  { deadline = Date.now() + patienceMs }: { deadline?: number } = {},
): Promise<boolean> {
  for (let after = 0; Date.now() < deadline;) {
    const last = await cancelChunk(campaignId, after);
    if (last === undefined) return true;
    after = last;
  }
  return false;
}

/**
 * The next rows by id: each is looked at once, however many chunks there are. Chosen first and then
 * updated by the primary key: in one statement the planner, without statistics of a new partition,
 * would look for each of them among all.
 */
async function cancelChunk(campaignId: number, after: number): Promise<number | undefined> {
  return await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      select id from recipients
      where campaign_id = ${campaignId}::bigint and id > ${after}::bigint and status = 'queued'
      order by id limit ${chunkSize}::int for update skip locked`);
    const ids = rows.map(({ id }) => Number(id));
    await tx.execute(sql`
      update recipients set status = 'canceled', lease_until = null
      where campaign_id = ${campaignId}::bigint and id = any(${sql.param(ids)}::bigint[])`);
    return ids.at(-1);
  });
}

/** Those of a canceled campaign who are not marked yet, or came back to the queue afterwards. */
export async function cancelLeftOvers(): Promise<void> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from campaigns c
    where c.status = 'canceled' and c.finished_at > now() - interval '1 day'`);
  const deadline = Date.now() + patienceMs;
  for (const id of rows.map((row) => Number(row.id)))
    if (await hasQueued(id)) await cancelQueued(id, { deadline });
}

/** Asked of one campaign: its partition alone is opened, and there the index of queued rows. */
async function hasQueued(campaignId: number): Promise<boolean> {
  const { rows } = await db.execute<{ found: boolean }>(sql`
    select exists (select 1 from recipients
      where campaign_id = ${campaignId}::bigint and status = 'queued') as found`);
  return rows[0]?.found === true;
}

/**
 * How many a canceled campaign did not mail; undefined when it was stopped before everybody was
 * written down: then nobody knows.
 */
export async function countNotMailed(campaignId: number): Promise<number | undefined> {
  // Canceling closes the plan at its own instant; a plan that was complete has an earlier one.
  const { rows } = await db.execute<{ is_cut: boolean; people: number }>(sql`
    select c.fanout_finished_at = c.finished_at as is_cut,
      (select count(*)::int from recipients r
        where r.campaign_id = c.id and r.status in ('queued', 'canceled')) as people
    from campaigns c where c.id = ${campaignId}::bigint`);
  const [row] = rows;
  return row === undefined || row.is_cut ? undefined : row.people;
}
