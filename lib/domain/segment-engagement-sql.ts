import { sql, type SQL } from "drizzle-orm";
import type { EngagementEvent, SegmentCondition } from "./segment-rule";
import { always, startOfDaysAgo, type SegmentClock, type Truth } from "./segment-value-sql";

type Engagement = Extract<SegmentCondition, { field: "campaign" }>;

/**
 * What counts as an event, in the ledger and in the summary of a contact. Machines that open and
 * click are not told apart yet; when they are, these two columns name the human ones, and the fold
 * (lib/contact-engagement.ts) raises the summary by them: nothing else knows.
 */
const eventColumns: Record<EngagementEvent, { ledger: SQL; summary: SQL }> = {
  sent: columns("sent_at"),
  delivered: columns("delivered_at"),
  opened: columns("opened_at"),
  clicked: columns("clicked_at"),
  bounced: columns("bounced_at"),
  complained: columns("complained_at"),
  unsubscribed: columns("unsubscribed_at"),
};

function columns(at: string) {
  return { ledger: sql.raw(`recipients.${at}`), summary: sql.raw(`engagement.last_${at}`) };
}

/** Of some campaign, asked of the summary (row `engagement`), never null; "no" is the caller's. */
export function testSummary({ event, happened, days }: Engagement, clock: SegmentClock): SQL {
  const did = (what: EngagementEvent) => {
    const at = eventColumns[what].summary;
    const since = days === null ? sql`true` : sql`${at} >= ${startOfDaysAgo(days, clock)}`;
    if (clock.isPast !== true) return sql`(${at} is not null and ${since})`;
    const asOf = sql`${clock.asOf.toISOString()}::timestamptz`;
    return sql`(${at} is not null and ${since} and (${at} <= ${asOf}
      or ${wasBefore(eventColumns[what].ledger, days, clock)}))`;
  };
  return happened === "sent_but_not" ? sql`(${did("sent")} and not ${did(event)})` : did(event);
}

/**
 * The latest time lies after the rule's moment, and may have covered an earlier one: only then the
 * ledger is asked. A scalar subquery, because the planner may not turn it into a hash of the ledger.
 */
function wasBefore(at: SQL, days: number | null, clock: SegmentClock): SQL {
  return sql`coalesce((select true from recipients
    where recipients.contact_id = engagement.contact_id
    and recipients.kind in ('marketing', 'information')
    and ${happenedWithin(at, days, clock)} limit 1), false)`;
}

/** Of one campaign, asked of its rows in the ledger; a contact has one row in it. */
export function testCampaign(condition: Engagement, clock: SegmentClock): Truth {
  const { event, happened, link, days } = condition;
  const was = (what: EngagementEvent) => happenedWithin(eventColumns[what].ledger, days, clock);
  if (happened !== "sent_but_not") {
    const did =
      link === undefined ? inLedger(condition, was(event)) : clickedLink(condition, clock);
    return always(did, { isNegated: happened === "no" });
  }
  if (link === undefined)
    return always(inLedger(condition, sql`${was("sent")} and (${was(event)}) is not true`));
  return always(
    sql`(${inLedger(condition, was("sent"))} and not ${clickedLink(condition, clock)})`,
  );
}

function inLedger({ campaignId }: Engagement, which: SQL): SQL {
  return sql`exists (select 1 from recipients
    where recipients.contact_id = contacts.id and recipients.campaign_id = ${campaignId}::bigint
    and recipients.kind in ('marketing', 'information') and ${which})`;
}

/** Every click is kept as an event that names its link; the event names the recipient. */
function clickedLink({ campaignId, link, days }: Engagement, clock: SegmentClock): SQL {
  return sql`exists (select 1 from email_events join recipients
      on recipients.campaign_id = email_events.campaign_id
      and recipients.id = email_events.recipient_id
    where email_events.campaign_id = ${campaignId}::bigint and email_events.type = 'click'
    and email_events.payload -> 'link' = to_jsonb(${link}::int)
    and recipients.campaign_id = ${campaignId}::bigint
    and recipients.kind in ('marketing', 'information')
    and recipients.contact_id = contacts.id
    and ${happenedWithin(sql`email_events.occurred_at`, days, clock)})`;
}

/** Not after the rule's moment, and in its last days; null = ever. */
export function happenedWithin(at: SQL, days: number | null, clock: SegmentClock): SQL {
  const since = days === null ? sql`` : sql` and ${at} >= ${startOfDaysAgo(days, clock)}`;
  return sql`${at} <= ${clock.asOf.toISOString()}::timestamptz${since}`;
}
