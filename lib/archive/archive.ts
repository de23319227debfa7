import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { campaignArchives } from "@/db/schema/archives";
import {
  type CampaignRange,
  ledgerTables,
  type LedgerTable,
  listRanges,
  partitionName,
} from "@/lib/delivery/partitions";
import { freezeStats } from "@/lib/delivery/stats";
import type { ArchivedFile, ArchivedReport } from "@/lib/domain/archived-campaign";
import { folderOf, verifyFile, writeLines, writeManifest } from "@/lib/archive/files";
import { giveWay, isLockTimeout } from "@/lib/archive/give-way";
import { countClicks } from "@/lib/reports/links";
import { listBounceCauses, listFailureCauses } from "@/lib/reports/report";
import { findTimeline } from "@/lib/reports/timeline";
import { foldEngagement } from "@/lib/contact-engagement";
import { log } from "@/lib/log";

/**
 * Moves the rows of old campaigns into files, one range of campaign ids after another. A range leaves
 * only when all its campaigns ended before `before`. What a crash left undone is done first.
 */
export async function archiveCampaigns({
  before,
  folder,
}: {
  before: Date;
  folder: string;
}): Promise<number[]> {
  const archived = await finishArchives();
  for (const range of await listRanges("recipients")) {
    if (!(await isOver(range, before))) continue;
    if (!(await detachPatiently(range, { before, folder }))) continue;
    archived.push(...(await finishArchives()));
  }
  return archived;
}

type ArchivePlan = { before: Date; folder: string };

const detachTries = 10;

/** A detach gives way to whoever reads the ledger at length, and tries again a second later. */
async function detachPatiently(range: CampaignRange, plan: ArchivePlan): Promise<boolean> {
  for (let tried = 1; tried <= detachTries; tried += 1) {
    try {
      return await detachRange(range, plan);
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      log.info({ ...range, tried }, "the ledger is busy, the range waits");
      await sleep(1_000);
    }
  }
  return false;
}

/** Whether every campaign with rows in the range ended before then, and nobody in it waits. */
async function isOver(
  { low, high }: CampaignRange,
  before: Date,
  database: Database = db,
): Promise<boolean> {
  const { rows } = await database.execute<{ over: boolean }>(sql`
    select exists (select 1 from recipients
        where campaign_id >= ${low}::bigint and campaign_id < ${high}::bigint)
      and not exists (select 1 from campaigns
        where id >= ${low}::bigint and id < ${high}::bigint and status not in ('draft', 'scheduled')
          and not coalesce(finished_at < ${before.toISOString()}::timestamptz,
            -- A row that collects a month's mails of the system never ends; its month does.
            kind in ('transactional', 'test')
              and started_at < ${before.toISOString()}::timestamptz - interval '31 days'))
      and not exists (select 1 from recipients
        where campaign_id >= ${low}::bigint and campaign_id < ${high}::bigint
          and kind <> 'test' -- a test that was stopped or is in doubt is sent again by another one
          and status in ('queued', 'sending', 'in_doubt'))
      and not exists (select 1 from recipients
        where campaign_id >= ${low}::bigint and campaign_id < ${high}::bigint and dead_letter_pending)
      and ${high}::bigint <= (select max(id) from campaigns) as over`);
  return rows[0]?.over === true;
}

/**
 * One transaction: counts and report are frozen, then the range's tables leave the ledger. From here
 * on nobody writes to them; late reports and clicks find no row, which they are used to. false when
 * somebody was put back to the queue meanwhile: a retry locks the same campaigns, so that one of the
 * two sees what the other did.
 */
