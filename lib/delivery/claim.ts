import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import { mergeDataSql } from "@/lib/delivery/merge-data";
import type { MergeData } from "@/lib/domain/compiled-content";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { isAmong, isNamed, isQueued, namedRows } from "@/lib/delivery/named-rows";
import { wireAddress } from "@/lib/domain/email-address";
import type { SendJob } from "@/lib/domain/send-job";

/** Everything a consumer needs for one SES call. */
export type Claim = {
  campaignId: number;
  recipientId: number;
  attemptId: string;
  /** The database's time of the claim: the call's signature is dated with it. */
  claimedAt: Date;
  kind: CampaignKind;
  contactId: number | null;
  topicId: number | null;
  email: string;
  name: string;
  mergeData: MergeData;
  contentHash: string;
  from: { name: string; email: string };
  replyTo: string | null;
};

/** Who never answered, of a topic whose information mails reach them too. */
const isDefaultIn = sql`(r.kind = 'information'
  and exists (select 1 from topics t where t.id = c.topic_id and t.includes_unanswered)
  and exists (select 1 from contacts k where k.id = r.contact_id)
  and not exists (select 1 from subscriptions b where b.contact_id = r.contact_id
    and b.topic_id = c.topic_id))`;

/**
 * Campaign mail may go to nobody who complained, unsubscribed, switched the topic off or is no
 * contact any more; no mail goes to an address that bounced for good. Mail to our own users about
 * their account is exempt: somebody has to be able to sign in.
 */
export const isBlocked = sql`(coalesce(c.message_type, '') not like 'system:%' and (
  exists (select 1 from suppressions s where s.email_normalized = r.email_normalized
    and (s.reason in ('bounce', 'manual') or r.kind in ('marketing', 'information')))
  or (r.kind in ('marketing', 'information') and case when c.topic_id is null
    then not exists (select 1 from contacts k where k.id = r.contact_id)
    else not exists (select 1 from subscriptions b where b.contact_id = r.contact_id
      and b.topic_id = c.topic_id and b.status = 'subscribed')
      and not ${isDefaultIn} end)))`;

/** A place under a domain's daily cap is one of its day, in the organisation's time zone. */
const isOfToday = sql`(r.send_day is null or r.send_day
  = (now() at time zone (select time_zone from organization where id = 1))::date)`;

/**
 * Claims for sending: `queued → sending` with an attempt id and a lease, in one committed
 * statement that also checks the campaign's state, suppressions and the subscription. What comes
 * back belongs to this caller alone; what does not come back needs no call. The values for merge
 * tags are frozen here, so that every later attempt sends the same mail.
 */
export async function claimRecipients(jobs: SendJob[]): Promise<Claim[]> {
  if (jobs.length === 0) return [];
  const { rows } = await db.execute<ClaimRow>(sql`
    with wanted as (
      select * from unnest(${sql.param(jobs.map((job) => job.campaignId))}::bigint[],
        ${sql.param(jobs.map((job) => job.recipientId))}::bigint[],
        ${sql.param(jobs.map(() => randomUUID()))}::uuid[]) as w (campaign_id, id, attempt_id)
    ), free as (
      select r.campaign_id, r.id, w.attempt_id, r.contact_id
      from recipients r
      join wanted w on w.campaign_id = r.campaign_id and w.id = r.id
      join campaigns c on c.id = r.campaign_id
      where ${isAmong(jobs)} and ${isQueued} and r.next_at <= now()
        and c.status in ('launching', 'sending') and c.content_hash is not null
        and ${isOfToday} and not ${isBlocked}
      order by r.campaign_id, r.id
      for update of r skip locked
    )
    update recipients r set status = 'sending', attempt_id = free.attempt_id,
      attempt_no = r.attempt_no + 1, claimed_at = now(),
      lease_until = now() + ${protocolTimes.leaseSeconds}::float8 * interval '1 second',
      merge_data = coalesce(r.merge_data, (
        select coalesce(jsonb_object_agg(field.key, field.value), '{}'::jsonb)
        from jsonb_each(${mergeDataSql()}) field where field.key = any(c.merge_fields)), '{}'::jsonb)
    from free
    join campaigns c on c.id = free.campaign_id
    left join contacts on contacts.id = free.contact_id
    where ${isAmong(jobs)} and r.campaign_id = free.campaign_id
      and r.id = free.id and ${isQueued}
    returning r.campaign_id, r.id, r.attempt_id, r.claimed_at, r.kind, r.contact_id, c.topic_id,
      r.email, r.email_normalized, r.name, r.merge_data, c.content_hash, c.from_name, c.from_email, c.launched_reply_to`);
  return rows.map(toClaim);
}

type ClaimRow = {
  campaign_id: string;
  id: string;
  attempt_id: string;
  claimed_at: string | Date;
  kind: CampaignKind;
  contact_id: string | null;
  topic_id: string | null;
  email: string;
  email_normalized: string;
  name: string;
  merge_data: MergeData;
  content_hash: string;
  from_name: string | null;
  from_email: string | null;
  launched_reply_to: string | null;
};

function toClaim(row: ClaimRow): Claim {
  return {
    campaignId: Number(row.campaign_id),
    recipientId: Number(row.id),
    attemptId: row.attempt_id,
    claimedAt: new Date(row.claimed_at),
    kind: row.kind,
    contactId: row.contact_id === null ? null : Number(row.contact_id),
    topicId: row.topic_id === null ? null : Number(row.topic_id),
    email: wireAddress(row.email, row.email_normalized),
    name: row.name,
    mergeData: row.merge_data,
    contentHash: row.content_hash,
    from: { name: row.from_name ?? "", email: row.from_email ?? "" },
    replyTo: row.launched_reply_to,
  };
}

/** Of a blocked one, the gravest reason; reads `r` (recipients) alone. */
export const blockReason = sql`(case
  when exists (select 1 from suppressions s where s.email_normalized = r.email_normalized
    and s.reason <> 'unsubscribe') then 'suppressed'
  when exists (select 1 from suppressions s where s.email_normalized = r.email_normalized)
    then 'unsubscribed'
  when not exists (select 1 from contacts k where k.id = r.contact_id) then 'erased'
  else 'topic_off' end)::skip_reason`;

/**
 * How old a claim is by the clock that dated it. Our own may be minutes off, and would take the call
 * of a frozen process for wrong credentials.
 */
export async function readClaimAgeMs({ claimedAt }: Claim): Promise<number> {
  const { rows } = await db.execute<{ age: number }>(sql`
    select extract(epoch from clock_timestamp() - ${claimedAt.toISOString()}::timestamptz)::float8 * 1000 as age`);
  return rows[0]?.age ?? 0;
}

/** Who was blocked since the fan-out leaves the queue with the reason, so that the ledger adds up. */
export async function skipBlocked(jobs: SendJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await db.execute(sql`
    update recipients r set status = 'skipped', lease_until = null,
      skip_reason = ${blockReason}
    from campaigns c, ${namedRows(jobs)}
    where ${isNamed(jobs)} and c.id = r.campaign_id and ${isQueued} and ${isBlocked}`);
}
