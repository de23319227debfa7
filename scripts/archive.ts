import path from "node:path";
import { parseArgs } from "node:util";
import { findDatabaseUrl } from "@/scripts/support/running-database";

/**
 * `npm run archive -- --before 2026-01-01 [--folder DIR]` moves the rows of campaigns that ended
 * before that day into files; `npm run archive -- --restore ID` brings one campaign's rows back.
 */
const usage =
  "npm run archive -- --before YYYY-MM-DD [--folder DIR]\nnpm run archive -- --restore CAMPAIGN_ID\n";

const { values } = parseArgs({
  options: {
    before: { type: "string" },
    folder: { type: "string" },
    restore: { type: "string" },
  },
});
process.env["DATABASE_URL"] ??= await findDatabaseUrl();
// Loaded only now: the pool reads its address when it is made.
const { pool } = await import("@/db");
const { archiveCampaigns } = await import("@/lib/archive/archive");
const { restoreCampaign } = await import("@/lib/archive/restore");

if (values.restore !== undefined) await restore(Number(values.restore));
else if (values.before !== undefined) await archive(new Date(values.before));
else fail(usage);
await pool.end();

async function archive(before: Date): Promise<void> {
  if (Number.isNaN(before.getTime())) return fail(`--before must be a day such as 2026-01-31.\n`);
  const data = process.env["LETTERPRESS_DATA_DIR"] || ".data";
  const folder = path.resolve(values.folder ?? path.join(data, "archive"));
  const ids = await archiveCampaigns({ before, folder });
  process.stdout.write(
    ids.length === 0
      ? "No range of campaigns ended before that day.\n"
      : `Archived ${ids.length} campaigns (${ids.join(", ")}) in ${folder}.\n`,
  );
}

async function restore(campaignId: number): Promise<void> {
  const restored = await restoreCampaign(campaignId);
  if (!restored.ok) return fail(`Campaign ${campaignId} is not archived.\n`);
  process.stdout.write(`Campaign ${campaignId} is back.\n`);
}

function fail(words: string): void {
  process.stderr.write(words);
  process.exitCode = 1;
}
