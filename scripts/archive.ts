import path from "node:path";
import { parseArgs } from "node:util";
import { findDatabaseUrl } from "@/scripts/support/running-database";

/**
 * `npm run archive -- --before 2026-01-01 [--folder DIR]` moves the rows of campaigns that ended
 * before that day into files; `npm run archive -- --restore ID` brings one campaign's rows back;
 * `npm run archive -- --erase` takes erased people out of the files.
 */
const usage = `npm run archive -- --before YYYY-MM-DD [--folder DIR]
  moves the recipients of campaigns that all ended before that day out of the database into files
  (default folder: archive in the data folder); their reports stay.
npm run archive -- --restore CAMPAIGN_ID
  checks a campaign's files and loads it back.
npm run archive -- --erase
  takes people who asked to be forgotten out of all files that this machine can reach.
`;

const values = readValues();
process.env["DATABASE_URL"] ??= await findDatabaseUrl();
// Loaded only now: the pool reads its address when it is made.
const { pool } = await import("@/db");
const { archiveCampaigns } = await import("@/lib/archive/archive");
const { eraseFromArchives } = await import("@/lib/archive/erase");
const { restoreCampaign } = await import("@/lib/archive/restore");

if (values.erase) await erase();
else if (values.restore !== undefined) await restore(Number(values.restore));
else await archive(new Date(values.before ?? ""));
await pool.end();

/** Asked for help, or not understood: the usage, before any database is looked for. */
function readValues() {
  try {
    const { values: given } = parseArgs({
      options: {
        before: { type: "string" },
        folder: { type: "string" },
        restore: { type: "string" },
        erase: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (given.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    if (given.before !== undefined || given.restore !== undefined || given.erase) return given;
    process.stderr.write(usage);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
  process.exit(2);
}

async function erase(): Promise<void> {
  const { rewritten, outOfReach } = await eraseFromArchives();
  process.stdout.write(`Rewrote the files of ${rewritten} campaigns.\n`);
  if (outOfReach > 0)
    fail(
      `The folders of ${outOfReach} campaigns are not on this machine: run this where they are.\n`,
    );
}

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
  if (!restored.ok && restored.reason === "busy")
    return fail(
      "Somebody reads the ledger at length (a backup?). Nothing has changed: try again.\n",
    );
  if (!restored.ok) return fail(`Campaign ${campaignId} is not archived.\n`);
  process.stdout.write(`Campaign ${campaignId} is back.\n`);
}

function fail(words: string): void {
  process.stderr.write(words);
  process.exitCode = 1;
}
