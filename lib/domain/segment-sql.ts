import { sql, type SQL } from "drizzle-orm";
import {
  isGroup,
  type EngagementEvent,
  type SegmentCondition,
  type SegmentRule,
} from "./segment-rule";
import {
  complement,
  startOfDaysAgo,
  testBoolean,
  testDay,
  testInstant,
  testNumber,
  testText,
  type SegmentClock,
} from "./segment-value-sql";

export type { SegmentClock };

/**
 * A rule as one SQL condition over the table `contacts`, true or false, never null.
 * Everything a person typed travels as a parameter, property keys too.
 */
export function compileSegmentRule(rule: SegmentRule | SegmentCondition, clock: SegmentClock): SQL {
  if (!isGroup(rule)) return sql`coalesce(${compileCondition(rule, clock)}, false)`;
  const parts = rule.rules.map((part) => compileSegmentRule(part, clock));
  const joined = sql.join(parts, rule.match === "all" ? sql` and ` : sql` or `);
  return rule.not ? sql`not (${joined})` : sql`(${joined})`;
}

function compileCondition(condition: SegmentCondition, clock: SegmentClock): SQL {
  switch (condition.field) {
    case "created_at":
      return testInstant(condition.test, clock);
    case "property":
      return testProperty(condition, clock);
    case "topic":
      return testTopic(condition);
    case "suppression":
      return complement(!condition.is, testSuppression(condition.reason));
    case "import":
      return complement(condition.op === "not_in", testImport(condition.value));
    case "campaign":
      return testEngagement(condition, clock);
    case "email":
    case "name":
    case "first_name":
    case "last_name":
    case "phone":
    case "locale":
    case "source":
      return testText(textColumns[condition.field], condition.test);
  }
}

const textColumns = {
  email: sql`contacts.email`,
  name: sql`contacts.name`,
  first_name: sql`contacts.first_name`,
  last_name: sql`contacts.last_name`,
  phone: sql`contacts.phone`,
  locale: sql`contacts.locale`,
  source: sql`contacts.source`,
};

type PropertyCondition = Extract<SegmentCondition, { field: "property" }>;

/** A value of another JSON type than declared counts as empty: a cast must never fail a campaign. */
function testProperty(condition: PropertyCondition, clock: SegmentClock): SQL {
  const key = sql`${condition.key}::text`;
  const json = sql`contacts.properties -> ${key}`;
  const text = sql`contacts.properties ->> ${key}`;
  const ofType = (type: string) =>
    sql`(case when jsonb_typeof(${json}) = ${sql.raw(`'${type}'`)} then ${text} end)`;
  switch (condition.type) {
    case "text":
      return testText(ofType("string"), condition.test);
    case "number":
      return testNumber(sql`(${ofType("number")})::numeric`, condition.test);
    case "boolean":
      return testBoolean(sql`(${ofType("boolean")})::boolean`, condition.test);
    case "date":
      return testDay(
        sql`(case when ${ofType("string")} ~ '^\\d{4}-\\d{2}-\\d{2}$' then ${text} end)`,
        condition.test,
        clock,
      );
  }
}

function testTopic({ topicId, state }: Extract<SegmentCondition, { field: "topic" }>): SQL {
  const answer = sql`select 1 from subscriptions
    where subscriptions.contact_id = contacts.id and subscriptions.topic_id = ${topicId}::bigint`;
  if (state === "unanswered") return sql`not exists (${answer})`;
  return sql`exists (${answer} and subscriptions.status = ${state}::subscription_status)`;
}

function testSuppression(reason: string): SQL {
  const which =
    reason === "any" ? sql`` : sql` and suppressions.reason = ${reason}::suppression_reason`;
  return sql`exists (select 1 from suppressions
    where suppressions.email_normalized = contacts.email_normalized${which})`;
}

function testImport(importId: number): SQL {
  return sql`exists (select 1 from import_contacts
    where import_contacts.import_id = ${importId}::bigint
    and import_contacts.contact_id = contacts.id)`;
}

const eventColumns: Record<EngagementEvent, string> = {
  sent: "sent_at",
  delivered: "delivered_at",
  opened: "opened_at",
  clicked: "clicked_at",
  bounced: "bounced_at",
  complained: "complained_at",
  unsubscribed: "unsubscribed_at",
};

function testEngagement(
  { event, happened, campaignId, days }: Extract<SegmentCondition, { field: "campaign" }>,
  clock: SegmentClock,
): SQL {
  const did = (what: EngagementEvent) => {
    const at = sql`recipients.${sql.raw(eventColumns[what])}`;
    const which =
      campaignId === null ? sql`` : sql` and recipients.campaign_id = ${campaignId}::bigint`;
    const since = days === null ? sql`` : sql` and ${at} >= ${startOfDaysAgo(days, clock)}`;
    return sql`exists (select 1 from recipients
      where recipients.contact_id = contacts.id and recipients.kind in ('marketing', 'information')
      and ${at} <= ${clock.asOf.toISOString()}::timestamptz${which}${since})`;
  };
  if (happened === "yes") return did(event);
  if (happened === "no") return sql`not ${did(event)}`;
  return sql`(${did("sent")} and not ${did(event)})`;
}
