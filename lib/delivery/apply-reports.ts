import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db";
import { isAmong } from "@/lib/delivery/named-rows";
import { forgiveDelivered, liftDelivered, pauseSoftBounced } from "@/lib/delivery/soft-bounces";
import { suppressReported } from "@/lib/delivery/suppress";
import { echoPattern } from "@/lib/domain/bounce-kind";
import { mergeReports, type OurEvent, type RecipientReport } from "@/lib/domain/recipient-report";

/** Brings the ledger up to date with a batch of reports; what a batch does not contain costs nothing. */
export async function applyReports(
  tx: Database,
  events: OurEvent[],
  isTransactional: (campaignId: number) => boolean,
): Promise<void> {
  const reports = mergeReports(events);
  await stampReports(tx, reports);
  await noteDuplicateAccepts(tx, events);
  await suppressReported(tx, events);
  const bounced = reports.filter(({ bounce }) => bounce !== null);
  if (bounced.length > 0) await pauseSoftBounced(tx, bounced);
  const delivered = reports.filter(({ deliveredAt }) => deliveredAt !== null);
  const ofSystem = delivered.filter(({ campaignId }) => isTransactional(campaignId));
  if (ofSystem.length > 0) await forgiveDelivered(tx, ofSystem);
  if (delivered.length > ofSystem.length) await liftDelivered(tx, delivered);
}

/** The order of lib/domain/recipient-report.ts. */
const bounceRankSql = sql`case when r.bounced_at is null then 0
  when r.bounce_sub_type ~ ${sql.raw(`'${echoPattern}'`)} then 1
  when r.bounce_type = 'transient' then 2 when r.bounce_type = 'undetermined' then 3 else 4 end`;
const isGraverBounce = sql`w.bounced_at is not null and (w.bounce_rank > ${bounceRankSql}
  or (w.bounce_rank = ${bounceRankSql} and (w.bounced_at, w.bounce_sub_type, w.bounce_message)
    < (r.bounced_at, r.bounce_sub_type collate "C", r.bounce_message collate "C")))`;

/** A report came before SES's answer did, so its time is the mail's; the answer's own time stays. */
const isSentEarlier = sql`w.sent_at < r.sent_at and r.resolved_by = 'event'`;

/**
 * Whatever SES reports about a mail proves that it accepted it, also when we had put the row back.
 * Each timestamp keeps the earliest report, the bounce the gravest. A row that knows it all already
 * is not written again: of most mails SES's `Send` says nothing new.
 */
async function stampReports(tx: Database, reports: RecipientReport[]): Promise<void> {
  await tx.execute(sql`
    with changed as (
      update recipients r set
        status = case when w.is_sent then 'sent' else r.status end,
        resolved_by = case when w.is_sent and r.status <> 'sent' then 'event' else r.resolved_by end,
        lease_until = case when w.is_sent then null else r.lease_until end,
        in_doubt_at = case when w.is_sent then null else r.in_doubt_at end,
        skip_reason = case when w.is_sent then null else r.skip_reason end,
        error_code = case when w.is_sent then null else r.error_code end,
        error_message = case when w.is_sent then null else r.error_message end,
        failed_at = case when w.is_sent then null else r.failed_at end,
        dead_letter_pending = r.dead_letter_pending and not w.is_sent,
        ses_message_id = case when w.is_sent then coalesce(r.ses_message_id, w.message_id)
          else r.ses_message_id end,
        sent_at = case when not w.is_sent then r.sent_at
          when r.sent_at is null then coalesce(w.sent_at, now())
          when ${isSentEarlier} then w.sent_at else r.sent_at end,
        merge_data = case when w.is_sent and r.kind = 'transactional' then null else r.merge_data end,
        delivered_at = least(r.delivered_at, w.delivered_at),
        delayed_at = least(r.delayed_at, w.delayed_at),
        complained_at = least(r.complained_at, w.complained_at),
        rejected_at = least(r.rejected_at, w.rejected_at),
        bounced_at = case when ${isGraverBounce} then w.bounced_at else r.bounced_at end,
        bounce_type = case when ${isGraverBounce} then w.bounce_type else r.bounce_type end,
        bounce_sub_type = case when ${isGraverBounce} then w.bounce_sub_type else r.bounce_sub_type end,
        bounce_message = case when ${isGraverBounce} then w.bounce_message else r.bounce_message end
      from ${asTable(reports)}
      where r.campaign_id = w.campaign_id and r.id = w.id
        and ${isAmong(reports)}
        and ((w.is_sent and (r.status <> 'sent' or r.ses_message_id is null or ${isSentEarlier}))
          or w.delivered_at < coalesce(r.delivered_at, 'infinity')
          or w.delayed_at < coalesce(r.delayed_at, 'infinity')
          or w.complained_at < coalesce(r.complained_at, 'infinity')
          or w.rejected_at < coalesce(r.rejected_at, 'infinity')
          or ${isGraverBounce})
      returning r.campaign_id
    )
    insert into stats_due (campaign_id) select distinct campaign_id from changed`);
}

