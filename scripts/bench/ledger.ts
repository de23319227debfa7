import { sql, type SQL } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";

// lib/ and db/ read the settings when they are loaded, so they are loaded after these are made.

/** The dispatcher has asked SES for its rate when this returns. */
export async function waitForRate(atLeast: number): Promise<void> {
  await until(
    "the dispatcher to learn SES's rate",
    sql`
    select exists (select 1 from send_buckets where lane = 'campaign' and rate >= ${atLeast}::int) as done`,
  );
}

/** From pressing send to the last recipient's result, by the database's clock. */
export async function launchAndWait(campaignId: number): Promise<{ seconds: number }> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const started = await readOne<{ at: string }>(sql`select clock_timestamp()::text as at`);
  const launched = await launchCampaign(campaignId, { userId: null });
  if (!launched.ok) throw new Error(`The campaign was not launched: ${launched.reason}.`);
  await until(
    "the ledger to be terminal",
    sql`
    select c.fanout_finished_at is not null and not exists (select 1 from recipients r
      where r.campaign_id = c.id and r.status in ('queued', 'sending', 'in_doubt')) as done
    from campaigns c where c.id = ${campaignId}::bigint`,
  );
  return readOne<{ seconds: number }>(sql`
    select extract(epoch from max(sent_at) - ${started.at}::timestamptz)::float8 as seconds
    from recipients where campaign_id = ${campaignId}::bigint`);
}

export async function countByStatus(campaignId: number): Promise<Record<string, number>> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ status: string; count: number }>(sql`
    select status, count(*)::int as count from recipients
    where campaign_id = ${campaignId}::bigint group by status`);
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

export async function closeLedger(): Promise<void> {
  const { pool } = await import("@/db");
  await pool.end();
}

const patienceMs = 10 * 60_000;
const pollMs = 100; // rare enough to cost nothing beside what is measured

async function until(what: string, question: SQL): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await readOne<{ done: boolean }>(question)).done) {
    if (Date.now() > deadline) throw new Error(`Waited ten minutes for ${what}.`);
    await sleep(pollMs);
  }
}

async function readOne<Row extends Record<string, unknown>>(query: SQL) {
  const { db } = await import("@/db");
  const { rows } = await db.execute<Row>(query);
  const [row] = rows;
  if (!row) throw new Error("The query returned no row.");
  return row;
}
