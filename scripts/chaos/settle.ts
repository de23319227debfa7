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
      run.history.add("–", `still waiting: ${await describeWaiting(run.queues)}`);
      for (const what of await resumeStopped(run)) run.history.add("–", what);
      tellAt += 15_000;
    }
    const { waiting } = await readOne<{ waiting: number }>(sql`
      select count(*)::int as waiting from recipients r join campaigns c on c.id = r.campaign_id
      where ${waits} or c.fanout_finished_at is null`);
    isSettled = waiting === 0;
  }
  await waitForEvents(run.queues);
  return { isSettled, seconds: Math.round((performance.now() - start) / 100) / 10 };
}

/** Events are late by two seconds at most here; then the queue has to stay empty for a moment. */
export async function waitForEvents(queues: Queues): Promise<void> {
  for (let quiet = 0, waited = 0; quiet < 10 && waited < patienceMs; waited += 300) {
    quiet = (await queues.countAll("events")) === 0 ? quiet + 1 : 0;
    await sleep(300);
  }
}

/** Where those are who still wait; told when it takes long. */
export async function describeWaiting(queues: Queues): Promise<string> {
  const { state } = await readOne<{ state: unknown }>(sql`
    select jsonb_agg(to_jsonb(s)) as state from (
      select c.status as campaign, r.status, r.enqueued_at is null as "noWakeUp", r.next_at > now() as "notDue",
        count(*)::int as rows from recipients r join campaigns c on c.id = r.campaign_id
      where r.status in ('queued', 'sending', 'in_doubt') group by 1, 2, 3, 4) s`);
  const rate = await readRows(
    sql`select share, tat > now() as ahead, throttled_at, quota_refused_at from send_rates`,
  );
  const doubts = await readRows(sql`
    select date_trunc('second', d.claimed_at) as claimed, count(*)::int as rows, max(d.in_doubt_count) as times,
      (select count(*)::int from recipients n where n.status = 'sent' and n.resolved_by = 'api'
        and n.sent_at between min(d.claimed_at) - interval '5 s' and min(d.claimed_at) + interval '10 s') as neighbours,
      (select count(*)::int from recipients n where n.status = 'sent' and n.resolved_by = 'api'
        and n.sent_at between min(d.claimed_at) - interval '5 s' and min(d.claimed_at) + interval '10 s'
        and not exists (select 1 from email_events e where e.campaign_id = n.campaign_id
          and e.recipient_id = n.id and e.ses_message_id is not null)) as silent
    from recipients d where d.status = 'in_doubt' group by 1 order by 1 limit 20`);
  return JSON.stringify({
    state,
    rate,
    doubts,
    wakeUps: await queues.countAll("send"),
    events: await queues.countAll("events"),
    poison: await queues.countPoison(),
  });
}
