import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { createCampaign } from "@/scripts/rig/audience";
import { chaosContent } from "./content";
import { insist, readOne, readRows } from "./database";
import { letterKey } from "./invariants";
import type { Run } from "./run";
import { smallAudience } from "./small-audience";

/** Takes what lies among the dead letters, and remembers it for I12. */
export async function takeLetters({ queues, facts }: Run): Promise<string[]> {
  const bodies = await queues.drain("dead-letter");
  const keys = bodies.map((body) => {
    const letter: { campaignId: number; recipientId: number } = JSON.parse(body);
    return letterKey(letter.campaignId, letter.recipientId);
  });
  for (const key of keys) facts.letters.add(key);
  return keys;
}

/** F17: three people press "retry only these" at once, while the dead letters come back as wake-ups. */
export async function redriveInARace(run: Run): Promise<void> {
  const { redriveFailed } = await import("@/lib/delivery/redrive");
  for (let waited = 0; waited < 20_000 && (await listFailed(run)).length === 0; waited += 100)
    await sleep(100);
  await waitForLetters();
  const letters = await takeLetters(run);
  const failed = await listFailed(run);
  const press = () => insist(() => redriveFailed({ campaignId: run.campaignId }, { userId: 1 }));
  const [results] = await Promise.all([
    Promise.all([press(), press(), press()]),
    run.queues.put("send", letters),
  ]);
  const moved = results.reduce((sum, result) => sum + (result.ok ? result.moved : 0), 0);
  const ids = failed.map(({ id }) => id);
  const { once } = await readOne<{ once: number }>(sql`select count(*)::int as once from recipients
    where campaign_id = ${run.campaignId}::bigint and id = any(${sql.param(ids)}::bigint[])
      and redrive_no = 1`);
  run.bites.add("retried", once);
  run.history.add(
    "F17",
    `"retry" pressed three times at once for ${failed.length} failed recipients, beside ${letters.length} letters put back as wake-ups: ${moved} moved`,
  );
  // Who fails between the look and the press is moved too; nobody is moved twice.
  if (once !== failed.length || moved < once)
    run.facts.problems.push(`F17: ${once} moved once of ${failed.length} failed`);
}

async function listFailed({ campaignId }: Run): Promise<{ id: string }[]> {
  return await readRows(sql`select id from recipients
    where campaign_id = ${campaignId}::bigint and status = 'failed'`);
}

/** Copies are sent by the reconciler's tick, a hundred at once. */
export async function waitForLetters(): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    const { owed } = await readOne<{ owed: number }>(
      sql`select count(*)::int as owed from recipients where dead_letter_pending`,
    );
    if (owed === 0) return;
    await sleep(100);
  }
}

/** With fewer people waiting, a stop in the middle of a campaign would be none. */
const fewestWaiting = 100;

/**
 * F18: everything is stopped by SIGTERM in the middle of a campaign, and started again. Whoever was
 * claimed by a process that was still alive then must not be left behind.
 */
export async function drainCalmly(run: Run): Promise<void> {
  if ((await countQueued()) < fewestWaiting) await launchAnother(run);
  await hush(run);
  const since = await readOne<{ at: string }>(sql`select clock_timestamp()::text as at`);
  await sleep(700);
  await Promise.all(run.system.runners.map((runner) => runner.stop()));
  const { orphans } = await readOne<{ orphans: number }>(sql`
    select count(*)::int as orphans from recipients
    where status = 'sending' and claimed_at > ${since.at}::timestamptz`);
  const waiting = await countQueued();
  await Promise.all(run.system.runners.map((runner) => runner.start()));
  run.bites.add("stopped", waiting);
  run.history.add(
    "F18",
    `both runners stopped by SIGTERM and started again, ${waiting} people waited: ${orphans} claimed and left behind`,
  );
  if (orphans > 0) run.facts.problems.push(`F18: ${orphans} claimed after a graceful stop`);
}

/** No process may be frozen, nor die at a step that was armed for it. */
async function hush({ facts, orders }: Run): Promise<void> {
  orders.disarm();
  for (let waited = 0; waited < 60_000 && facts.frozen.size > 0; waited += 50) await sleep(50);
}

async function countQueued(): Promise<number> {
  const { n } = await readOne<{ n: number }>(sql`select count(*)::int as n
    from recipients r join campaigns c on c.id = r.campaign_id
    where r.status = 'queued' and c.status = 'sending'`);
  return n;
}

async function launchAnother(run: Run): Promise<void> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const audience = await smallAudience(run, { prefix: "drained", count: 400 });
  const id = await insist(() => createCampaign(chaosContent, audience));
  await insist(() => launchCampaign(id, { userId: 1 }));
}
