import { sql } from "drizzle-orm";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { insist, readOne } from "./database";
import { oldCampaignIds, printCampaign, type Print } from "./old-campaigns";
import type { Run } from "./run";
import { startScript } from "./script-process";

/**
 * F22: last year's campaigns move into files while this year's is sent. The archiver is killed as
 * soon as one range has left the ledger; another one goes on. Half of them are read back, and must be
 * to the letter what they were.
 */
export async function archiveBeside(run: Run): Promise<void> {
  const before = new Map<number, Print>();
  for (const id of oldCampaignIds) before.set(id, await printCampaign(id));
  const folder = path.join(path.dirname(run.system.ordersFolder), "archive");
  const began = run.accepts.read().length;
  await killArchiver(run, folder);
  await archiveRest(folder);
  const left = await countOldRows();
  const archived = sumRows(before.values());
  run.bites.add("archived", archived - left);
  if (left > 0) run.facts.problems.push(`F22: ${left} rows are still in the ledger`);
  run.history.add(
    "F22",
    `${archived - left} rows of ${before.size} old campaigns moved to files, ${run.accepts.read().length - began} mails accepted meanwhile`,
  );
  await readBack(run, before);
}

/** The command itself, in a process of its own. */
async function killArchiver(run: Run, folder: string): Promise<void> {
  const archiver = startScript(
    "scripts/archive.ts",
    ["--before", new Date().toISOString().slice(0, 10), "--folder", folder],
    { env: run.system.settings },
  );
  const ended = new Promise((resolve) => archiver.once("exit", resolve));
  const hasDetached = async (): Promise<boolean> => {
    const { n } = await readOne<{ n: number }>(
      sql`select count(*)::int as n from campaign_archives where dropped_at is null`,
    );
    return n > 0;
  };
  while (archiver.exitCode === null && !(await hasDetached())) await sleep(10);
  archiver.kill("SIGKILL");
  await ended;
  const { n } = await readOne<{ n: number }>(
    sql`select count(*)::int as n from campaign_archives where dropped_at is null`,
  );
  run.history.add("F22", `the archiver killed with ${n} campaigns detached and not yet dropped`);
}

/** Whatever else is broken meanwhile, and however busy the ledger is. */
async function archiveRest(folder: string): Promise<void> {
  const { archiveCampaigns } = await import("@/lib/archive/archive");
  for (let tries = 0; tries < 20 && (await countOldRows()) > 0; tries += 1)
    await insist(async () => await archiveCampaigns({ before: new Date(), folder }));
  await insist(async () => await archiveCampaigns({ before: new Date(), folder }));
}

async function readBack(run: Run, before: ReadonlyMap<number, Print>): Promise<void> {
  const { restoreCampaign } = await import("@/lib/archive/restore");
  let rows = 0;
  for (const [id, print] of [...before].filter((_, index) => index % 2 === 0)) {
    for (let tries = 0; tries < 40; tries += 1) {
      const restored = await insist(async () => await restoreCampaign(id));
      if (restored.ok || restored.reason === "not_archived") break;
      await sleep(100); // somebody reads the ledger at length
    }
    const after = await printCampaign(id);
    if (after.print === print.print) rows += after.rows;
    else run.facts.problems.push(`F22: campaign ${id} came back with other rows`);
  }
  run.bites.add("restored", rows);
  run.history.add("F22", `${rows} rows read back, to the letter what they were`);
}

async function countOldRows(): Promise<number> {
  const { n } = await readOne<{ n: number }>(sql`select count(*)::int as n from recipients
    where campaign_id = any(${sql.param(oldCampaignIds)}::bigint[])`);
  return n;
}

function sumRows(prints: Iterable<Print>): number {
  return [...prints].reduce((sum, { rows }) => sum + rows, 0);
}