async function detachRange(
  range: CampaignRange,
  { before, folder }: ArchivePlan,
): Promise<boolean> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from campaigns c where c.id >= ${range.low}::bigint and c.id < ${range.high}::bigint
      and exists (select 1 from recipients r where r.campaign_id = c.id) order by c.id`);
  const ids = rows.map(({ id }) => Number(id));
  const reports = new Map<number, ArchivedReport>();
  for (const id of ids) reports.set(id, await readReport(id));
  const isDetached = await db.transaction(async (tx) => {
    await giveWay(tx);
    await tx.execute(sql`select 1 from campaigns
      where id >= ${range.low}::bigint and id < ${range.high}::bigint order by id for update`);
    if (!(await isOver(range, before, tx))) return false;
    for (const id of ids) {
      await freezeStats(id, tx);
      await foldEngagement(id, tx);
      await tx.insert(campaignArchives).values({
        campaignId: id,
        rangeLow: range.low,
        folder,
        report: reports.get(id),
        // Who was erased before has left the rows already, once the search was through.
        erasedTo: sql`coalesce((select min(id) - 1 from erasures where searched_at is null),
          (select max(id) from erasures), 0)`,
      });
    }
    for (const table of ledgerTables) {
      const part = sql.identifier(partitionName(table, range));
      await tx.execute(sql`alter table ${sql.identifier(table)} detach partition ${part}`);
    }
    return true;
  });
  if (isDetached) log.info({ ...range, campaigns: ids.length }, "range detached");
  return isDetached;
}

async function readReport(campaignId: number): Promise<ArchivedReport> {
  const failures = await listFailureCauses(campaignId);
  return {
    timeline: await findTimeline(campaignId),
    failures: failures.map(({ status, ...cause }) => ({
      ...cause,
      status: status === "in_doubt" ? "in_doubt" : "failed",
    })),
    bounces: await listBounceCauses(campaignId),
    clicks: await countClicks(campaignId),
  };
}

/** Writes, reads back and only then drops what is detached. Repeats what a crash left undone. */
async function finishArchives(): Promise<number[]> {
  const open = await db
    .select()
    .from(campaignArchives)
    .where(isNull(campaignArchives.droppedAt))
    .orderBy(campaignArchives.campaignId);
  for (const archive of open) {
    if (archive.writtenAt === null) await writeCampaign(archive);
  }
  for (const low of new Set(open.map(({ rangeLow }) => rangeLow))) await dropRange(low);
  return open.map(({ campaignId }) => campaignId);
}

type Archive = typeof campaignArchives.$inferSelect;

async function writeCampaign({ campaignId, rangeLow, folder }: Archive): Promise<void> {
  const own = folderOf(folder, campaignId);
  const files: ArchivedFile[] = [];
  for (const table of ledgerTables) {
    files.push(
      await db.transaction((tx) =>
        writeLines(own, table, readTable(tx, { table, rangeLow, campaignId })),
      ),
    );
  }
  for (const file of files) await verifyFile(own, file);
  const { rows } = await db.execute<{ name: string }>(
    sql`select name from campaigns where id = ${campaignId}::bigint`,
  );
  await writeManifest(own, { version: 1, campaignId, name: rows[0]?.name ?? "", files });
  await db
    .update(campaignArchives)
    .set({ files, writtenAt: sql`now()` })
    .where(eq(campaignArchives.campaignId, campaignId));
}

const pageSize = 2_000;

/** The rows as JSON, through a cursor: a campaign of any size passes in pages. */
async function* readTable(
  tx: Database,
  { table, rangeLow, campaignId }: { table: LedgerTable; rangeLow: number; campaignId: number },
): AsyncGenerator<string> {
  const part = sql.identifier(partitionName(table, { low: rangeLow, high: rangeLow }));
  await tx.execute(sql`declare archived cursor for
    select row_to_json(r)::text as line from ${part} r
    where campaign_id = ${sql.raw(String(campaignId))}`);
  for (;;) {
    const { rows } = await tx.execute<{ line: string }>(
      sql`fetch ${sql.raw(String(pageSize))} from archived`,
    );
    for (const { line } of rows) yield line;
    if (rows.length < pageSize) break;
  }
  await tx.execute(sql`close archived`);
}

/** The last step, only when every campaign of the range is on the disk and was read back. */
async function dropRange(rangeLow: number): Promise<void> {
  await db.transaction(async (tx) => {
    const dropped = await tx
      .update(campaignArchives)
      .set({ droppedAt: sql`now()` })
      .where(and(eq(campaignArchives.rangeLow, rangeLow), isNull(campaignArchives.droppedAt)))
      .returning({ writtenAt: campaignArchives.writtenAt });
    if (dropped.some(({ writtenAt }) => writtenAt === null))
      throw new Error("Rows that are in no file must not be dropped.");
    for (const table of ledgerTables) {
      const part = sql.identifier(partitionName(table, { low: rangeLow, high: rangeLow }));
      await tx.execute(sql`drop table if exists ${part}`);
    }
  });
  log.info({ low: rangeLow }, "range dropped");
}