/** The reports as a table `w`. */
function asTable(reports: RecipientReport[]): SQL {
  const times = (read: (report: RecipientReport) => Date | null | undefined) =>
    sql`${sql.param(reports.map((report) => read(report)?.toISOString() ?? null))}::timestamptz[]`;
  return sql`unnest(
        ${sql.param(reports.map(({ campaignId }) => campaignId))}::bigint[],
        ${sql.param(reports.map(({ recipientId }) => recipientId))}::bigint[],
        ${sql.param(reports.map(({ sesMessageId }) => sesMessageId))}::text[],
        ${sql.param(reports.map(({ isSent }) => isSent))}::boolean[],
        ${times(({ sentAt }) => sentAt)}, ${times(({ deliveredAt }) => deliveredAt)},
        ${times(({ delayedAt }) => delayedAt)}, ${times(({ complainedAt }) => complainedAt)},
        ${times(({ rejectedAt }) => rejectedAt)}, ${times(({ bounce }) => bounce?.at)},
        ${sql.param(reports.map(({ bounce }) => bounce?.rank ?? 0))}::int[],
        ${sql.param(reports.map(({ bounce }) => bounce?.type ?? null))}::text[],
        ${sql.param(reports.map(({ bounce }) => bounce?.subType ?? null))}::text[],
        ${sql.param(reports.map(({ bounce }) => bounce?.message ?? null))}::text[])
        as w (campaign_id, id, message_id, is_sent, sent_at, delivered_at, delayed_at, complained_at,
          rejected_at, bounced_at, bounce_rank, bounce_type, bounce_sub_type, bounce_message)`;
}

/** A second message id for one recipient is evidence that SES accepted it twice. Never hidden. */
async function noteDuplicateAccepts(tx: Database, events: OurEvent[]): Promise<void> {
  const mails = [
    ...new Map(
      events
        .filter(({ type, sesMessageId }) => type !== "unknown" && sesMessageId !== null)
        .map((event) => [`${event.campaignId}:${event.recipientId}:${event.sesMessageId}`, event]),
    ).values(),
  ];
  if (mails.length === 0) return;
  await tx.execute(sql`
    with noted as (
      insert into duplicate_accepts (campaign_id, recipient_id, ses_message_id, attempt_id)
      select w.campaign_id, w.id, w.message_id, w.attempt_id
      from unnest(
        ${sql.param(mails.map(({ campaignId }) => campaignId))}::bigint[],
        ${sql.param(mails.map(({ recipientId }) => recipientId))}::bigint[],
        ${sql.param(mails.map(({ sesMessageId }) => sesMessageId))}::text[],
        ${sql.param(mails.map(({ attemptId }) => attemptId))}::uuid[])
        as w (campaign_id, id, message_id, attempt_id)
      join recipients r on r.campaign_id = w.campaign_id and r.id = w.id
      where ${isAmong(mails)} and r.ses_message_id <> w.message_id
      on conflict do nothing
      returning campaign_id
    )
    insert into stats_due (campaign_id) select distinct campaign_id from noted`);
}
