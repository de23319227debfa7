import { PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import type { MailboxGroup } from "@/db/schema/recipients";
import { storeContent } from "@/lib/content/store";
import { smallContent } from "./launched-campaign";

type Options = {
  count: number;
  kind?: CampaignKind;
  domain?: string;
  /** Of the n-th recipient, from 0. */
  groups?: MailboxGroup[];
  isPlanned?: boolean;
};

/**
 * A campaign under way to `count` contacts who wait, written straight into the tables: for tests of
 * many recipients. Groups take turns; everybody has the same priority.
 */
export async function runningCampaign(options: Options): Promise<number> {
  const { count, kind = "information", domain = "shop.test", isPlanned = true } = options;
  const { groups = ["other"] } = options;
  const contentHash = await storeContent(smallContent());
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into campaigns (brand_id, kind, name, status, content_hash, from_name, from_email,
      started_at, fanout_finished_at, audience_count, merge_fields)
    values (1, ${kind}::campaign_kind, 'running', 'sending', ${contentHash}, '가게',
      ${`shop@${domain}`}, now(), ${isPlanned ? sql`now()` : sql`null`}, ${count}::int, '{name}')
    returning id`);
  const id = Number(rows[0]?.id);
  await db.execute(sql`
    with people as (
      insert into contacts (email, email_normalized, name)
      select 'p' || n || '-' || ${id}::bigint || '@reader.test',
        'p' || n || '-' || ${id}::bigint || '@reader.test', '손님' || n
      from generate_series(1, ${count}::int) n
      returning id, email, name
    )
    insert into recipients (campaign_id, contact_id, kind, email, email_normalized, name, mailbox_group)
    select ${id}::bigint, id, ${kind}::campaign_kind, email, email, name,
      (${sql.param(groups)}::mailbox_group[])[1 + (row_number() over (order by id) - 1) % ${groups.length}::int]
    from people`);
  return id;
}

/** What SES allows, as if it had just been asked. */
export async function setRate(values: { perSecond: number; quotaLeft?: number }): Promise<void> {
  const quota = values.quotaLeft ?? -1;
  await db.execute(sql`
    insert into send_rates (region, max_send_rate, share, daily_quota, campaign_quota, quota_used)
    values (${process.env["AWS_REGION"]}, ${values.perSecond}::float8, 1, ${quota}, ${quota}, 0)
    on conflict (region) do update set max_send_rate = excluded.max_send_rate, share = 1,
      daily_quota = excluded.daily_quota, campaign_quota = excluded.campaign_quota,
      quota_used = 0, reserved_since_poll = 0, quota_refused_at = null`);
}

/** Deletes what is on the campaigns' queue, also what is delayed. */
export async function purgeQueue(): Promise<void> {
  const QueueUrl = process.env["SEND_QUEUE_URL"] ?? "";
  await new SQSClient({}).send(new PurgeQueueCommand({ QueueUrl }));
}

/** How many rows have a wake-up under way. */
export async function countWoken(campaignId: number): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from recipients
    where campaign_id = ${campaignId}::bigint and status = 'queued' and enqueued_at is not null`);
  return rows[0]?.n ?? 0;
}
