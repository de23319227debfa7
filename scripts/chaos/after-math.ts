import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { createCampaign } from "@/scripts/rig/audience";
import { chaosContent } from "./content";
import { insist, readOne, readRows } from "./database";
import { smallAudience } from "./inject-people";
import type { Run } from "./run";
import { waitUntilSettled } from "./settle";

/**
 * I12: the dead letters are copies of exactly the failed recipients. Letters that were read before
 * count on, but for those of the campaign whose failed recipients were tried again meanwhile.
 */
export async function compareLetters({ queues, facts, campaignId }: Run): Promise<string[]> {
  const bodies = await queues.drain("dead-letter");
  const keys = bodies.map((body) => {
    const letter: { campaignId: number; recipientId: number } = JSON.parse(body);
    return JSON.stringify({ v: 1, campaignId: letter.campaignId, recipientId: letter.recipientId });
  });
  const failed = await readRows<{ campaign: string; id: string }>(sql`
    select campaign_id as campaign, id from recipients where status = 'failed'`);
  const kept = facts.lettersRead.filter((key) => !key.includes(`"campaignId":${campaignId},`));
  const letters = new Set([...kept, ...keys]);
  facts.lettersRead = [...letters];
  const matching = failed.filter(({ campaign, id }) =>
    letters.has(JSON.stringify({ v: 1, campaignId: Number(campaign), recipientId: Number(id) })),
  ).length;
  facts.letters.push({ failed: failed.length, letters: letters.size, matching });
  return [...letters];
}

/** F17: three people press "retry only these" at once, while the dead letters come back as wake-ups. */
export async function redriveInARace(run: Run): Promise<void> {
  const { redriveFailed } = await import("@/lib/delivery/redrive");
  await waitForLetters(run);
  const letters = await compareLetters(run);
  const failed = await countFailed(run.campaignId);
  const press = () => insist(() => redriveFailed({ campaignId: run.campaignId }, { userId: 1 }));
  const [results] = await Promise.all([
    Promise.all([press(), press(), press()]),
    run.queues.put("send", letters),
  ]);
  const moved = results.reduce((sum, result) => sum + (result.ok ? result.moved : 0), 0);
  await waitUntilSettled(run.options.policy, run);
  run.history.add(
    "F17",
    `"retry" pressed three times at once for ${failed} failed recipients: ${moved} moved, ${await countFailed(run.campaignId)} failed again`,
  );
  if (moved !== failed) run.facts.problems.push(`F17: ${moved} moved of ${failed} failed`);
}

/** Copies are sent by the reconciler's tick, a hundred at once. */
async function waitForLetters({ campaignId }: Run): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 250) {
    const { owed } = await readOne<{
      owed: number;
    }>(sql`select count(*)::int as owed from recipients
      where campaign_id = ${campaignId}::bigint and dead_letter_pending`);
    if (owed === 0) return;
    await sleep(250);
  }
}

async function countFailed(campaignId: number): Promise<number> {
  const { n } = await readOne<{ n: number }>(sql`select count(*)::int as n from recipients
    where campaign_id = ${campaignId}::bigint and status = 'failed'`);
  return n;
}

/** F18: everything is stopped by SIGTERM in the middle of a campaign, and started again. */
export async function drainCalmly(run: Run): Promise<void> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const audience = await smallAudience(run, { prefix: "drained", count: 400 });
  const id = await createCampaign(chaosContent, audience);
  await launchCampaign(id, { userId: 1 });
  await sleep(900);
  await Promise.all(run.system.runners.map((runner) => runner.stop()));
  const before = run.accepts.read().filter(({ campaignId }) => campaignId === id).length;
  await Promise.all(run.system.runners.map((runner) => runner.start()));
  await waitUntilSettled(run.options.policy, run);
  const { orphans, unanswered } = await readOne<{ orphans: number; unanswered: number }>(sql`
    select coalesce(sum(in_doubt_count), 0)::int - u.n as orphans, u.n as unanswered
    from recipients, (select count(*)::int as n from attempt_failures
      where campaign_id = ${id}::bigint and outcome = 'unknown') u
    where campaign_id = ${id}::bigint group by u.n`);
  run.history.add(
    "F18",
    `both runners stopped by SIGTERM after ${before} of 400 mails and started again: ${orphans} left in doubt by it (${unanswered} calls without an answer on a busy machine)`,
  );
  if (orphans > 0) run.facts.problems.push(`F18: ${orphans} in doubt after a graceful stop`);
}
