import { sql, type SQL } from "drizzle-orm";
import { addDays, dayIn } from "@/lib/domain/calendar-day";
import { readyRule } from "@/lib/domain/ready-segments";
import type { SegmentCondition, SegmentRule } from "@/lib/domain/segment-rule";
import type { SegmentWorld } from "./segment-world";

/**
 * A rule and the quickest way that we know to count it by hand, on the same tables. Whoever writes
 * by hand knows which spellings there are, and casts what is always a number.
 */
export type MeasuredRule = { name: string; rule: SegmentRule; byHand: SQL };

/** Twelve that a shop would write: fields, properties, topics, engagement, groups within groups. */
export function measuredRules(world: SegmentWorld): MeasuredRule[] {
  return [...fieldRules(world), ...summaryRules, ...campaignRules(world), nestedRule(world)];
}

function fieldRules({ topicId }: SegmentWorld): MeasuredRule[] {
  return [
    {
      name: "grade is VIP",
      rule: all(isVip),
      byHand: sql`select count(*) from contacts where properties ->> 'grade' in ('VIP', 'vip')`,
    },
    {
      name: "points at least 25,000, grade VIP or GOLD",
      rule: all(points(25_000), {
        field: "property",
        key: "grade",
        type: "text",
        test: { op: "in", values: ["VIP", "GOLD"] },
      }),
      byHand: sql`select count(*) from contacts where (properties -> 'points')::numeric >= 25000
        and properties ->> 'grade' in ('VIP', 'vip', 'GOLD', 'gold')`,
    },
    {
      name: "signed up in the last year",
      rule: all({
        field: "property",
        key: "signup_date",
        type: "date",
        test: { op: "in_last_days", days: 365 },
      }),
      byHand: sql`select count(*) from contacts where properties ->> 'signup_date'
        between ${dayAgo(365)}::text and ${dayAgo(0)}::text`,
    },
    {
      name: "in Seoul and subscribed",
      rule: all(
        { field: "property", key: "region", type: "text", test: { op: "is", value: "서울" } },
        subscribedTo(topicId),
      ),
      byHand: sql`select count(*) from contacts join subscriptions s on s.contact_id = contacts.id
        where s.topic_id = ${topicId}::bigint and s.status = 'subscribed'
          and properties ->> 'region' = '서울'`,
    },
    {
      name: "new in 30 days",
      rule: readyRule("fresh"),
      byHand: sql`select count(*) from contacts where created_at >= ${startAgo(30)}
        and created_at < ${startAgo(-1)}`,
    },
  ];
}

const zone = "Asia/Seoul";

/** The day in the organisation's zone; a constant, as anybody would write it by hand. */
function dayAgo(days: number): string {
  return addDays(dayIn(zone, new Date()), -days);
}

/** The instant at which that day began. */
function startAgo(days: number): SQL {
  return sql`(${dayAgo(days)}::date::timestamp at time zone ${zone}::text)`;
}

const summaryRules: MeasuredRule[] = [
  {
    name: "active in 90 days",
    rule: readyRule("active"),
    byHand: sql`select count(*) from contact_engagement
        where last_opened_at >= ${startAgo(90)} or last_clicked_at >= ${startAgo(90)}`,
  },
  {
    name: "inactive for 180 days",
    rule: readyRule("inactive"),
    byHand: sql`select count(*) from contact_engagement where last_sent_at >= ${startAgo(180)}
        and (last_opened_at >= ${startAgo(180)}) is not true
        and (last_clicked_at >= ${startAgo(180)}) is not true`,
  },
  {
    name: "never mailed",
    rule: readyRule("never"),
    byHand: sql`select (select count(*) from contacts)
        - (select count(*) from contact_engagement where last_sent_at is not null) as count`,
  },
];

/** A ledger outlives its people: whoever was merged into another contact still stands in it. */
const stillKnown = sql`exists (select 1 from contacts c where c.id = r.contact_id)`;

function campaignRules({ campaignId }: SegmentWorld): MeasuredRule[] {
  const inNewest = (event: "opened" | "clicked") =>
    ({ field: "campaign", event, campaignId, days: null }) as const;
  return [
    {
      name: "opened the newest campaign",
      rule: all({ ...inNewest("opened"), happened: "yes" }),
      byHand: sql`select count(*) from recipients r
        where campaign_id = ${campaignId}::bigint and opened_at is not null and ${stillKnown}`,
    },
    {
      name: "got the newest, did not click",
      rule: all({ ...inNewest("clicked"), happened: "sent_but_not" }),
      byHand: sql`select count(*) from recipients r where campaign_id = ${campaignId}::bigint
        and sent_at is not null and clicked_at is null and ${stillKnown}`,
    },
    {
      name: "clicked its first link",
      rule: all({ ...inNewest("clicked"), happened: "yes", link: 0 }),
      byHand: sql`select count(distinct r.contact_id) from email_events e
        join recipients r on r.id = e.recipient_id and r.campaign_id = ${campaignId}::bigint
        where e.campaign_id = ${campaignId}::bigint and type = 'click' and payload -> 'link' = '0'
          and ${stillKnown}`,
    },
  ];
}

function nestedRule({ topicId }: SegmentWorld): MeasuredRule {
  return {
    name: "subscribed, active, VIP or rich, no bounce",
    rule: all(
      subscribedTo(topicId),
      readyRule("active"),
      { match: "any", rules: [isVip, points(40_000)] },
      { match: "any", not: true, rules: [{ field: "suppression", is: true, reason: "bounce" }] },
    ),
    byHand: sql`select count(*) from contacts
      join subscriptions s on s.contact_id = contacts.id and s.topic_id = ${topicId}::bigint
        and s.status = 'subscribed'
      join contact_engagement e on e.contact_id = contacts.id
        and (e.last_opened_at >= ${startAgo(90)} or e.last_clicked_at >= ${startAgo(90)})
      where (properties ->> 'grade' in ('VIP', 'vip') or (properties -> 'points')::numeric >= 40000)
        and not exists (select 1 from suppressions x
          where x.email_normalized = contacts.email_normalized and x.reason = 'bounce')`,
  };
}

const isVip: SegmentCondition = {
  field: "property",
  key: "grade",
  type: "text",
  test: { op: "is", value: "VIP" },
};

function subscribedTo(topicId: number): SegmentCondition {
  return { field: "topic", topicId, state: "subscribed" };
}

function all(...rules: SegmentRule["rules"]): SegmentRule {
  return { match: "all", rules };
}

function points(value: number): SegmentCondition {
  return { field: "property", key: "points", type: "number", test: { op: "gte", value } };
}
