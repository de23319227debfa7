import { sql } from "drizzle-orm";

export type SegmentWorld = { topicId: number; campaignId: number; contacts: number };

/** A campaign goes to half of the contacts; they lie ten days apart, the newest half a day ago. */
const daysApart = 10;
/** Statements under way at once: one a core of the class of machine that we measure on. */
const lanes = 2;

/** People with six properties and years of campaigns, made by the database itself. */
export async function createSegmentWorld(
  contacts: number,
  recipients: number,
): Promise<SegmentWorld> {
  const topicId = await addContacts(contacts);
  const each = Math.floor(contacts / 2);
  const ids = await addCampaigns(Math.max(1, Math.round(recipients / each)));
  tell(`${contacts} contacts; ${ids.length} campaigns to ${each} of them each`);
  const waiting = ids.map((id, n) => ({ id, n }));
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await addRecipients(next.id, { odd: next.n % 2, each });
        tell(`campaign ${next.n + 1} of ${ids.length}`);
      }
    }),
  );
  const campaignId = ids.at(-1) ?? 0;
  await addClicks(campaignId);
  const { db } = await import("@/db");
  await db.execute(sql`vacuum (analyze) recipients, email_events, contacts, subscriptions,
    suppressions`);
  await foldEverything(ids);
  return { topicId, campaignId, contacts };
}

async function addContacts(count: number): Promise<number> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ id: string }>(
    sql`insert into topics (brand_id, name) values (1, '소식') returning id`,
  );
  const topicId = Number(rows[0]?.id);
  await db.execute(sql`
    insert into contacts (email, email_normalized, name, first_name, phone, locale, properties,
      created_at)
    select 'customer' || n || '@example.test', 'customer' || n || '@example.test', '고객 ' || n, '고객',
      '010' || lpad((n * 7919::bigint % 100000000)::text, 8, '0'),
      case when n % 10 = 0 then 'en' else 'ko' end,
      jsonb_build_object(
        'grade', (array['VIP', 'GOLD', 'SILVER', 'WHITE', 'WHITE', 'WHITE'])[1 + n % 6],
        'points', n * 7919::bigint % 50000,
        'signup_date', (date '2023-01-01' + (n * 31::bigint % 1400)::int)::text,
        'region', (array['서울', '부산', '경기', '인천', '대구', '광주', '대전', '울산'])[1 + n % 8],
        'app_user', n % 3 = 0,
        'birthday', (date '1960-01-01' + (n * 37::bigint % 20000)::int)::text),
      now() - (n * 13::bigint % 1500) * interval '1 day'
    from generate_series(1, ${count}::int) n`);
  await db.execute(sql`
    insert into subscriptions (contact_id, topic_id, status)
    select id, ${topicId}::bigint,
      (case when id % 7 = 0 then 'unsubscribed' else 'subscribed' end)::subscription_status
    from contacts where id % 5 > 0`);
  await db.execute(sql`
    insert into suppressions (email_normalized, reason, source)
    select email_normalized, 'bounce', 'ses' from contacts where id % 50 = 0`);
  return topicId;
}

async function addCampaigns(count: number): Promise<number[]> {
  const { db } = await import("@/db");
  const { ensurePartitions } = await import("@/lib/delivery/partitions");
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into campaigns (brand_id, name, subject, status, started_at, finished_at,
      fanout_finished_at, created_at)
    select 1, 'Campaign ' || n, 'Hello', 'completed', at, at + interval '1 hour', at, at
    from generate_series(1, ${count}::int) n,
      lateral (select now() - interval '12 hours'
        - (${count}::int - n) * ${daysApart}::int * interval '1 day' as at) told
    order by n returning id`);
  await ensurePartitions();
  return rows.map(({ id }) => Number(id));
}

/** Every second contact, without the last twentieth: sent, most delivered, a third opened. */
async function addRecipients(
  campaignId: number,
  { odd, each }: { odd: number; each: number },
): Promise<void> {
  const { db } = await import("@/db");
  await db.execute(sql`
    insert into recipients (campaign_id, contact_id, kind, email, email_normalized, status, sent_at,
      delivered_at, bounced_at, bounce_type, opened_at, open_count, clicked_at, click_count, bytes)
    select ${campaignId}::bigint, id, 'marketing', 'customer' || id || '@example.test',
      'customer' || id || '@example.test', 'sent', at,
      case when lot % 50 > 0 then at + interval '3 seconds' end,
      case when lot % 50 = 0 then at + interval '5 seconds' end,
      case when lot % 50 = 0 then 'permanent' end,
      case when lot % 3 = 1 then at + lot * interval '1 second' end, (lot % 3 = 1)::int,
      case when lot % 30 = 1 then at + lot * interval '2 seconds' end, (lot % 30 = 1)::int, 30000
    from (select 2 * k - ${odd}::int as id, c.started_at + k * interval '1 millisecond' as at,
        -- Two of five read hardly anything, as everywhere.
        case when k % 5 < 2 and (k + ${campaignId}::int) % 11 > 0 then 3
          else (k * 7919::bigint + ${campaignId}::int * 104729::bigint) % 3600 end as lot
      from generate_series(1, (${each}::int * 0.95)::int) k, campaigns c
      where c.id = ${campaignId}::bigint) r`);
}

/** One click of each who clicked in the newest campaign, on one of five links. */
async function addClicks(campaignId: number): Promise<void> {
  const { db } = await import("@/db");
  await db.execute(sql`
    insert into email_events (campaign_id, dedupe_key, type, recipient_id, occurred_at, payload)
    select campaign_id, 'click:' || id, 'click', id, clicked_at,
      jsonb_build_object('link', id % 5, 'url', 'https://shop.example/' || id % 5)
    from recipients where campaign_id = ${campaignId}::bigint and clicked_at is not null`);
}

/** The newest first, so that older ones have little left to say. */
async function foldEverything(ids: readonly number[]): Promise<void> {
  const { db } = await import("@/db");
  const { foldEngagement } = await import("@/lib/contact-engagement");
  const startedAt = performance.now();
  for (const id of ids.toReversed()) await foldEngagement(id);
  await db.execute(sql`vacuum (analyze) contact_engagement`);
  tell(`engagement folded in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
