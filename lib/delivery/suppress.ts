import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import type { SuppressionReason } from "@/db/schema/audience";
import { normalizeEmail } from "@/lib/domain/email-address";
import type { OurEvent } from "@/lib/domain/recipient-report";
import type { SesEvent } from "@/lib/domain/ses-event";

/**
 * Why a report stops mail to its address: for everything after a permanent bounce, for campaigns
 * after a complaint, or when SES's own list says that the person unsubscribed there.
 */
function suppressionOf({ bounce, isComplaint }: SesEvent): SuppressionReason | undefined {
  if (isComplaint) return "complaint";
  if (bounce?.kind === "hard") return "bounce";
  return bounce?.subType === "UnsubscribedRecipient" ? "unsubscribe" : undefined;
}

/** Blocks the recipients' addresses, and keeps a complaint as a withdrawn consent. */
export async function suppressReported(tx: Database, events: OurEvent[]): Promise<void> {
  const grave = events.flatMap((event) => {
    const reason = suppressionOf(event);
    return reason === undefined ? [] : [{ ...event, reason }];
  });
  if (grave.length === 0) return;
  await tx.execute(sql`
    insert into suppressions (email_normalized, reason, source, campaign_id, recipient_id)
    select distinct on (r.email_normalized, w.reason) r.email_normalized, w.reason, 'ses',
      r.campaign_id, r.id
    from unnest(
      ${sql.param(grave.map(({ campaignId }) => campaignId))}::bigint[],
      ${sql.param(grave.map(({ recipientId }) => recipientId))}::bigint[],
      ${sql.param(grave.map(({ reason }) => reason))}::suppression_reason[]) as w (campaign_id, id, reason)
    join recipients r on r.campaign_id = w.campaign_id and r.id = w.id
    where r.email_normalized <> ''
    order by 1, 2, 4, 5
    on conflict (email_normalized, reason) do nothing`);
  await recordComplaintConsents(
    tx,
    grave.filter(({ isComplaint }) => isComplaint),
  );
}

/** A complaint withdraws consent: evidence for the contact's ledger, once a mail. */
async function recordComplaintConsents(tx: Database, complaints: OurEvent[]): Promise<void> {
  if (complaints.length === 0) return;
  await tx.execute(sql`
    insert into consents (contact_id, email_normalized, action, source, given_at, campaign_id, recipient_id)
    select distinct on (r.campaign_id, r.id) r.contact_id, r.email_normalized, 'withdrawn',
      'complaint', w.at, r.campaign_id, r.id
    from unnest(
      ${sql.param(complaints.map(({ campaignId }) => campaignId))}::bigint[],
      ${sql.param(complaints.map(({ recipientId }) => recipientId))}::bigint[],
      ${sql.param(complaints.map(({ occurredAt }) => occurredAt.toISOString()))}::timestamptz[])
      as w (campaign_id, id, at)
    join recipients r on r.campaign_id = w.campaign_id and r.id = w.id
    -- By the address, which is indexed; the mail alone would be looked for in all evidence there is.
    where not exists (select 1 from consents c where c.email_normalized = r.email_normalized
      and c.campaign_id = r.campaign_id and c.recipient_id = r.id and c.source = 'complaint')
    order by r.campaign_id, r.id, w.at`);
}

/** The campaign is archived, its rows are gone: the report itself still says whom it is about. */
export async function suppressLate(tx: Database, events: OurEvent[]): Promise<void> {
  const grave = events.flatMap((event) => {
    const reason = suppressionOf(event);
    const address = normalizeEmail(event.address);
    return reason !== undefined && address.ok ? [{ ...event, reason, address }] : [];
  });
  if (grave.length === 0) return;
  await tx.execute(sql`
    insert into suppressions (email_normalized, reason, source, campaign_id, recipient_id)
    select distinct on (email, reason) email, reason, 'ses', campaign_id, id
    from unnest(
      ${sql.param(grave.map(({ address }) => address.normalized))}::text[],
      ${sql.param(grave.map(({ reason }) => reason))}::suppression_reason[],
      ${sql.param(grave.map(({ campaignId }) => campaignId))}::bigint[],
      ${sql.param(grave.map(({ recipientId }) => recipientId))}::bigint[])
      as w (email, reason, campaign_id, id)
    order by 1, 2, 4, 5
    on conflict (email_normalized, reason) do nothing`);
}
