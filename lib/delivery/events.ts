import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { SesEvent } from "@/lib/domain/ses-event";

/**
 * Stores a batch of reports and brings the ledger up to date, in one transaction. Applying any
 * events in any order, any number of times, ends in the same state: each timestamp keeps the
 * earliest report, and a report is applied by the statement that stored it or again without effect.
 */
export async function recordEvents(events: SesEvent[]): Promise<void> {
  if (events.length === 0) return;
  const unique = [...new Map(events.map((event) => [event.dedupeKey, event])).values()];
  await db.transaction(async (tx) => {
    await storeEvents(tx, unique);
    const ours = unique
      .filter((event) => event.campaignId !== null && event.recipientId !== null)
      // One order of row locks for every batch: two consumers cannot wait for each other.
      .toSorted(
        (a, b) =>
          Number(a.campaignId) - Number(b.campaignId) ||
          Number(a.recipientId) - Number(b.recipientId),
      );
    if (ours.length === 0) return;
    await lockRecipients(tx, ours);
    await noteDuplicateAccepts(tx, ours);
    await confirmSent(tx, ours);
    await stampReports(tx, ours);
    await suppressAddresses(tx, ours);
    await recordComplaintConsents(tx, ours);
  });
}

async function storeEvents(tx: Database, events: SesEvent[]): Promise<void> {
  await tx.execute(sql`
    insert into email_events (dedupe_key, type, campaign_id, recipient_id, attempt_id,
      ses_message_id, occurred_at, payload)
    select * from unnest(
      ${sql.param(events.map((event) => event.dedupeKey))}::text[],
      ${sql.param(events.map((event) => event.type))}::email_event_type[],
      ${sql.param(events.map((event) => event.campaignId ?? 0))}::bigint[],
      ${sql.param(events.map((event) => event.recipientId))}::bigint[],
      ${sql.param(events.map((event) => event.attemptId))}::uuid[],
      ${sql.param(events.map((event) => event.sesMessageId))}::text[],
      ${sql.param(events.map((event) => event.occurredAt.toISOString()))}::timestamptz[],
      ${sql.param(events.map(toJsonb))}::jsonb[])
    on conflict (campaign_id, dedupe_key) do nothing`);
}

/** PostgreSQL keeps no NUL and no half character in jsonb; one in a user agent must not fail the batch. */
function toJsonb(event: SesEvent): string {
  return JSON.stringify(event.payload, (_key, value: unknown) =>
    typeof value === "string"
      ? value.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\ufffd")
      : value,
  );
}

/** `(campaign_id, id, …)` of the events, as a table `w`. */
function asTable(events: SesEvent[]) {
  return sql`unnest(
    ${sql.param(events.map((event) => event.campaignId))}::bigint[],
    ${sql.param(events.map((event) => event.recipientId))}::bigint[],
    ${sql.param(events.map((event) => event.attemptId))}::uuid[],
    ${sql.param(events.map((event) => event.sesMessageId))}::text[],
    ${sql.param(events.map((event) => event.type))}::email_event_type[],
    ${sql.param(events.map((event) => event.occurredAt.toISOString()))}::timestamptz[],
    ${sql.param(events.map((event) => event.bounce?.type ?? null))}::text[],
    ${sql.param(events.map((event) => event.bounce?.subType ?? null))}::text[],
    ${sql.param(events.map((event) => event.bounce?.message ?? null))}::text[])
    as w (campaign_id, id, attempt_id, message_id, type, at, bounce_type, bounce_sub_type,
      bounce_message)`;
}

async function lockRecipients(tx: Database, events: SesEvent[]): Promise<void> {
  await tx.execute(sql`
    select 1 from recipients where (campaign_id, id) in (select w.campaign_id, w.id from ${asTable(events)})
    order by campaign_id, id for update`);
}

/** A second message id for one recipient is evidence that SES accepted it twice. Never hidden. */
async function noteDuplicateAccepts(tx: Database, events: SesEvent[]): Promise<void> {
  await tx.execute(sql`
    insert into duplicate_accepts (campaign_id, recipient_id, ses_message_id, attempt_id)
    select distinct on (w.campaign_id, w.id, w.message_id)
      w.campaign_id, w.id, w.message_id, w.attempt_id
    from ${asTable(events)}
    join recipients r on r.campaign_id = w.campaign_id and r.id = w.id
    where w.message_id is not null and (r.ses_message_id <> w.message_id
      or exists (select 1 from email_events e where e.campaign_id = w.campaign_id
        and e.recipient_id = w.id and e.ses_message_id <> w.message_id))
    on conflict do nothing`);
}

