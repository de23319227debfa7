import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { readRows } from "./database";
import type { CampaignEvidence } from "./evidence";
import type { Run } from "./run";

/** The harm that shows at the end only. */
export async function countLateBites(
  campaigns: readonly CampaignEvidence[],
  run: Run,
): Promise<void> {
  const { bites, facts } = run;
  const strikes = await run.ses.strikes();
  for (const [kind, count] of Object.entries(strikes))
    if (/_(before|after)$/.test(kind)) bites.add("unclear", count);
  bites.add("eventsTwice", strikes["event_duplicate"] ?? 0);
  bites.add("eventsLate", strikes["event_delay"] ?? 0);
  const queues = await run.queues.countStruck();
  bites.add("wakeUpsTwice", queues.duplicate);
  bites.add("wakeUpsLost", queues.lose);
  bites.add("wrongClocks", countWrongClocks(run.system.ordersFolder));
  const rows = campaigns.flatMap((campaign) => campaign.rows);
  bites.add("canceled", rows.filter(({ status }) => status === "canceled").length);
  const blocked = new Set(facts.blocked.map(({ email }) => email));
  bites.add(
    "blocked",
    rows.filter(({ email, status }) => blocked.has(email) && status === "skipped").length,
  );
  await judgeBrokenValues(campaigns, run);
}

/** Each process says at its start what it is and how wrong its clock goes. */
function countWrongClocks(ordersFolder: string): number {
  const folder = path.join(ordersFolder, "processes");
  return readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), "utf8").split(" "))
    .filter(([, role, skewMs]) => role === "send-email" && Number(skewMs) !== 0).length;
}

/** F11: failed for good with the reason, once in each life, and never called. */
async function judgeBrokenValues(
  campaigns: readonly CampaignEvidence[],
  { campaignId, facts, bites, options }: Run,
): Promise<void> {
  const campaign = campaigns.find(({ id }) => id === campaignId);
  const noted = await readRows<{ id: string; n: number }>(sql`
    select recipient_id as id, count(*)::int as n from attempt_failures
    where campaign_id = ${campaignId}::bigint and code = 'ContentError' and outcome = 'permanent'
    group by 1`);
  const failures = new Map(noted.map(({ id, n }) => [Number(id), n]));
  for (const id of facts.broken) {
    const row = campaign?.rows.find((candidate) => candidate.id === id);
    // Whoever had claimed him died: under `hold` a person decides.
    if (row?.status === "in_doubt" && options.policy === "hold") continue;
    const isCalled = campaign?.calls.some(({ recipientId }) => recipientId === id);
    const isRight =
      row?.status === "failed" &&
      row.errorCode === "ContentError" &&
      failures.get(id) === row.redriveNo + 1 &&
      isCalled === false;
    if (isRight) bites.add("brokenValues");
    else
      facts.problems.push(
        `F11: ${id} with values that break the mail is ${row?.status} (${row?.errorCode}), ${failures.get(id) ?? 0} times refused${isCalled ? ", and was called" : ""}`,
      );
  }
}
