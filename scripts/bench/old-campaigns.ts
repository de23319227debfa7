import { sql } from "drizzle-orm";
import { db } from "@/db";
import { foldChangedEngagement } from "@/lib/contact-engagement";
import { ensurePartitions } from "@/lib/delivery/partitions";
import { recountCampaign } from "@/lib/delivery/stats";

/** A usual newsletter: several hundred of them make twenty million rows. */
const rowsEach = 50_000;
/** Filled side by side. */
const lanes = 2;

/** Finished campaigns as they lie about after a year or two, made by the database itself. */
export async function addOldCampaigns(rows: number): Promise<void> {
  let left = rows;
  let added = 0;
  async function lane(): Promise<void> {
    while (left > 0) {
      const count = Math.min(left, rowsEach);
      left -= count;
      await addOldCampaign(count);
      added += 1;
      if (added % 50 === 0) process.stderr.write(`${added} old campaigns\n`);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  await foldAll();
  await db.execute(sql`vacuum (analyze) recipients, email_events`);
}

/** What the tick did when each of them ended: who got, opened and clicked it is known of each contact. */
async function foldAll(): Promise<void> {
  const isLeft = async (): Promise<boolean> => {
    const { rows } = await db.execute(sql`
      select 1 from campaign_stats s join campaigns c on c.id = s.campaign_id
      left join engagement_folds f on f.campaign_id = s.campaign_id
      where c.kind in ('marketing', 'information')
        and (f.campaign_id is null or f.cursor is not null) limit 1`);
    return rows.length > 0;
  };
  while (await isLeft()) await foldChangedEngagement();
}

/** One of them, counted as the tick would have done; returns its id. */
export async function addOldCampaign(rows: number): Promise<number> {
  const { rows: added } = await db.execute<{ id: string }>(sql`
    insert into campaigns (brand_id, name, subject, status, audience_count, started_at, finished_at,
      fanout_finished_at, created_at, updated_at)
    select 1, 'Old', 'Old', 'completed', ${rows}::int, at, at + interval '1 hour', at, at, at
    from (select now() - interval '400 days' as at) long_ago returning id`);
  const id = Number(added[0]?.id);
  await ensurePartitions();
  await addSent(id, rows);
  await addEvents(id);
  await recountCampaign(id);
  return id;
}

/** Sent and delivered, some bounced, a third opened: every column that a report reads is filled. */
async function addSent(campaignId: number, count: number): Promise<void> {
  await db.execute(sql`
    insert into recipients (campaign_id, contact_id, kind, email, email_normalized, name, status,
      attempt_id, attempt_no, claimed_at, enqueued_at, merge_data, ses_message_id, resolved_by, bytes,
      created_at, sent_at, delivered_at, bounced_at, bounce_type, opened_at, open_count, clicked_at,
      click_count)
    select ${campaignId}::bigint, n, 'marketing', 'customer' || n || '@example.test',
      'customer' || n || '@example.test', '고객 ' || n, 'sent', gen_random_uuid(), 1, at, at,
      jsonb_build_object('name', '고객 ' || n), '0100019' || md5(n::text), 'api', 30000, at, at,
      case when n % 50 > 0 then at + interval '3 seconds' end,
      case when n % 50 = 0 then at + interval '5 seconds' end,
      case when n % 50 = 0 then 'permanent' end,
      case when n % 3 = 1 then at + n * interval '1 second' end, (n % 3 = 1)::int,
      case when n % 20 = 1 then at + n * interval '2 seconds' end, (n % 20 = 1)::int
    from (select n, c.started_at + n * interval '5 milliseconds' as at
      from generate_series(1, ${count}::int) n, campaigns c where c.id = ${campaignId}::bigint) r`);
}

/** What reports read of the events: every click and every bounce. The others would only take room. */
async function addEvents(campaignId: number): Promise<void> {
  await db.execute(sql`
    insert into email_events (campaign_id, dedupe_key, type, recipient_id, attempt_id,
      ses_message_id, occurred_at, received_at, payload)
    select campaign_id, md5(id::text), case when clicked_at is null then 'bounce' else 'click'
      end::email_event_type, id, attempt_id, ses_message_id, coalesce(clicked_at, bounced_at),
      coalesce(clicked_at, bounced_at), jsonb_build_object('link', id % 12, 'url',
        'https://shop.example.test/p/' || id % 12, 'ip', '203.0.113.' || id % 250, 'userAgent',
        'Mozilla/5.0 (Linux; Android 15; SM-S921N) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36')
    from recipients
    where campaign_id = ${campaignId}::bigint and (clicked_at is not null or bounced_at is not null)`);
}