/** Whatever SES reports about a mail proves that it accepted it, also when we had put the row back. */
async function confirmSent(tx: Database, events: SesEvent[]): Promise<void> {
  await tx.execute(sql`
    update recipients r set status = 'sent', resolved_by = 'event', lease_until = null,
      in_doubt_at = null, skip_reason = null, error_code = null, error_message = null,
      ses_message_id = coalesce(r.ses_message_id, w.message_id),
      sent_at = coalesce(r.sent_at, w.at),
      merge_data = case when r.kind = 'transactional' then null else r.merge_data end
    from (select distinct on (campaign_id, id) * from ${asTable(events)}
      where type <> 'unknown' order by campaign_id, id, at) w
    where r.campaign_id = w.campaign_id and r.id = w.id
      and r.status <> 'sent'`);
}

/** The earliest report of each kind, and the earliest bounce's words. */
async function stampReports(tx: Database, events: SesEvent[]): Promise<void> {
  await tx.execute(sql`
    with reports as (
      select campaign_id, id,
        min(at) filter (where type = 'delivery') as delivered_at,
        min(at) filter (where type = 'delivery_delay') as delayed_at,
        min(at) filter (where type = 'bounce') as bounced_at,
        min(at) filter (where type = 'complaint') as complained_at,
        min(at) filter (where type = 'reject') as rejected_at,
        (array_agg(bounce_type order by at, bounce_type) filter (where type = 'bounce'))[1] as bounce_type,
        (array_agg(bounce_sub_type order by at, bounce_type) filter (where type = 'bounce'))[1] as bounce_sub_type,
        (array_agg(bounce_message order by at, bounce_type) filter (where type = 'bounce'))[1] as bounce_message
      from ${asTable(complaintsThatCount(events))}
      group by campaign_id, id
    )
    update recipients r set
      delivered_at = least(r.delivered_at, w.delivered_at),
      delayed_at = least(r.delayed_at, w.delayed_at),
      complained_at = least(r.complained_at, w.complained_at),
      rejected_at = least(r.rejected_at, w.rejected_at),
      bounce_type = case when w.bounced_at < coalesce(r.bounced_at, 'infinity') then w.bounce_type else r.bounce_type end,
      bounce_sub_type = case when w.bounced_at < coalesce(r.bounced_at, 'infinity') then w.bounce_sub_type else r.bounce_sub_type end,
      bounce_message = case when w.bounced_at < coalesce(r.bounced_at, 'infinity') then w.bounce_message else r.bounce_message end,
      bounced_at = least(r.bounced_at, w.bounced_at)
    from reports w where r.campaign_id = w.campaign_id and r.id = w.id`);
}

/** `not-spam` is a report, but no complaint. */
function complaintsThatCount(events: SesEvent[]): SesEvent[] {
  return events.map((event) =>
    event.type === "complaint" && !event.isComplaint ? { ...event, type: "unknown" } : event,
  );
}

/** A permanent bounce blocks the address for everything, a complaint for campaigns. */
async function suppressAddresses(tx: Database, events: SesEvent[]): Promise<void> {
  const grave = events.filter(
    (event) => event.isComplaint || (event.bounce?.type === "permanent" && !event.bounce.isEcho),
  );
  if (grave.length === 0) return;
  await tx.execute(sql`
    insert into suppressions (email_normalized, reason, source, campaign_id, recipient_id)
    select distinct on (r.email_normalized, w.type) r.email_normalized,
      (case when w.type = 'complaint' then 'complaint' else 'bounce' end)::suppression_reason,
      'ses', r.campaign_id, r.id
    from ${asTable(grave)}
    join recipients r on r.campaign_id = w.campaign_id and r.id = w.id
    where r.email_normalized <> ''
    on conflict (email_normalized, reason) do nothing`);
}

/** A complaint withdraws consent: evidence for the contact's ledger, once a mail. */
async function recordComplaintConsents(tx: Database, events: SesEvent[]): Promise<void> {
  const complaints = events.filter((event) => event.isComplaint);
  if (complaints.length === 0) return;
  await tx.execute(sql`
    insert into consents (contact_id, email_normalized, action, source, given_at, campaign_id, recipient_id)
    select distinct on (r.campaign_id, r.id) r.contact_id, r.email_normalized, 'withdrawn',
      'complaint', w.at, r.campaign_id, r.id
    from ${asTable(complaints)}
    join recipients r on r.campaign_id = w.campaign_id and r.id = w.id
    -- By the address, which is indexed; the mail alone would be looked for in all evidence there is.
    where not exists (select 1 from consents c where c.email_normalized = r.email_normalized
      and c.campaign_id = r.campaign_id and c.recipient_id = r.id and c.source = 'complaint')`);
}
