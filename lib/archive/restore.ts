import * as z from "zod";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { campaignArchives } from "@/db/schema/archives";
import { giveWay, isLockTimeout } from "@/lib/archive/give-way";
import { folderOf, readLines, readManifest, verifyFile } from "@/lib/archive/files";
import {
  attachPartition,
  createDetached,
  ledgerTables,
  partitionName,
} from "@/lib/delivery/partitions";
import type { ArchivedFile } from "@/lib/domain/archived-campaign";
import { blankMails, findErasedMails, findMailsOf } from "@/lib/erase-ledger";

const pageSize = 1_000;

type RestoreResult =
  | { ok: true }
  /** `busy`: somebody reads the ledger at length; nothing has changed. */
  | { ok: false; reason: "not_archived" | "busy" };

/**
 * Loads an archived campaign's rows back into a partition of its own, in one transaction: the report
 * counts rows again, the list of recipients opens. The files stay.
 */
export async function restoreCampaign(campaignId: number): Promise<RestoreResult> {
  const [archive] = await db
    .select()
    .from(campaignArchives)
    .where(and(eq(campaignArchives.campaignId, campaignId), isNotNull(campaignArchives.droppedAt)));
  if (!archive) return { ok: false, reason: "not_archived" };
  const folder = folderOf(archive.folder, campaignId);
  const { files } = await readManifest(folder);
  for (const file of files) await verifyFile(folder, file);
  try {
    await loadCampaign(campaignId, { files, folder });
  } catch (error) {
    if (isLockTimeout(error)) return { ok: false, reason: "busy" };
    throw error;
  }
  return { ok: true };
}

async function loadCampaign(
  campaignId: number,
  { files, folder }: { files: ArchivedFile[]; folder: string },
): Promise<void> {
  const range = { low: campaignId, high: campaignId + 1 };
  await db.transaction(async (tx) => {
    for (const table of ledgerTables) await createDetached(table, range, tx);
    for (const file of files) await loadFile(tx, { file, folder, campaignId });
    // Last, because it holds a lock on the default partition until the end.
    await giveWay(tx);
    for (const table of ledgerTables) await attachPartition(table, range, tx);
    // A copy from before somebody was erased must not bring them back.
    await blankMails(tx, await findErasedMails(tx, campaignId));
    await blankMails(tx, await findMailsOf(tx, await listErasedContacts(tx)));
    await tx.delete(campaignArchives).where(eq(campaignArchives.campaignId, campaignId));
    await tx.execute(
      sql`update campaign_stats set frozen_at = null where campaign_id = ${campaignId}::bigint`,
    );
    await tx.execute(sql`insert into stats_due (campaign_id) values (${campaignId}::bigint)`);
  });
}

/** Whose number is still known: they may have been mailed under another address. */
async function listErasedContacts(tx: Database): Promise<number[]> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select contact_id as id from erasures where contact_id is not null`,
  );
  return rows.map(({ id }) => Number(id));
}

async function loadFile(
  tx: Database,
  { file, folder, campaignId }: { file: ArchivedFile; folder: string; campaignId: number },
): Promise<void> {
  const part = partitionName(file.table, { low: campaignId, high: campaignId + 1 });
  let lines: string[] = [];
  for await (const line of readLines(folder, file)) {
    lines.push(line);
    if (lines.length < pageSize) continue;
    await loadLines(tx, part, lines);
    lines = [];
  }
  await loadLines(tx, part, lines);
  const { rows } = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(part)}`,
  );
  if (rows[0]?.n !== file.rows) throw new Error(`${file.name} came back incomplete.`);
}

/** By name, so that a file from before a column was added still fits: it gets its default. */
async function loadLines(tx: Database, part: string, lines: string[]): Promise<void> {
  const [first] = lines;
  if (first === undefined) return;
  const known = Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(first)));
  const columns = sql.join(
    known.map((name) => sql.identifier(name)),
    sql`, `,
  );
  const table = sql.identifier(part);
  await tx.execute(sql`
    insert into ${table} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${table}, ${`[${lines.join(",")}]`}::jsonb)`);
}
