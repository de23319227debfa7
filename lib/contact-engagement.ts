import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";

// Each contact's latest times over all campaign mails, for rules like "opened in the last 90 days".
// Why a summary, and why it is folded here and nowhere else: docs/decisions/015-engagement.md.

/** Of the ledger's row; the summary's column has "last_" before it. */
const times = [
  "sent_at",
  "delivered_at",
  "opened_at",
  "clicked_at",
  "bounced_at",
  "complained_at",
  "unsubscribed_at",
];
/** What `campaign_stats` says of these times: a new one changes a count, because it is set only once. */
const counts = {
  sent: "s.sent",
  delivered: "s.delivered",
  bounced: "s.bounced + s.auto_replied", // of a delivered mail too: a bounce was reported
  complained: "s.complained",
  opened: "s.opened",
  clicked: "s.clicked",
  unsubscribed: "s.unsubscribed",
};

/** Recipients a step: a few dozen milliseconds, each its own transaction. */
const stepSize = 10_000;
/** No tick folds longer than this. */
const budgetMs = 300;
/** While mails leave, a fold may take a fiftieth of the time between two. */
const restByFold = 50;

/** The tick, after the recount: brings the summary up to date with every ledger that changed. */
export async function foldChangedEngagement(): Promise<void> {
  const endsAt = Date.now() + budgetMs;
  await beginFolds();
  const { rows } = await db.execute<{ id: string }>(sql`
    select campaign_id as id from engagement_folds where cursor is not null
    order by started_at, campaign_id`);
  for (const { id } of rows) {
    while (Date.now() < endsAt && (await foldStep(Number(id)))) continue;
  }
}

/** Notes the counts that a fold will be about before it reads: what comes later is found by the next one. */
async function beginFolds(): Promise<void> {
  const columns = Object.keys(counts);
  const noted = sql.raw(columns.map((name) => `f.${name}`).join(", "));
  const now = sql.raw(Object.values(counts).join(", "));
  await db.execute(sql`
    insert into engagement_folds (campaign_id, cursor, ${sql.raw(columns.join(", "))})
    select s.campaign_id, 0, ${now}
    from campaign_stats s join campaigns c on c.id = s.campaign_id
    left join engagement_folds f on f.campaign_id = s.campaign_id
    where c.kind in ('marketing', 'information') and s.frozen_at is null
      and (f.campaign_id is null or (f.cursor is null and (${noted}) is distinct from (${now})
        -- What is over is folded at once, for whoever picks people for the next campaign.
        and (f.started_at < c.finished_at
          or f.started_at < now() - interval '1 millisecond' * ${restByFold}::int * f.fold_ms)))
    on conflict (campaign_id) do update set started_at = now(), cursor = 0, fold_ms = 0,
      ${sql.raw(columns.map((name) => `${name} = excluded.${name}`).join(", "))}
    where engagement_folds.cursor is null`);
}

/** The next step of a fold under way; false when it was the last one, or somebody else's turn. */
async function foldStep(campaignId: number): Promise<boolean> {
  const { rows } = await db.execute<{ cursor: string | null }>(sql`
    with fold as materialized (
      select cursor from engagement_folds
      where campaign_id = ${campaignId}::bigint and cursor is not null
      for update skip locked
    ), step as materialized (
      select id, contact_id, ${sql.raw(times.join(", "))} from recipients
      where campaign_id = ${campaignId}::bigint and id > (select cursor from fold)
      order by id limit ${stepSize}::int
    ), raised as (${raiseSql})
    update engagement_folds f set
      cursor = case when (select count(*) from step) = ${stepSize}::int
        then (select max(id) from step) end,
      fold_ms = f.fold_ms + (select count(*) from raised) * 0
        + ceil(1000 * extract(epoch from clock_timestamp() - statement_timestamp()))
    from fold where f.campaign_id = ${campaignId}::bigint
    returning f.cursor`);
  return (rows[0]?.cursor ?? null) !== null;
}

/** All of a campaign at once, before its rows leave for an archive. */
export async function foldEngagement(campaignId: number, tx: Database = db): Promise<void> {
  await tx.execute(sql`
    with step as (
      select contact_id, ${sql.raw(times.join(", "))} from recipients
      where campaign_id = ${campaignId}::bigint and kind in ('marketing', 'information')
    ), raised as (${raiseSql})
    select 1`);
}

/** For contacts that were away while their campaigns were folded. */
export async function foldContacts(
  tx: Database,
  { contactIds, campaignIds }: { contactIds: number[]; campaignIds: number[] },
): Promise<void> {
  await tx.execute(sql`
    with step as (
      select contact_id, ${sql.raw(times.join(", "))} from recipients
      where campaign_id = any(${sql.param(campaignIds)}::bigint[])
        and contact_id = any(${sql.param(contactIds)}::bigint[])
        and kind in ('marketing', 'information')
    ), raised as (${raiseSql})
    select 1`);
}

/**
 * Raises the summaries of the rows `step`. A row keeps the contact it was sent to; of one that was
 * merged it counts for the one that stayed. Only what is newer is written, in the order of contacts,
 * so that two folds cannot wait for each other; a contact that is gone has no summary.
 */
const raiseSql = sql`
  with recursive homes as (
    select m.from_contact_id as merged, m.into_contact_id as id
    from step join contact_merges m on m.from_contact_id = step.contact_id
    union
    select homes.merged, m.into_contact_id
    from homes join contact_merges m on m.from_contact_id = homes.id
  ), latest as (
    select coalesce(homes.id, step.contact_id) as contact_id,
      ${sql.raw(times.map((at) => `max(step.${at}) as ${at}`).join(", "))}
    from step left join homes on homes.merged = step.contact_id
    group by 1
  )
  insert into contact_engagement as known (contact_id, ${sql.raw(times.map(last).join(", "))})
  select latest.contact_id, ${sql.raw(times.map((at) => `latest.${at}`).join(", "))}
  from latest left join contact_engagement k on k.contact_id = latest.contact_id
  where exists (select 1 from contacts where contacts.id = latest.contact_id)
    and (${sql.raw(times.map((at) => `latest.${at} > coalesce(k.${last(at)}, '-infinity')`).join(" or "))})
  order by latest.contact_id
  on conflict (contact_id) do update set
    ${sql.raw(times.map((at) => `${last(at)} = greatest(known.${last(at)}, excluded.${last(at)})`).join(", "))}
  returning 1`;

/** When two contacts become one: call it before the first is deleted. */
export async function mergeEngagement(
  tx: Database,
  { from, into }: { from: number; into: number },
): Promise<void> {
  await tx.execute(sql`
    insert into contact_engagement as known (contact_id, ${sql.raw(times.map(last).join(", "))})
    select ${into}::bigint, ${sql.raw(times.map(last).join(", "))} from contact_engagement
    where contact_id = ${from}::bigint
    on conflict (contact_id) do update set
      ${sql.raw(times.map((at) => `${last(at)} = greatest(known.${last(at)}, excluded.${last(at)})`).join(", "))}`);
}

function last(at: string): string {
  return `last_${at}`;
}
