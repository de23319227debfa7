import * as z from "zod";
import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { campaignStats } from "@/db/schema/stats";
import { domainsWithoutComplaints, echoPattern } from "@/lib/domain/bounce-kind";

export type CampaignStats = typeof campaignStats.$inferSelect;

export async function findStats(campaignId: number): Promise<CampaignStats | undefined> {
  const [stats] = await db
    .select()
    .from(campaignStats)
    .where(eq(campaignStats.campaignId, campaignId));
  return stats;
}

/** By campaign id; a campaign that was never counted is absent. */
export async function listStats(campaignIds: number[]): Promise<Map<number, CampaignStats>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(campaignStats)
    .where(inArray(campaignStats.campaignId, campaignIds));
  return new Map(rows.map((row) => [row.campaignId, row]));
}

/**
 * Says that rows of these campaigns changed. A campaign that is under way is counted without: needed
 * only where a row of one at rest changes. In the same transaction as the change, or after it.
 */
export async function markStatsDue(campaignIds: number[], database: Database = db): Promise<void> {
  const ids = [...new Set(campaignIds)].filter((id) => id > 0);
  if (ids.length === 0) return;
  await database.execute(
    sql`insert into stats_due (campaign_id) select unnest(${sql.param(ids)}::bigint[])`,
  );
}

/** A count may take a twentieth of the time between two counts, whatever the size of the ledger. */
const restByCount = 20;
const shortestRestMs = 2_000;
/** No tick counts longer than this; the rest waits for the next one, the longest uncounted first. */
const budgetMs = 500;

/** The tick: counts every campaign whose last count is no longer true, if it is not too soon. */
export async function recountStats(): Promise<number[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from campaigns c left join campaign_stats s on s.campaign_id = c.id
    where c.status not in ('draft', 'scheduled') and s.frozen_at is null
      and (s.campaign_id is null
        or s.planned <> c.audience_count or c.updated_at > s.counted_at
        or s.sending > 0 or (s.queued > 0 and c.status in ('launching', 'sending', 'canceled'))
        or (s.in_doubt > 0 and c.status in ('launching', 'sending'))
        or exists (select 1 from stats_due d where d.campaign_id = c.id))
      and coalesce(s.counted_at, '-infinity') < now() - interval '1 millisecond'
        * greatest(${shortestRestMs}::int, ${restByCount}::int * coalesce(s.count_ms, 0))
    order by s.counted_at nulls first, c.id limit 100`);
  const endsAt = Date.now() + budgetMs;
  const counted: number[] = [];
  for (const { id } of rows) {
    if (Date.now() > endsAt) break;
    if (await recountCampaign(Number(id))) counted.push(Number(id));
  }
  return counted;
}

/** Counts now; false when it is frozen, or being counted by somebody else. */
export async function recountCampaign(campaignId: number): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(${lockSpace}::int, ${campaignId}::int) as free`,
    );
    if (!rows[0]?.free) return false;
    return await countCampaign(campaignId, tx);
  });
}

