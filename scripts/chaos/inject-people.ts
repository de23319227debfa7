import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { createCampaign } from "@/scripts/rig/audience";
import { breakingNote, chaosContent } from "./content";
import { execute, insist, readOne, readRows } from "./database";
import type { Run } from "./run";
import { smallAudience } from "./small-audience";
import { stopWithinSeconds } from "./times";

/** F14: a person pauses; after five seconds at most nobody of the campaign is mailed. */
export async function pauseForAWhile(run: Run): Promise<void> {
  const { pauseCampaign, resumeCampaign } = await import("@/lib/delivery/lifecycle");
  const id = run.campaignId;
  await press(id, "paused", async () => await pauseCampaign(id, { userId: 1 }));
  const pausedAt = Date.now();
  await sleep((stopWithinSeconds + 1) * 1000);
  const last = Math.max(
    pausedAt,
    ...run.accepts
      .read()
      .slice(-200)
      .filter(({ campaignId }) => campaignId === id)
      .map(({ at }) => at),
  );
  run.facts.silences.push({
    campaignId: id,
    what: "paused",
    from: pausedAt + stopWithinSeconds * 1000,
    until: Date.now(),
  });
  const waiting = await countQueued(id);
  run.bites.add("paused", waiting);
  run.history.add(
    "F14",
    `paused by a person, ${waiting} wait; last accept ${((last - pausedAt) / 1000).toFixed(1)} s later; resumed`,
  );
  await press(id, "sending", async () => await resumeCampaign(id, { userId: 1 }));
}

/** Whose answer got lost with the database has pressed all the same. */
async function press(
  id: number,
  wanted: string,
  work: () => Promise<{ ok: boolean }>,
): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { ok } = await insist(work);
    const { status } = await readOne<{ status: string }>(
      sql`select status from campaigns where id = ${id}::bigint`,
    );
    if (ok || status === wanted) return;
    await sleep(100);
  }
  throw new Error(`Campaign ${id} could not be brought to "${wanted}".`);
}

async function countQueued(id: number): Promise<number> {
  const { n } = await readOne<{ n: number }>(sql`select count(*)::int as n from recipients
    where campaign_id = ${id}::bigint and status = 'queued'`);
  return n;
}

type Waiting = { id: string; email: string; contact: string };

/** People of the campaign whose mail has not been tried yet, and whom nothing else befell. */
async function drawWaiting(run: Run, count: number): Promise<Waiting[]> {
  return await readRows<Waiting>(sql`
    select id, email_normalized as email, contact_id as contact from recipients
    where campaign_id = ${run.campaignId}::bigint and status = 'queued' and attempt_no = 0
      and id <> all(${sql.param(run.facts.broken)}::bigint[])
      and email_normalized <> all(${sql.param(run.facts.blocked.map(({ email }) => email))}::text[])
    order by random() limit ${count}::int`);
}

/** F14: people unsubscribe, complain, switch the topic off while their mail waits. */
export async function blockPeople(run: Run): Promise<void> {
  const waiting = await drawWaiting(run, 60);
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

/** F11: what stands in the contacts of three who wait cannot be made into a mail. */
export async function breakValues(run: Run): Promise<void> {
  const waiting = await drawWaiting(run, 3);
  const contacts = waiting.map(({ contact }) => contact);
  await execute(sql`update contacts set properties = jsonb_build_object('note', ${breakingNote}::text)
    where id = any(${sql.param(contacts)}::bigint[])`);
  run.facts.broken.push(...waiting.map(({ id }) => Number(id)));
  run.history.add("F11", `the values of ${waiting.length} waiting people break the mail`);
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
  await press(id, "canceled", async () => await cancelCampaign(id, { userId: 1 }));
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
  const { starts } = await readOne<{ starts: number }>(sql`select count(*)::int as starts
    from audit_log where action = 'campaign.launch' and subject = ${`campaign:${id}`}`);
  run.bites.add("pressedAgain", 3 - starts);
  if (starts > 1) run.facts.problems.push(`F15: a schedule fired ${starts} times`);
  run.history.add(
    "F15",
    `campaign ${id}: its schedule fires in three places at once, beside two dispatchers: ${starts} start`,
  );
}
