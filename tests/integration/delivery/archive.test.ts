import { handleBatch, liftRate, sendEverything } from "@/tests/support/engine";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "@/db";
import { campaignArchives } from "@/db/schema/archives";
import { campaigns } from "@/db/schema/campaigns";
import { archiveCampaigns } from "@/lib/archive/archive";
import { folderOf, readLines, readManifest, verifyFile } from "@/lib/archive/files";
import { restoreCampaign } from "@/lib/archive/restore";
import { redriveFailed } from "@/lib/delivery/redrive";
import { countStrays, ensurePartitions, ledgerTables, listRanges } from "@/lib/delivery/partitions";
import { followLink } from "@/lib/public/click";
import { recipientUrls } from "@/lib/public/recipient-urls";
import { listLinks } from "@/lib/reports/links";
import { findReport } from "@/lib/reports/report";
import { findTimeline } from "@/lib/reports/timeline";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";
import { reportOn } from "@/tests/support/ses-reports";

/** A day after everything that is archived here, and before what is not. */
const before = new Date("2026-01-01");
let root = "";
let ids: number[] = [];

beforeAll(async () => {
  await liftRate();
  root = await mkdtemp(path.join(tmpdir(), "letterpress-archive-"));
  const first = await launchedCampaign({ count: 12 });
  const second = await launchedCampaign({ count: 3 });
  ids = [first.id, second.id];
  await sendEverything();
  const [row] = await listRows(first.id);
  await click(row);
  await db.update(campaigns).set({ status: "completed", finishedAt: new Date("2025-11-01") });
  // A newer campaign, so that the old ones' range is over.
  await db.execute(sql`insert into campaigns (id, brand_id, kind, name) overriding system value
    values (40, 1, 'marketing', 'Newer')`);
  await ensurePartitions();
});

afterAll(async () => await rm(root, { recursive: true, force: true }));

async function click(row: Awaited<ReturnType<typeof listRows>>[number] | undefined) {
  if (!row) throw new Error("There is no recipient.");
  const url = new URL(
    recipientUrls({
      campaignId: row.campaignId,
      recipientId: row.id,
      contactId: row.contactId ?? 0,
      topicId: null,
    }).link(0),
  );
  const [token = "", n = ""] = url.pathname.split("/").slice(-2);
  return await followLink(new Request(url, { headers: { "user-agent": "Firefox" } }), token, n);
}

const contentHashOf = async (id: number) =>
  (await db.select().from(campaigns).where(eq(campaigns.id, id)))[0]?.contentHash ?? null;

async function readAll(id: number) {
  return {
    report: await findReport(id),
    timeline: await findTimeline(id),
    links: await listLinks(id, await contentHashOf(id)),
  };
}

async function rowsOf(id: number) {
  const tables: Record<string, unknown[]> = {};
  for (const table of ledgerTables) {
    const { rows } = await db.execute<{ line: string }>(sql`
      select row_to_json(r)::text as line from ${sql.identifier(table)} r
      where campaign_id = ${id}::bigint order by 1`);
    tables[table] = rows.map(({ line }) => line);
  }
  return tables;
}

test("a campaign that ended too late keeps its whole range", async () => {
  const lateId = ids[1] ?? 0;
  await db
    .update(campaigns)
    .set({ finishedAt: new Date("2026-02-01") })
    .where(eq(campaigns.id, lateId));
  expect(await archiveCampaigns({ before, folder: root })).toEqual([]);
  await db
    .update(campaigns)
    .set({ finishedAt: new Date("2025-11-01") })
    .where(eq(campaigns.id, lateId));
  await db.execute(
    sql`update recipients set status = 'in_doubt' where campaign_id = ${lateId}::bigint`,
  );
  expect(await archiveCampaigns({ before, folder: root })).toEqual([]);
  await db.execute(
    sql`update recipients set status = 'sent' where campaign_id = ${lateId}::bigint`,
  );
});

test("who is put back to the queue while the range waits for a reader keeps it", async () => {
  const id = ids[0] ?? 0;
  const [row] = await listRows(id);
  await db.execute(sql`update recipients set status = 'failed', failed_at = now(), error_code = 'x'
    where campaign_id = ${id}::bigint and id = ${row?.id}::bigint`);
  await db.update(campaigns).set({ status: "completed_with_failures" }).where(eq(campaigns.id, id));
  const reader = await pool.connect();
  await reader.query("begin");
  await reader.query("select count(*) from recipients");
  const archiving = archiveCampaigns({ before, folder: root });
  await reader.query("select pg_sleep(0.3)");
  const moving = redriveFailed({ campaignId: id }, { userId: 1 });
  await reader.query("select pg_sleep(1.2)");
  await reader.query("rollback");
  reader.release();
  expect(await moving).toEqual({ ok: true, moved: 1 });
  expect(await archiving).toEqual([]);
  expect(await listRows(id)).toHaveLength(12);
  await sendEverything();
  expect((await listRows(id)).every(({ status }) => status === "sent")).toBe(true);
  await db
    .update(campaigns)
    .set({ status: "completed", finishedAt: new Date("2025-11-01") })
    .where(eq(campaigns.id, id));
});

