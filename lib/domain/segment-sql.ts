import { sql, type SQL } from "drizzle-orm";
import { happenedWithin, testCampaign } from "./segment-engagement-sql";
import { isGroup, type SegmentCondition, type SegmentRule } from "./segment-rule";
import { testProperty } from "./segment-property-sql";
import { joinParts, joinSummaries, summaryOf, type Summary } from "./segment-summary-sql";
import {
  always,
  maybe,
  testInstant,
  testText,
  truth,
  type SegmentClock,
  type Truth,
} from "./segment-value-sql";

export type { SegmentClock };

/**
 * A rule as one SQL condition over the table `contacts`, true or false, never null.
 * Everything a person typed travels as a parameter, property keys too.
 *
 * "Not" is carried down to the conditions, and conditions that cannot be null stand bare, so that
 * the planner may join (semi or anti) and use indexes. Neighbours that only ask the summary of
 * somebody's engagement become one look at it (docs/decisions/015-engagement.md).
 */
export function compileSegmentRule(rule: SegmentRule | SegmentCondition, clock: SegmentClock): SQL {
  return compile(rule, { clock, isNegated: false });
}

type Polarity = { clock: SegmentClock; isNegated: boolean };

function compile(rule: SegmentRule | SegmentCondition, { clock, isNegated }: Polarity): SQL {
  const summary = summaryOf(rule, clock);
  if (summary !== undefined) return askSummary(summary, isNegated);
  if (!isGroup(rule)) return truth(compileCondition(rule, clock), isNegated);
  const flips = isNegated !== (rule.not === true);
  const asked = rule.rules.flatMap((part) => summaryOf(part, clock) ?? []);
  const parts = rule.rules
    .filter((part) => summaryOf(part, clock) === undefined)
    .map((part) => compile(part, { clock, isNegated: flips }));
  if (asked.length > 0) parts.unshift(askSummary(joinSummaries(asked, rule.match), flips));
  return joinParts(parts, (rule.match === "all") !== flips);
}

/** Whoever has no row was never mailed: asked for by looking for a row that says otherwise. */
function askSummary({ holds, holdsWithout }: Summary, isNegated: boolean): SQL {
  const found = (which: SQL) => sql`exists (select 1 from contact_engagement engagement
    where engagement.contact_id = contacts.id and ${which})`;
  if (holdsWithout === isNegated) return found(isNegated ? sql`not ${holds}` : holds);
  return sql`not ${found(isNegated ? holds : sql`not ${holds}`)}`;
}

function compileCondition(condition: SegmentCondition, clock: SegmentClock): Truth {
  switch (condition.field) {
    case "created_at":
      return testInstant(condition.test, clock);
    case "property":
      return testProperty(condition, clock);
    case "topic":
      return testTopic(condition);
    case "consent":
      return testConsent(condition, clock);
    case "suppression":
      return always(testSuppression(condition.reason), { isNegated: !condition.is });
    case "import":
      return always(testImport(condition.value), { isNegated: condition.op === "not_in" });
    case "member":
      return always(testMember(condition.segmentId, clock), {
        isNegated: condition.op === "not_in",
      });
    case "campaign":
      return testCampaign(condition, clock);
    case "email":
    case "name":
    case "first_name":
    case "last_name":
    case "phone":
    case "locale":
    case "source":
      return maybe(testText(textColumns[condition.field], condition.test));
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

function testTopic({ topicId, state }: Extract<SegmentCondition, { field: "topic" }>): Truth {
  const answer = sql`select 1 from subscriptions
    where subscriptions.contact_id = contacts.id and subscriptions.topic_id = ${topicId}::bigint`;
  if (state === "unanswered") return always(sql`exists (${answer})`, { isNegated: true });
  return always(sql`exists (${answer} and subscriptions.status = ${state}::subscription_status)`);
}

function testConsent(
  { action, happened, topicId, days }: Extract<SegmentCondition, { field: "consent" }>,
  clock: SegmentClock,
): Truth {
  // An entry without a topic is about everything.
  const ofTopic =
    topicId === null
      ? sql``
      : sql` and (consents.topic_id = ${topicId}::bigint or consents.topic_id is null)`;
  return always(
    sql`exists (select 1 from consents where consents.contact_id = contacts.id
      and consents.action = ${action}::consent_action${ofTopic} and consents.undone_at is null
      and ${happenedWithin(sql`consents.given_at`, days, clock)})`,
    { isNegated: happened === "no" },
  );
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

function testMember(segmentId: number, { asOf }: SegmentClock): SQL {
  return sql`exists (select 1 from segment_members
    where segment_members.segment_id = ${segmentId}::bigint
    and segment_members.contact_id = contacts.id
    and segment_members.added_at <= ${asOf.toISOString()}::timestamptz)`;
}
