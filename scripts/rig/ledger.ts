import { sql, type SQL } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";

// lib/ and db/ read the settings when they are loaded, so they are loaded after these are made.

/** The dispatcher has asked SES for its rate when this returns. */
export async function waitForRate(atLeast: number): Promise<void> {
  await until(
    "the dispatcher to learn SES's rate",
    sql`
    select exists (select 1 from send_rates where max_send_rate * share >= ${atLeast}::int) as done`,
  );
}

/** Every recipient of the campaign has its row when this returns. */
export async function waitUntilPlanned(campaignId: number): Promise<void> {
  await until(
    "the campaign to be planned",
    sql`
    select fanout_finished_at is not null as done from campaigns where id = ${campaignId}::bigint`,
  );
}

export type Launch = {
  /** From pressing send to the last recipient's result, by the database's clock. */
  seconds: number;
  halfSeconds: number;
  /** Recipients that needed more than one claim. */
  reclaimed: number;
};

export async function launchAndWait(campaignId: number): Promise<Launch> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const started = await readOne<{ at: string }>(sql`select clock_timestamp()::text as at`);
  const launched = await launchCampaign(campaignId, { userId: null });
  if (!launched.ok) throw new Error(`The campaign was not launched: ${launched.reason}.`);
  // An event settles what is in doubt within seconds; what it does not settle would wait for minutes.
  const isDone = sql`
    select c.fanout_finished_at is not null and not exists (select 1 from recipients r
      where r.campaign_id = c.id and (r.status in ('queued', 'sending')
        or (r.status = 'in_doubt' and r.in_doubt_at > now() - interval '20 seconds'))) as done
    from campaigns c where c.id = ${campaignId}::bigint`;
  await until("the ledger to be terminal", isDone, () => describeWaiting(campaignId));
  return readOne<Launch>(sql`
    select extract(epoch from max(sent_at) - ${started.at}::timestamptz)::float8 as seconds,
      extract(epoch from percentile_disc(0.5) within group (order by sent_at)
        - ${started.at}::timestamptz)::float8 as "halfSeconds",
      count(*) filter (where attempt_no > 1)::int as reclaimed
    from recipients where campaign_id = ${campaignId}::bigint`);
}

/** Where those are whom nobody has mailed yet; told when it takes long. */
async function describeWaiting(campaignId: number): Promise<string> {
  const row = await readOne<{ state: unknown }>(sql`
    select jsonb_agg(to_jsonb(s)) as state from (
      select status, enqueued_at is null as "notEnqueued", next_at > now() as "notDue", count(*)::int,
        round(extract(epoch from now() - min(enqueued_at))) as "oldestWakeUpSeconds", max(error_code) as "lastError"
      from recipients where campaign_id = ${campaignId}::bigint and status <> 'sent' group by 1, 2, 3) s`);
  return JSON.stringify(row.state);
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
const tellEveryMs = 30_000;
const pollMs = 100; // rare enough to cost nothing beside what is measured

async function until(what: string, question: SQL, explain?: () => Promise<string>): Promise<void> {
  const start = Date.now();
  let tellAt = start + tellEveryMs;
  while (!(await readOne<{ done: boolean }>(question))["done"]) {
    const waitedMs = Date.now() - start;
    if (waitedMs > patienceMs) throw new Error(`Waited ten minutes for ${what}.`);
    if (Date.now() > tellAt) {
      process.stderr.write(
        `${Math.round(waitedMs / 1000)} s: still waiting for ${what} ${(await explain?.()) ?? ""}\n`,
      );
      tellAt += tellEveryMs;
    }
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