test("a reader at length is not cut off: the range waits for it", async () => {
  const reader = await pool.connect();
  await reader.query("begin");
  await reader.query("select count(*) from recipients");
  const archiving = archiveCampaigns({ before, folder: path.join(root, "file-in-the-way", "x") });
  await writeFile(path.join(root, "file-in-the-way"), "");
  await reader.query("select pg_sleep(1)");
  expect((await reader.query("select count(*)::int as n from recipients")).rows).toEqual([
    { n: 15 },
  ]);
  await reader.query("rollback");
  reader.release();
  // The folder cannot be made: as a crash between detaching and writing.
  await expect(archiving).rejects.toThrow(/ENOTDIR|EEXIST/);
});

test("what a crash left undone is done first, and every number stays", async () => {
  expect(await listRows(ids[0] ?? 0)).toEqual([]);
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from recipients_1`,
  );
  expect(rows).toEqual([{ n: 15 }]); // detached, and whole
  await db.update(campaignArchives).set({ folder: root });
  expect(await archiveCampaigns({ before, folder: root })).toEqual(ids);
  expect(await archiveCampaigns({ before, folder: root })).toEqual([]);
  const left = await db.execute(sql`select to_regclass('recipients_1') as gone`);
  expect(left.rows).toEqual([{ gone: null }]);

  const { report, timeline, links } = await readAll(ids[0] ?? 0);
  expect(report.ledger).toMatchObject({ audience: 12 });
  expect(report.reported).toMatchObject({ sent: 12, delivered: 12, clicked: 1 });
  expect(timeline.points.reduce((sum, point) => sum + point.sent, 0)).toBe(12);
  expect(links).toEqual([{ n: 0, url: "https://shop.test/", clicks: 1, people: 1 }]);
});

test("the files say by themselves what they hold, and notice a changed byte", async () => {
  const folder = folderOf(root, ids[0] ?? 0);
  const { campaignId, files } = await readManifest(folder);
  expect(campaignId).toBe(ids[0]);
  // Addresses: for nobody else on the machine.
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const { name } of files)
    expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
  const [recipientFile] = files;
  if (!recipientFile) throw new Error("There is no file.");
  expect(files.map(({ table }) => table)).toEqual([...ledgerTables]);
  const emails: string[] = [];
  for await (const line of readLines(folder, recipientFile)) emails.push(JSON.parse(line).email);
  expect(new Set(emails).size).toBe(12);
  const file = path.join(folder, recipientFile.name);
  const whole = await readFile(file);
  await writeFile(file, Buffer.concat([whole.subarray(0, -1), Buffer.from([255])]));
  await expect(verifyFile(folder, recipientFile)).rejects.toThrow("is not what was written");
  await expect(restoreCampaign(ids[0] ?? 0)).rejects.toThrow("is not what was written");
  await writeFile(file, whole);
});

test("late reports and clicks of archived campaigns fail nothing", async () => {
  const [id = 0] = ids;
  const row = { campaignId: id, id: 1 };
  await handleBatch("events", [
    reportOn(row, { type: "Delivery" }),
    reportOn(row, { type: "Bounce", messageId: "late", bounceType: "Permanent" }),
  ]);
  const response = await followLinkOfArchived(id);
  expect(response.status).toBe(302);
  expect((await findReport(id)).reported.clicked).toBe(1);
  // Late reports are kept, apart.
  const { rows } = await db.execute<{ type: string }>(
    sql`select type from email_events_0 where recipient_id = 1 order by type`,
  );
  expect(rows.map(({ type }) => type)).toEqual(["delivery", "bounce"]);
  expect(await countStrays()).toBe(0);
});

async function followLinkOfArchived(id: number): Promise<Response> {
  const target = { campaignId: id, recipientId: 1, contactId: 1, topicId: null };
  const url = new URL(recipientUrls(target).link(0));
  const [token = "", n = ""] = url.pathname.split("/").slice(-2);
  return await followLink(new Request(url, { headers: { "user-agent": "Firefox" } }), token, n);
}

test("nobody waits for a restoring that waits for a reader", async () => {
  const reader = await pool.connect();
  await reader.query("begin");
  await reader.query("select count(*) from recipients");
  expect(await restoreCampaign(ids[0] ?? 0)).toEqual({ ok: false, reason: "busy" });
  await reader.query("rollback");
  reader.release();
  expect(await listRows(ids[0] ?? 0)).toEqual([]);
});

test("a restored campaign has its rows again, to the letter, and can be archived again", async () => {
  const [id = 0] = ids;
  const folder = folderOf(root, id);
  const { files } = await readManifest(folder);
  const archived: Record<string, string[]> = {};
  for (const file of files) {
    const lines: string[] = [];
    for await (const line of readLines(folder, file)) lines.push(line);
    archived[file.table] = lines.toSorted();
  }
  expect(await restoreCampaign(id)).toEqual({ ok: true });
  expect(await rowsOf(id)).toEqual(archived);
  expect(await listRanges("recipients")).toContainEqual({ low: id, high: id + 1 });
  expect(await restoreCampaign(id)).toEqual({ ok: false, reason: "not_archived" });
  const numbers = await readAll(id);
  expect(await archiveCampaigns({ before, folder: root })).toEqual([id]);
  expect((await readAll(id)).report).toEqual(numbers.report);
});

test("a draft of an archived range gets a partition of its own when it is launched", async () => {
  await ensurePartitions(15);
  for (const table of ledgerTables)
    expect(await listRanges(table)).toContainEqual({ low: 15, high: 16 });
});