/** Counts for the last time: what archives the rows calls this in its transaction before they go. */
export async function freezeStats(campaignId: number, tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockSpace}::int, ${campaignId}::int)`);
  await countCampaign(campaignId, tx);
  await tx.execute(sql`update campaign_stats set frozen_at = coalesce(frozen_at, now())
    where campaign_id = ${campaignId}::bigint`);
}

/** Of advisory locks, so that an older count cannot overwrite a newer one. */
const lockSpace = 7_001;

/**
 * Takes the marks first: a mark that this snapshot sees was committed with its change, which the
 * later snapshot of the count therefore sees too. One that comes meanwhile is left for the next count.
 */
async function countCampaign(campaignId: number, tx: Database): Promise<boolean> {
  await tx.execute(sql`delete from stats_due where campaign_id = ${campaignId}::bigint`);
  const { rowCount } = await tx.execute(writeCountSql(campaignId));
  return (rowCount ?? 0) > 0;
}

const isEcho = sql`coalesce(bounce_sub_type, '') ~ ${sql.raw(`'${echoPattern}'`)}`;
const reportsComplaints = sql`split_part(email_normalized, '@', 2) not in (${sql.join(
  domainsWithoutComplaints.map((domain) => sql`${domain}`),
  sql`, `,
)})`;

/**
 * What became of a sent mail, each exactly one: `bounced`, `rejected`, `delivered` or null = not
 * reported yet. A transient bounce of a mail that was delivered is an out-of-office note.
 */
export const outcomeSql: SQL = sql`case
  when bounced_at is not null and not (bounce_type = 'transient' and delivered_at is not null)
    then 'bounced'
  when rejected_at is not null then 'rejected'
  when delivered_at is not null then 'delivered' end`;

/** As the rows are this moment, and not written down: marks are left for the tick and its guards. */
export async function countNow(campaignId: number): Promise<CampaignStats | undefined> {
  const { rows } = await db.execute<Record<string, unknown>>(countSql(campaignId));
  const [row] = rows;
  if (!row) return undefined;
  const number = (column: string) => Number(row[column]);
  const time = (column: string) => toTime(row[column]);
  return {
    campaignId,
    audience: number("audience"),
    queued: number("queued"),
    sending: number("sending"),
    inDoubt: number("in_doubt"),
    sent: number("sent"),
    failed: number("failed"),
    skipped: number("skipped"),
    canceled: number("canceled"),
    skipReasons: z.record(z.string(), z.number()).parse(row["skip_reasons"]),
    delivered: number("delivered"),
    bounced: number("bounced"),
    bouncedPermanently: number("bounced_permanently"),
    bouncedTransiently: number("bounced_transiently"),
    bouncedUndetermined: number("bounced_undetermined"),
    echoes: number("echoes"),
    rejected: number("rejected"),
    autoReplied: number("auto_replied"),
    delayed: number("delayed"),
    complained: number("complained"),
    complaintBase: number("complaint_base"),
    opened: number("opened"),
    clicked: number("clicked"),
    unsubscribed: number("unsubscribed"),
    duplicateAccepts: number("duplicate_accepts"),
    lastSentAt: time("last_sent_at"),
    planned: number("planned"),
    countedAt: time("counted_at") ?? new Date(),
    countMs: number("count_ms"),
    frozenAt: null,
  };
}

/** Drizzle leaves times of raw statements as PostgreSQL writes them. */
function toTime(value: unknown): Date | null {
  return typeof value === "string" ? new Date(value) : null;
}

function writeCountSql(campaignId: number): SQL {
  return sql`
    insert into campaign_stats (campaign_id, ${sql.raw(allColumns.join(", "))})
    ${countSql(campaignId)}
    on conflict (campaign_id) do update set ${sql.raw(
      allColumns.map((column) => `${column} = excluded.${column}`).join(", "),
    )}
    where campaign_stats.frozen_at is null`;
}

/** One row of `campaign_stats`, its columns in the order of `allColumns`. */
function countSql(campaignId: number): SQL {
  const sum = (column: string) => sql.raw(`coalesce(sum(${column}), 0)`);
  const of = (status: string) => sql.raw(`coalesce(sum(n) filter (where status = '${status}'), 0)`);
  const reported = reportedColumns.map((column) => sql`${sum(column)} as ${sql.raw(column)}`);
  return sql`
    with rows as (
      select status, skip_reason, email_normalized, sent_at, bounced_at, bounce_type, bounce_sub_type,
        delivered_at, delayed_at, complained_at, opened_at, clicked_at, unsubscribed_at,
        ${outcomeSql} as outcome
      from recipients where campaign_id = ${campaignId}::bigint
    ), groups as (
      select status, skip_reason, count(*) as n, max(sent_at) as last_sent_at,
        count(*) filter (where outcome = 'delivered') as delivered,
        count(*) filter (where outcome = 'bounced') as bounced,
        count(*) filter (where outcome = 'bounced' and bounce_type = 'permanent' and not ${isEcho}) as bounced_permanently,
        count(*) filter (where outcome = 'bounced' and bounce_type = 'transient' and not ${isEcho}) as bounced_transiently,
        count(*) filter (where outcome = 'bounced' and bounce_type = 'undetermined' and not ${isEcho}) as bounced_undetermined,
        count(*) filter (where outcome = 'bounced' and ${isEcho}) as echoes,
        count(*) filter (where outcome = 'rejected') as rejected,
        count(*) filter (where outcome is distinct from 'bounced' and bounced_at is not null) as auto_replied,
        count(delayed_at) as delayed, count(complained_at) as complained,
        count(*) filter (where status = 'sent' and coalesce(outcome, 'delivered') = 'delivered'
          and ${reportsComplaints}) as complaint_base,
        count(opened_at) as opened, count(clicked_at) as clicked,
        count(unsubscribed_at) as unsubscribed
      from rows group by status, skip_reason
    ), counted as (
      select ${of("queued")} as queued, ${of("sending")} as sending, ${of("in_doubt")} as in_doubt,
        ${of("sent")} as sent, ${of("failed")} as failed, ${of("skipped")} as skipped,
        ${of("canceled")} as canceled, coalesce(sum(n), 0) as audience,
        coalesce(jsonb_object_agg(skip_reason, n) filter (where skip_reason is not null), '{}'::jsonb) as skip_reasons,
        max(last_sent_at) as last_sent_at, ${sql.join(reported, sql`, `)}
      from groups
    )
    select c.id as campaign_id, counted.*,
      (select count(*) from duplicate_accepts d where d.campaign_id = ${campaignId}::bigint)
        as duplicate_accepts,
      c.audience_count as planned, now() as counted_at,
      1000 * extract(epoch from clock_timestamp() - statement_timestamp()) as count_ms
    from campaigns c, counted where c.id = ${campaignId}::bigint`;
}

const reportedColumns = [
  "delivered",
  "bounced",
  "bounced_permanently",
  "bounced_transiently",
  "bounced_undetermined",
  "echoes",
  "rejected",
  "auto_replied",
  "delayed",
  "complained",
  "complaint_base",
  "opened",
  "clicked",
  "unsubscribed",
];
const allColumns =
  "queued sending in_doubt sent failed skipped canceled audience skip_reasons last_sent_at"
    .split(" ")
    .concat(reportedColumns, ["duplicate_accepts", "planned", "counted_at", "count_ms"]);
