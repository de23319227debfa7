import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drain, liftRate, receive, setFaults } from "@/tests/support/engine";
import { db, pool } from "@/db";
import { cancelLeftOvers } from "@/lib/delivery/cancel";
import { dispatchLane } from "@/lib/delivery/dispatch";
import {
  ensurePartitions,
  ledgerTables,
  listRanges,
  partitionName,
} from "@/lib/delivery/partitions";
import {
  completeCampaigns,
  expireLeases,
  flushDeadLetters,
  flushOldDeadLetters,
  resendInDoubt,
} from "@/lib/delivery/reconcile";
import { resendConfirmed } from "@/lib/delivery/silence";
import { recountStats } from "@/lib/delivery/stats";
import { getStatus, launchedCampaign, listRows } from "@/tests/support/launched-campaign";

let holder: pg.PoolClient | undefined;

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});
// Ends a test's waiting, too, if somebody did wait.
afterEach(async () => {
  await holder?.query("rollback");
  holder?.release();
  holder = undefined;
});

/** A campaign that ended two days ago, and whose range has no room for the next ones. */
async function addOldCampaign(): Promise<number> {
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into campaigns (brand_id, kind, name, status, audience_count, started_at, finished_at,
      fanout_finished_at)
    select min(id), 'marketing', 'Old', 'completed_with_failures', 1, at, at, at
    from brands, (select now() - interval '2 days' as at) days group by at returning id`);
  const id = Number(rows[0]?.id);
  await db.execute(sql`
    insert into recipients (campaign_id, kind, email, email_normalized, status, dead_letter_pending)
    values (${id}::bigint, 'marketing', 'old@reader.test', 'old@reader.test', 'failed', true)`);
  await db.execute(sql`select setval(pg_get_serial_sequence('campaigns', 'id'), 5000)`);
  return id;
}

/** Whoever opens these partitions from now on waits until the end of the test: for this connection. */
async function closePartitionsOf(campaignId: number): Promise<number> {
  const client = await pool.connect();
  holder = client;
  await client.query("begin");
  for (const table of ledgerTables) {
    const range = (await listRanges(table)).find(
      ({ low, high }) => low <= campaignId && campaignId < high,
    );
    if (!range) throw new Error(`${table} has no partition of the old campaign.`);
    await client.query(`lock table ${partitionName(table, range)} in access exclusive mode`);
  }
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}

/** Fails with the statement that waits, instead of waiting with it. */
async function expectNobodyWaits(forPid: number, work: () => Promise<void>): Promise<void> {
  const state = { isOver: false };
  async function watch(): Promise<void> {
    while (!state.isOver) {
      const { rows } = await db.execute<{ query: string }>(sql`
        select query from pg_stat_activity
        where datname = current_database() and ${forPid}::int = any(pg_blocking_pids(pid))`);
      if (rows[0]) throw new Error(`It opened an old partition: ${rows[0].query}`);
      await sleep(20);
    }
  }
  await Promise.all([work().finally(() => (state.isOver = true)), watch()]);
}

test("a campaign is sent, counted and completed without opening a partition of finished ones", async () => {
  const old = await addOldCampaign();
  await recountStats();
  const { id } = await launchedCampaign({ count: 3 });
  const { id: canceled } = await launchedCampaign({ count: 1 });
  await db.execute(
    sql`update campaigns set status = 'canceled', finished_at = now() where id = ${canceled}`,
  );
  await ensurePartitions();
  const pid = await closePartitionsOf(old);
  await setFaults([{ kind: "refuse", count: 1, error: "MessageRejected" }]);
  await expectNobodyWaits(pid, async () => {
    await dispatchLane("transactional");
    await dispatchLane("campaign");
    await drain("send");
    await expireLeases();
    await resendInDoubt();
    await resendConfirmed();
    await cancelLeftOvers();
    await flushDeadLetters();
    await recountStats();
    await completeCampaigns();
  });
  expect(await getStatus(id)).toMatchObject({ status: "completed_with_failures" });
  expect(await listRows(canceled)).toMatchObject([{ status: "canceled" }]);
  expect(await receive("dead-letter")).toHaveLength(1);
});

test("a copy that is owed for longer than a day leaves with the slow sweep", async () => {
  const old = await addOldCampaign();
  await flushDeadLetters();
  expect(await listRows(old)).toMatchObject([{ deadLetterPending: true }]);
  await flushOldDeadLetters();
  expect(await listRows(old)).toMatchObject([{ deadLetterPending: false }]);
});
