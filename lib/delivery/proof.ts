import { type SQL, sql } from "drizzle-orm";

/**
 * Somebody has seen this recipient's mail (alias r): SES reported about it, or it was opened, clicked
 * or unsubscribed from. Whatever the row says, no policy sends it again. The campaigns that are asked
 * about are named for the events, too, so that no other campaign's partition is opened.
 */
export const isProved = (campaignIds: readonly number[]): SQL => sql`
  (coalesce(r.opened_at, r.clicked_at, r.unsubscribed_at) is not null
  or exists (select 1 from email_events e
    where e.campaign_id = any(${sql.param([...campaignIds])}::bigint[])
      and e.campaign_id = r.campaign_id and e.recipient_id = r.id and e.ses_message_id is not null))`;
