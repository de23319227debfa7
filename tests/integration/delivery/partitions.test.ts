import { fileURLToPath } from "node:url";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { db, pool } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import {
  countStrays,
  ensurePartitions,
  ledgerTables,
  listRanges,
  widthOf,
} from "@/lib/delivery/partitions";
import { databaseUrl, onServer } from "@/tests/support/test-database";

async function addCampaign(id: number, audienceCount = 0): Promise<void> {
  await db.execute(sql`insert into campaigns (id, brand_id, kind, name, audience_count)
    overriding system value
    values (${id}::bigint, (select min(id) from brands), 'marketing', 'Old', ${audienceCount}::int)`);
}

async function addRow(campaignId: number): Promise<string> {
  const { rows } = await db.execute<{ part: string }>(sql`
    insert into recipients (campaign_id, kind, email, email_normalized)
    values (${campaignId}::bigint, 'marketing', 'a@example.com', 'a@example.com')
    returning tableoid::regclass::text as part`);
  return rows[0]?.part ?? "";
}

test("a partition holds about two million rows, whatever the size of campaigns", () => {
  expect(widthOf(0)).toBe(1_000);
  expect(widthOf(50_000)).toBe(40);
  expect(widthOf(3_000_000)).toBe(10);
});

test("the next range is there before its first campaign, in all four tables, with room on its pages", async () => {
  await addCampaign(15, 50_000);
  await ensurePartitions();
  await ensurePartitions(); // nothing to do the second time
  const ranges = await listRanges("recipients");
  expect(ranges).toEqual([
    { low: 1, high: 21 },
    { low: 21, high: 61 },
  ]);
  for (const table of ledgerTables) expect(await listRanges(table)).toEqual(ranges);
  expect(await addRow(40)).toBe("recipients_21");
  const { rows } = await db.execute<{ reloptions: string[]; indexes: number }>(sql`
    select reloptions, (select count(*)::int from pg_index where indrelid = c.oid) as indexes
    from pg_class c where relname like 'recipients\_%' and relkind = 'r'`);
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map(({ indexes }) => indexes)).size).toBe(1);
  for (const { reloptions } of rows) expect(reloptions).toContain("fillfactor=70");
});

test("ten at once make each partition once", async () => {
  await addCampaign(110);
  await Promise.all(Array.from({ length: 10 }, ensurePartitions));
  const ranges = await listRanges("recipients");
  expect(ranges).toHaveLength(3);
  for (const table of ledgerTables) expect(await listRanges(table)).toEqual(ranges);
});

test("rows that came before their partition move into it", async () => {
  const end = (await listRanges("recipients")).at(-1)?.high ?? 0;
  await addCampaign(end + 5);
  expect(await addRow(end + 5)).toBe("recipients_default");
  expect(await countStrays()).toBe(1);
  await ensurePartitions();
  const { rows } = await db.execute<{ part: string }>(
    sql`select tableoid::regclass::text as part from recipients where campaign_id = ${end + 5}::bigint`,
  );
  expect(rows).toEqual([{ part: `recipients_${end}` }]);
  expect(await countStrays()).toBe(0);
});

test("a result that is written while its row moves is not lost", async () => {
  const end = (await listRanges("recipients")).at(-1)?.high ?? 0;
  await addCampaign(end + 5);
  expect(await addRow(end + 5)).toBe("recipients_default");
  const holder = await pool.connect();
  await holder.query("begin");
  await holder.query("lock table recipients in share update exclusive mode"); // as vacuum does
  const moving = ensurePartitions();
  await waitForWaiters(1);
  const writing = db.execute(sql`update recipients set status = 'sent'
    where campaign_id = ${end + 5}::bigint`);
  await waitForWaiters(2);
  await holder.query("rollback");
  holder.release();
  expect((await writing).rowCount).toBe(1);
  await moving;
  await ensurePartitions();
  expect(await countStrays()).toBe(0);
});

async function waitForWaiters(count: number): Promise<void> {
  const waiters = sql`select count(distinct pid)::int as n from pg_locks l
    where not granted and database = (select oid from pg_database where datname = current_database())`;
  for (let tried = 0; tried < 200; tried += 1) {
    const { rows } = await db.execute<{ n: number }>(waiters);
    if ((rows[0]?.n ?? 0) >= count) return;
  }
}

test("a statement that reads everything is not waited for, and sending does not wait", async () => {
  const end = (await listRanges("recipients")).at(-1)?.high ?? 0;
  await addCampaign(end + 5);
  const reader = await pool.connect();
  await reader.query("begin");
  await reader.query("select count(*) from recipients");
  await ensurePartitions(); // gives up: the reader holds the default partition
  expect((await listRanges("recipients")).at(-1)?.high).toBe(end);
  expect(await addRow(1)).toBe("recipients_1");
  await reader.query("rollback");
  reader.release();
  await ensurePartitions();
  expect((await listRanges("recipients")).at(-1)?.high).toBeGreaterThan(end + 5);
  await db.delete(campaigns);
});

test("a database with mails in it is converted without losing a row", async () => {
  const name = `convert_${randomBytes(6).toString("hex")}`;
  await onServer(inject("serverUrl"), [`create database ${name}`]);
  const client = new pg.Client({ connectionString: databaseUrl(inject("serverUrl"), name) });
  await client.connect();
  try {
    await runMigration(client, "0000_foundation");
    await client.query(`
      insert into campaigns (brand_id, kind, name) select min(id), 'marketing', 'Old' from brands,
        generate_series(1, 30) group by generate_series;
      insert into recipients (campaign_id, contact_id, kind, email, email_normalized)
        select c, n, 'marketing', 'a@example.com', 'a@example.com'
        from generate_series(1, 30) c, generate_series(1, 100) n;
      insert into email_events (dedupe_key, type, campaign_id, recipient_id, occurred_at, payload)
        values ('ours', 'send', 30, 3000, now(), '{}'), ('theirs', 'unknown', null, null, now(), '{}')`);
    await runMigration(client, "0001_partitions");
    const { rows } = await client.query(`
      select (select count(*)::int from recipients_1) as kept, (select max(id)::int from recipients) as last,
        (select array_agg(campaign_id::int order by campaign_id) from email_events) as events,
        (select count(*)::int from email_events_0) as theirs`);
    expect(rows).toEqual([{ kept: 3_000, last: 3_000, events: [0, 30], theirs: 1 }]);
    const added = await client.query<{ id: string }>(`
      insert into recipients (campaign_id, kind, email, email_normalized)
      values (30, 'marketing', 'b@example.com', 'b@example.com') returning id`);
    expect(Number(added.rows[0]?.id)).toBe(3_001);
  } finally {
    await client.end();
    await onServer(inject("serverUrl"), [`drop database ${name} with (force)`]);
  }
});

async function runMigration(client: pg.Client, name: string): Promise<void> {
  const file = fileURLToPath(new URL(`../../../db/migrations/${name}.sql`, import.meta.url));
  await client.query((await readFile(file, "utf8")).replaceAll("--> statement-breakpoint", ""));
}
