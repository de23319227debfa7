import { type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { MailboxGroup } from "@/db/schema/recipients";
import { recordAudit } from "@/lib/audit";
import { fromDomainSql } from "@/lib/delivery/sending-days";
import { domainOf } from "@/lib/domain/identity-name";
import { mailboxGroupOf } from "@/lib/domain/mailbox-group";
import { findSlowdowns, type MailboxTally } from "@/lib/domain/slowdown";
import type { SesEvent } from "@/lib/domain/ses-event";
import { objectIn, parseSesJson, textIn } from "@/lib/domain/ses-json";
import { log } from "@/lib/log";

/** How far back reports count, and for how long a group is slowed down. */
const tallyMinutes = 5;
const slowMinutes = 15;
/** Counts older than this are of no use to anybody. */
const keptMinutes = 10;

/**
 * Adds a batch of reports to the counts of this minute: one row a campaign and mailbox group,
 * appended, so that no two consumers wait for one row. What comes late says nothing about now.
 */
export async function countMailboxReports(tx: Database, events: SesEvent[]): Promise<void> {
  const since = Date.now() - tallyMinutes * 60_000;
  const counts = new Map<string, MailboxCount>();
  for (const event of events) {
    if (event.campaignId === null || event.occurredAt.getTime() < since) continue;
    if (!saysSomething(event)) continue;
    const group = mailboxGroupOf(domainOf(event.address));
    const key = `${event.campaignId}:${group}`;
    const fresh = { campaignId: event.campaignId, group, delivered: 0, delayed: 0, bounced: 0 };
    const count = counts.get(key) ?? fresh;
    counts.set(key, count);
    if (event.type === "delivery") count.delivered += 1;
    else if (event.type === "bounce") count.bounced += 1;
    else count.delayed += 1;
  }
  if (counts.size > 0) await storeCounts(tx, [...counts.values()]);
}

type MailboxCount = {
  campaignId: number;
  group: MailboxGroup;
  delivered: number;
  delayed: number;
  bounced: number;
};

async function storeCounts(tx: Database, counts: MailboxCount[]): Promise<void> {
  await tx.execute(sql`
    insert into mailbox_reports (domain, mailbox_group, delivered, delayed, bounced)
    select ${fromDomainSql}, w.mailbox_group, w.delivered, w.delayed, w.bounced
    from unnest(${sql.param(counts.map(({ campaignId }) => campaignId))}::bigint[],
      ${sql.param(counts.map(({ group }) => group))}::mailbox_group[],
      ${sql.param(counts.map(({ delivered }) => delivered))}::int[],
      ${sql.param(counts.map(({ delayed }) => delayed))}::int[],
      ${sql.param(counts.map(({ bounced }) => bounced))}::int[])
      as w (campaign_id, mailbox_group, delivered, delayed, bounced)
    join campaigns c on c.id = w.campaign_id
    where c.kind in ('marketing', 'information') and c.from_email is not null`);
}

/** These are about one mailbox or about SES, not about how the provider takes our mail. */
const ofNoGroup = new Set(["MailboxFull", "InternalFailure"]);

function saysSomething({ type, bounce, json }: SesEvent): boolean {
  if (type === "delivery") return true;
  if (type === "bounce") return bounce?.type === "transient" && bounce.subType === "General";
  if (type !== "delivery_delay") return false;
  const delay = objectIn(parseSesJson(json)?.report, "deliveryDelay");
  return !ofNoGroup.has(textIn(delay, "delayType", 50));
}

const minutes = (count: number): SQL => sql`${count}::int * interval '1 minute'`;

/** Called by the tick: slows down whom it must, and forgets old counts. */
export async function watchMailboxes(): Promise<void> {
  const { rows } = await db.execute<MailboxTally>(sql`
    select domain, mailbox_group as "group", sum(delivered)::int as delivered,
      sum(delayed)::int as delayed, sum(bounced)::int as bounced
    from mailbox_reports where at > now() - ${minutes(tallyMinutes)} group by 1, 2`);
  for (const { domain, group, share, delayedShare } of findSlowdowns(rows)) {
    // One that is slow is judged again when its time is over, by what came since.
    const { rowCount } = await db.execute(sql`
      insert into mailbox_slowdowns (domain, mailbox_group, since, until, share, delayed_share)
      values (${domain}, ${group}::mailbox_group, now(), now() + ${minutes(slowMinutes)},
        ${share}::float8, ${delayedShare}::float8)
      on conflict (domain, mailbox_group) do update set since = now(), until = excluded.until,
        share = excluded.share, delayed_share = excluded.delayed_share
      where mailbox_slowdowns.until < now()`);
    if (rowCount) log.warn({ domain, group, delayedShare }, "mailboxes delay our mail: slower");
  }
  await db.execute(sql`delete from mailbox_reports where at < now() - ${minutes(keptMinutes)}`);
}

export type ActiveSlowdown = {
  domain: string;
  group: MailboxGroup;
  /** Of a campaign's rate, that the group may have. */
  share: number;
  /** What was seen when it began. */
  delayedShare: number;
  since: Date;
  until: Date;
};

/** The groups that get less of our mail right now. */
export async function listSlowdowns(database: Database = db): Promise<ActiveSlowdown[]> {
  const { rows } = await database.execute<{
    domain: string;
    group: MailboxGroup;
    share: number;
    delayed_share: number;
    since: string | Date;
    until: string | Date;
  }>(sql`
    select domain, mailbox_group as "group", share, delayed_share, since, until
    from mailbox_slowdowns where until > now() order by domain, mailbox_group`);
  return rows.map(({ domain, group, share, delayed_share, since, until }) => ({
    domain,
    group,
    share,
    delayedShare: delayed_share,
    since: new Date(since),
    until: new Date(until),
  }));
}

/** A person lets a group have its mail at the full rate again. */
export async function liftSlowdown(
  { domain, group }: { domain: string; group: MailboxGroup },
  userId: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { rowCount } = await tx.execute(sql`
      update mailbox_slowdowns set until = now()
      where domain = ${domain} and mailbox_group = ${group}::mailbox_group and until > now()`);
    if (!rowCount) return;
    const details = { domain, group };
    await recordAudit({ userId, action: "slowdown.lift", details }, tx);
  });
}
