import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { createCampaign, type Audience } from "@/scripts/rig/audience";
import { chaosContent } from "./content";
import { execute, insist, readOne, readRows } from "./database";
import type { Run } from "./run";
import { stopWithinSeconds } from "./times";

/** F14: a person pauses; after five seconds at most nobody of the campaign is mailed. */
export async function pauseForAWhile(run: Run): Promise<void> {
  const { pauseCampaign, resumeCampaign } = await import("@/lib/delivery/lifecycle");
  const paused = await insist(() => pauseCampaign(run.campaignId, { userId: 1 }));
  if (!paused.ok) return void run.facts.problems.push(`F14: pausing failed: ${paused.reason}`);
  const pausedAt = Date.now();
  await sleep((stopWithinSeconds + 1.5) * 1000);
  const last = Math.max(
    pausedAt,
    ...run.accepts
      .read()
      .slice(-200)
      .filter(({ campaignId }) => campaignId === run.campaignId)
      .map(({ at }) => at),
  );
  run.facts.silences.push({
    campaignId: run.campaignId,
    what: "paused",
    from: pausedAt + stopWithinSeconds * 1000,
    until: Date.now(),
  });
  run.history.add(
    "F14",
    `paused by a person; last accept ${((last - pausedAt) / 1000).toFixed(1)} s later; resumed`,
  );
  await insist(() => resumeCampaign(run.campaignId, { userId: 1 }));
}

/** F14: people unsubscribe, complain, switch the topic off while their mail waits. */
export async function blockPeople(run: Run): Promise<void> {
  const waiting = await readRows<{ email: string; contact: string }>(sql`
    select email_normalized as email, contact_id as contact from recipients
    where campaign_id = ${run.campaignId}::bigint and status = 'queued' order by random() limit 60`);
  const emails = waiting.map(({ email }) => email);
  await execute(sql`insert into suppressions (email_normalized, reason, source)
    select e, (case n % 3 when 0 then 'unsubscribe' when 1 then 'complaint' else 'bounce' end)::suppression_reason, 'chaos'
    from unnest(${sql.param(emails.slice(0, 40))}::text[]) with ordinality as t (e, n)
    on conflict do nothing`);
  await execute(sql`update subscriptions set status = 'unsubscribed'
    where contact_id = any(${sql.param(waiting.slice(40).map(({ contact }) => contact))}::bigint[])`);
  const { at } = await readOne<{ at: string }>(
    sql`select extract(epoch from clock_timestamp()) * 1000 as at`,
  );
  run.facts.blocked.push(
    ...emails.map((email, index) => ({
      email,
      at: Number(at),
      what: index < 40 ? "suppressed" : "topic off",
    })),
  );
  run.history.add(
    "F14",
    `${emails.length} waiting people unsubscribe, complain, bounce or switch the topic off`,
  );
}

/** F14: another campaign is canceled while it is being sent. */
export async function cancelAnother(run: Run): Promise<void> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const { cancelCampaign } = await import("@/lib/delivery/lifecycle");
  const audience = await smallAudience(run, { prefix: "canceled", count: 300 });
  const id = await insist(() => createCampaign(chaosContent, audience));
  await insist(() => launchCampaign(id, { userId: 1 }));
  const hasBegun = () => run.accepts.read().some(({ campaignId }) => campaignId === id);
  for (let waited = 0; waited < 10_000 && !hasBegun(); waited += 50) await sleep(50);
  const canceled = await insist(() => cancelCampaign(id, { userId: 1 }));
  if (!canceled.ok) run.facts.problems.push(`F14: canceling failed: ${canceled.reason}`);
  run.facts.silences.push({
    campaignId: id,
    what: "canceled",
    from: Date.now() + stopWithinSeconds * 1000,
    until: Infinity,
  });
  run.history.add("F14", `campaign ${id} canceled after its first mails`);
}

/** F15: a schedule that several clocks see at once, two of them our own. */
export async function fireScheduleTwice(run: Run): Promise<void> {
  const { launchDueCampaigns } = await import("@/lib/delivery/schedule");
  const audience = await smallAudience(run, { prefix: "scheduled", count: 100 });
  const id = await insist(() => createCampaign(chaosContent, audience));
  await execute(sql`update campaigns set status = 'scheduled', scheduled_for = now() - interval '1 second',
    schedule_version = 1 where id = ${id}::bigint`);
  await Promise.all([1, 2, 3].map(() => insist(launchDueCampaigns)));
  run.history.add(
    "F15",
    `campaign ${id}: its schedule fires in three places at once, beside two dispatchers`,
  );
}

export async function smallAudience(
  run: Run,
  { prefix, count }: { prefix: string; count: number },
): Promise<Audience> {
  const name = `${prefix}-${run.history.entries().length}`;
  const { id } = await readOne<{ id: string }>(
    sql`insert into topics (brand_id, name) values (1, ${name}) returning id`,
  );
  await execute(sql`
    with made as (
      insert into contacts (email, email_normalized, name)
      select ${name} || n || '@example.test', ${name} || n || '@example.test', '고객 ' || n
      from generate_series(1, ${count}::int) n returning id)
    insert into subscriptions (contact_id, topic_id, status)
    select id, ${id}::bigint, 'subscribed' from made`);
  return { topicId: Number(id), senderId: run.audience.senderId };
}
