import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import type { InDoubtPolicy } from "@/db/schema/campaigns";
import { readOne, readRows } from "./database";
import { resumeStopped } from "./operator";
import type { Queues } from "./queues";
import type { Run } from "./run";
import { chaosTimes } from "./times";

const patienceMs = 180_000;

/**
 * Until every ledger is terminal: nobody waits, is being mailed, or (unless a person has to decide)
 * is in doubt. Under `hold` a row in doubt has had time enough for every event of its mail.
 */
export async function waitUntilSettled(
  policy: InDoubtPolicy,
  run: Run,
): Promise<{ isSettled: boolean; seconds: number }> {
  const start = performance.now();
  const waits =
    policy === "confirm" || policy === "resend"
      ? sql`r.status in ('queued', 'sending', 'in_doubt')`
      : sql`(r.status in ('queued', 'sending') or (r.status = 'in_doubt'
        and r.in_doubt_at > now() - ${chaosTimes.quietSeconds}::int * interval '1 second'))`;
  let isSettled = false;
  let tellAt = start + 25_000;
  while (!isSettled && performance.now() - start < patienceMs) {
    await sleep(250);
    if (performance.now() > tellAt) {
      run.history.add("–", `waiting: ${await describeWaiting(run.queues)}`);
      for (const what of await resumeStopped(run)) run.history.add("–", what);
      tellAt += 15_000;
    }
    const { waiting } = await readOne<{ waiting: number }>(sql`
      select count(*)::int as waiting from recipients r join campaigns c on c.id = r.campaign_id
      where ${waits} or c.fanout_finished_at is null`);
    isSettled = waiting === 0;
  }
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  await waitForEvents(run.queues);
  return { isSettled, seconds };
}

/** Events leave two seconds late at most; so long the queue has to stay empty. */
export async function waitForEvents(queues: Queues): Promise<void> {
  for (let quiet = 0, waited = 0; quiet < 8 && waited < patienceMs; waited += 300) {
    quiet = (await queues.countAll("events")) === 0 ? quiet + 1 : 0;
    await sleep(300);
  }
}

/** Where those are who still wait, in one line: "39 in doubt (quiet time not over), 12 queued". */
export async function describeWaiting(queues: Queues): Promise<string> {
  const [rows, wakeUps, events, poison] = await Promise.all([
    readRows<WaitingRows>(sql`
      select r.status, c.status = 'paused' as "isPaused", r.enqueued_at is null as "hasNoWakeUp",
        coalesce(r.next_at > now(), false) as "isLater",
        coalesce(greatest(r.in_doubt_at, r.claimed_at)
          > now() - ${chaosTimes.quietSeconds}::int * interval '1 second', false) as "isYoung",
        count(*)::int as n
      from recipients r join campaigns c on c.id = r.campaign_id
      where r.status in ('queued', 'sending', 'in_doubt')
      group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`),
    queues.countAll("send"),
    queues.countAll("events"),
    queues.countPoison(),
  ]);
  return describeRows(rows, {
    "wake-ups on the queue": wakeUps,
    reports: events,
    poisoned: poison,
  });
}

/** Those who wait, summed up by why, then what lies on the queues. */
export function describeRows(
  rows: readonly WaitingRows[],
  messages: Readonly<Record<string, number>>,
): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const words = wordsFor(row);
    counts.set(words, (counts.get(words) ?? 0) + row.n);
  }
  const people = [...counts].map(([words, n]) => words.replace("#", String(n)));
  const rest = Object.entries(messages).filter(([, n]) => n > 0);
  const all = [...people, ...rest.map(([what, n]) => `${n} ${what}`)];
  return all.length === 0 ? "nobody, the list is still being planned" : all.join(", ");
}

export type WaitingRows = {
  status: "queued" | "sending" | "in_doubt";
  isPaused: boolean;
  hasNoWakeUp: boolean;
  /** Comes back to the queue later, after a throttle. */
  isLater: boolean;
  /** In doubt for less than the quiet time. */
  isYoung: boolean;
  n: number;
};

function wordsFor({ status, isPaused, hasNoWakeUp, isLater, isYoung }: WaitingRows): string {
  if (status === "sending") return "# being sent";
  if (status === "in_doubt")
    return `# in doubt (${isYoung ? "quiet time not over" : "no proof from the neighbours yet"})`;
  if (isPaused) return "# queued (campaign paused)";
  if (isLater) return "# queued (next try not due)";
  return hasNoWakeUp ? "# queued (no wake-up yet)" : "# queued";
}
