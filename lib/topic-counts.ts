import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { SubscriptionStatus } from "@/db/schema/audience";

/** Exact, or rounded from a sample and said to be so. */
export type TopicCount = { kind: "exact" | "about"; count: number };
export type TopicCounts = Record<SubscriptionStatus, TopicCount>;

/** What a page view counts of a topic, each way, before it estimates. */
const countedAtOnce = 5_000;
/** Pages of the table that an estimate looks at: two hundred thousand subscriptions in 30 ms. */
const looksAtPages = 1_500;

/**
 * Who is subscribed to each topic and who is not. Of millions, a page view counts the small topics
 * and estimates the large ones, from pages picked at random now: statistics may be of yesterday.
 */
export async function countTopics(
  topicIds: number[],
  { isExact = false }: { isExact?: boolean } = {},
): Promise<Map<number, TopicCounts>> {
  const counted = await countUpTo(topicIds, isExact ? undefined : countedAtOnce + 1);
  const large = counted.filter(({ n }) => !isExact && n > countedAtOnce);
  const sampled = large.length === 0 ? new Map<string, number>() : await sampleSubscriptions();
  const counts = new Map<number, TopicCounts>();
  for (const { topicId, status, n } of counted) {
    const isLarge = !isExact && n > countedAtOnce;
    // A large topic is never shown as smaller than what was counted of it.
    const about = Math.max(n, sampled.get(`${topicId} ${status}`) ?? 0);
    const none: TopicCount = { kind: "exact", count: 0 };
    const row = counts.get(topicId) ?? { subscribed: none, unsubscribed: none };
    row[status] = isLarge ? { kind: "about", count: round(about) } : { kind: "exact", count: n };
    counts.set(topicId, row);
  }
  return counts;
}

async function countUpTo(topicIds: number[], limit: number | undefined) {
  const { rows } = await db.execute<{ id: string; status: SubscriptionStatus; n: number }>(sql`
    select t.id, st.status, (
      select count(*)::int from (
        select 1 from subscriptions s where s.topic_id = t.id and s.status = st.status
        limit ${limit ?? null}::bigint) found) as n
    from unnest(${sql.param(topicIds)}::bigint[]) t(id),
      unnest(enum_range(null::subscription_status)) st(status)`);
  return rows.map(({ id, status, n }) => ({ topicId: Number(id), status, n }));
}

/** Page by page at random, so scaling by the share of pages needs no statistics. */
async function sampleSubscriptions(): Promise<Map<string, number>> {
  const { rows } = await db.execute<{ topic_id: string; status: string; n: number }>(sql`
    with size as (
      select greatest(1, pg_relation_size('subscriptions') / current_setting('block_size')::int) as pages
    ), share as (select least(100, 100.0 * ${looksAtPages} / pages)::real as percent from size)
    select topic_id, status, (count(*) * 100 / (select percent from share))::int as n
    from subscriptions tablesample system ((select percent from share)) repeatable (1)
    group by 1, 2`);
  return new Map(rows.map(({ topic_id: id, status, n }) => [`${id} ${status}`, n]));
}

/** To two digits: more would pretend to be counted. */
function round(count: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.round(count / step) * step;
}
