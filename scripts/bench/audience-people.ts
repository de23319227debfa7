import { sql } from "drizzle-orm";

export type BenchAudience = { topicId: number; segmentId: number };

/**
 * Contacts with properties, their answers to one topic, and suppressions, made by the database. One in
 * five never answered, one in ten of the others refused, five in a hundred are suppressed and three
 * have no name; who, follows from the contact's number.
 */
export async function createPeople(count: number): Promise<BenchAudience> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ topic_id: string; segment_id: string }>(sql`
    with topic as (insert into topics (brand_id, name) values (1, '소식') returning id),
      segment as (insert into segments (name, rule) values ('모두', ${everybody}::jsonb) returning id)
    select topic.id as topic_id, segment.id as segment_id from topic, segment`);
  const topicId = Number(rows[0]?.topic_id);
  await dropSearchIndexes();
  // In the order of arrival, as imports leave them: a contact's id is its number.
  await db.execute(sql`
    insert into contacts (email, email_normalized, name, phone, source, properties)
    select 'Customer' || n || '@example' || n % 50 || '.test',
      'customer' || n || '@example' || n % 50 || '.test',
      case when n % 100 < 3 then '' else '고객 ' || n end,
      '010-' || lpad((n % 10000)::text, 4, '0') || '-0000', 'import:1',
      jsonb_build_object('grade', (array['gold', 'silver', 'bronze'])[n % 3 + 1], 'points', n % 5000,
        'birthday', (date '1960-01-01' + n % 15000)::text, 'city', '서울', 'visits', n % 40,
        'member', n % 2 = 0)
    from generate_series(1, ${count}::int) n`);
  await db.execute(sql`
    insert into subscriptions (contact_id, topic_id, status)
    select id, ${topicId}::bigint, (case when (id / 7) % 10 = 0 then 'unsubscribed' else 'subscribed' end)::subscription_status
    from contacts where (id / 11) % 5 <> 0`);
  await db.execute(sql`
    insert into suppressions (email_normalized, reason, source)
    select email_normalized, (case when id % 100 in (10, 11) then 'bounce'
      when id % 100 in (20, 21) then 'unsubscribe' else 'complaint' end)::suppression_reason, 'ses'
    from contacts where id % 100 in (10, 11, 20, 21, 30)`);
  await db.execute(sql`vacuum (analyze) contacts, subscriptions, suppressions`);
  return { topicId, segmentId: Number(rows[0]?.segment_id) };
}

/** What searches and segments read by, and no count of everybody: most of the time of making people. */
async function dropSearchIndexes(): Promise<void> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ name: string }>(sql`
    select indexrelid::regclass::text as name from pg_index
    where indrelid = 'contacts'::regclass and not indisunique`);
  for (const { name } of rows) await db.execute(sql`drop index ${sql.identifier(name)}`);
}

const everybody = JSON.stringify({
  match: "all",
  rules: [{ field: "source", test: { op: "is", value: "import:1" } }],
});

/** The funnel as the shares above make it: told from each contact's number and from no table beside. */
export async function expectedFunnel(): Promise<Record<string, number>> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ reason: string; n: number }>(sql`
    select case
      when id % 100 in (10, 11, 30) then 'suppressed'
      when id % 100 in (20, 21) then 'unsubscribed'
      when (id / 11) % 5 = 0 then 'no_consent'
      when (id / 7) % 10 = 0 then 'topic_off'
      when name = '' then 'missing_value' else 'will_get' end as reason, count(*)::int as n
    from contacts group by 1`);
  return Object.fromEntries(rows.map(({ reason, n }) => [reason, n]));
}
