import { sql } from "drizzle-orm";

/** A usual newsletter: several hundred of them make twenty million rows. */
const rowsEach = 50_000;

/** Finished campaigns as they lie about after a year or two, made by the database itself. */
export async function addOldCampaigns(rows: number): Promise<void> {
  const { db } = await import("@/db");
  for (let left = rows, added = 1; left > 0; left -= rowsEach, added += 1) {
    await addOldCampaign(Math.min(left, rowsEach));
    if (added % 50 === 0) process.stderr.write(`${added} old campaigns\n`);
  }
  await db.execute(sql`vacuum (analyze) recipients`);
}

/** One of them, counted as the tick would have done; returns its id. */
export async function addOldCampaign(rows: number): Promise<number> {
  const { db } = await import("@/db");
  const { ensurePartitions } = await import("@/lib/delivery/partitions");
  const { recountCampaign } = await import("@/lib/delivery/stats");
  const { rows: added } = await db.execute<{ id: string }>(sql`
    insert into campaigns (brand_id, name, subject, status, audience_count, started_at, finished_at,
      fanout_finished_at, created_at, updated_at)
    select 1, 'Old', 'Old', 'completed', ${rows}::int, at, at + interval '1 hour', at, at, at
    from (select now() - interval '400 days' as at) long_ago returning id`);
  const id = Number(added[0]?.id);
  await ensurePartitions();
  await addSent(id, rows);
  await recountCampaign(id);
  return id;
}

/** Sent and delivered, some bounced, a third opened: every column that a report reads is filled. */
async function addSent(campaignId: number, count: number): Promise<void> {
  const { db } = await import("@/db");
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

/** Takes every range away, as an archive does when it is written. */
export async function dropCampaigns(): Promise<void> {
  const { db } = await import("@/db");
  const { ledgerTables, listRanges, partitionName } = await import("@/lib/delivery/partitions");
  for (const range of await listRanges("recipients")) {
    for (const table of ledgerTables)
      await db.execute(sql`drop table ${sql.identifier(partitionName(table, range))}`);
  }
}
