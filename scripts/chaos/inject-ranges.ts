import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { createCampaign } from "@/scripts/rig/audience";
import { chaosContent } from "./content";
import { execute, insist, readOne } from "./database";
import { asAdministrator } from "./inject-database";
import { smallAudience } from "./small-audience";
import type { Run } from "./run";

const people = 300;

/**
 * F23: a backup reads the ledger at length, so no new range can be cut, and a campaign of an id beyond
 * them all begins in the default partition. When the backup ends, its rows move to a range of their
 * own while they are claimed, mailed and reported.
 */
export async function beginInDefault(run: Run): Promise<void> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const audience = await smallAudience(run, { prefix: "moved", count: people });
  const ranges = await listHighs();
  const beyond = Math.max(...ranges) + 50;
  const early = await asAdministrator(
    run,
    async (backup) => {
      await backup.query("begin");
      await backup.query(
        "lock table recipients_default, email_events_default in access share mode",
      );
      await execute(sql`select setval('campaigns_id_seq', ${beyond}::bigint)`);
      const created = await insist(() => createCampaign(chaosContent, audience));
      await insist(() => launchCampaign(created, { userId: 1 }));
      await waitUntil(async () => (await countEarly(created)).rows === people);
      await waitUntil(() => run.accepts.read().some(({ campaignId }) => campaignId === created));
      return { id: created, ...(await countEarly(created)) };
    },
    "letterpress",
  );
  await waitUntil(async () => (await countEarly(early.id)).rows === 0);
  const left = await countEarly(early.id);
  const cut = (await listHighs()).length - ranges.length;
  run.bites.add("rangesCut", cut);
  run.bites.add("rowsMoved", left.rows === 0 ? early.unsent : 0);
  if (left.rows > 0) run.facts.problems.push(`F23: ${left.rows} rows stayed in the default`);
  run.history.add(
    "F23",
    `campaign ${early.id} began in the default partition behind a backup; ${early.rows} rows, ${early.unsent} of them not yet mailed, moved to ${cut} new ranges`,
  );
}

/** Where the ranges of the ledger end. */
async function listHighs(): Promise<number[]> {
  const { listRanges } = await import("@/lib/delivery/partitions");
  return (await insist(async () => await listRanges("recipients"))).map(({ high }) => high);
}

async function countEarly(campaignId: number) {
  return await readOne<{ rows: number; unsent: number }>(sql`
    select count(*)::int as rows, (count(*) filter (where status <> 'sent'))::int as unsent
    from recipients_default where campaign_id = ${campaignId}::bigint`);
}

/** Or until patience ends: the counts tell. */
async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 15_000 && !(await isSo()); waited += 20) await sleep(20);
}
