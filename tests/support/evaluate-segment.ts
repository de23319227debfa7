import type { PropertyValues, SuppressionReason } from "@/db/schema/audience";
import type { CampaignKind } from "@/db/schema/campaigns";
import {
  isGroup,
  type BooleanTest,
  type DateTest,
  type NumberTest,
  type SegmentCondition,
  type SegmentRule,
  type TextTest,
} from "@/lib/domain/segment-rule";

/** All that a rule may ask about one person. */
export type Person = {
  text: Record<string, string | null>; // built-in fields
  createdAt: Date;
  properties: PropertyValues;
  topics: { topicId: number; status: "subscribed" | "unsubscribed" }[];
  suppressions: SuppressionReason[];
  importIds: number[];
  mails: { campaignId: number; kind: CampaignKind; at: Record<string, Date | null> }[];
};

type Clock = { asOf: Date; timeZone: string };

/** The meaning of a rule, written as plainly as possible: what the SQL is compared with. */
export function evaluateSegment(
  rule: SegmentRule | SegmentCondition,
  person: Person,
  clock: Clock,
): boolean {
  if (!isGroup(rule)) return evaluateCondition(rule, person, clock);
  const results = rule.rules.map((part) => evaluateSegment(part, person, clock));
  const joined = rule.match === "all" ? results.every(Boolean) : results.some(Boolean);
  return rule.not ? !joined : joined;
}

function evaluateCondition(condition: SegmentCondition, person: Person, clock: Clock): boolean {
  switch (condition.field) {
    case "created_at":
      return dateMatches(localDay(person.createdAt, clock), condition.test, clock);
    case "property":
      return propertyMatches(condition, person.properties[condition.key] ?? null, clock);
    case "topic": {
      const answer = person.topics.find((topic) => topic.topicId === condition.topicId);
      return condition.state === (answer?.status ?? "unanswered");
    }
    case "suppression": {
      const { reason } = condition;
      const has = person.suppressions.some((one) => reason === "any" || one === reason);
      return has === condition.is;
    }
    case "import":
      return person.importIds.includes(condition.value) === (condition.op === "in");
    case "campaign": {
      const did = (event: string) =>
        person.mails.some((mail) => {
          const at = mail.at[event];
          if (!at || at > clock.asOf || !["marketing", "information"].includes(mail.kind))
            return false;
          if (condition.campaignId !== null && mail.campaignId !== condition.campaignId)
            return false;
          return condition.days === null || daysAgo(localDay(at, clock), clock) <= condition.days;
        });
      const answers = {
        yes: did(condition.event),
        no: !did(condition.event),
        sent_but_not: did("sent") && !did(condition.event),
      };
      return answers[condition.happened];
    }
    case "email":
    case "name":
    case "first_name":
    case "last_name":
    case "phone":
    case "locale":
    case "source":
      return textMatches(person.text[condition.field] ?? null, condition.test);
  }
}

function propertyMatches(
  condition: Extract<SegmentCondition, { field: "property" }>,
  value: string | number | boolean | null,
  clock: Clock,
): boolean {
  switch (condition.type) {
    case "text":
      return textMatches(typeof value === "string" ? value : null, condition.test);
    case "number":
      return numberMatches(typeof value === "number" ? value : null, condition.test);
    case "boolean":
      return booleanMatches(typeof value === "boolean" ? value : null, condition.test);
    case "date": {
      const isDay = typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
      return dateMatches(isDay ? value : null, condition.test, clock);
    }
  }
}

function textMatches(value: string | null, test: TextTest): boolean {
  const text = (value ?? "").toLowerCase();
  const wanted = "value" in test ? test.value.toLowerCase() : "";
  switch (test.op) {
    case "is_empty":
      return text === "";
    case "is_not_empty":
      return text !== "";
    case "is":
      return text === wanted;
    case "is_not":
      return text !== wanted;
    case "contains":
      return text.includes(wanted);
    case "not_contains":
      return !text.includes(wanted);
    case "starts_with":
      return text.startsWith(wanted);
    case "ends_with":
      return text.endsWith(wanted);
    case "in":
      return test.values.some((word) => word.toLowerCase() === text);
    case "not_in":
      return !test.values.some((word) => word.toLowerCase() === text);
  }
}

function numberMatches(value: number | null, test: NumberTest): boolean {
  if (test.op === "is_empty") return value === null;
  if (test.op === "neq") return value !== test.value;
  if (value === null) return false;
  switch (test.op) {
    case "is_not_empty":
      return true;
    case "eq":
      return value === test.value;
    case "lt":
      return value < test.value;
    case "lte":
      return value <= test.value;
    case "gt":
      return value > test.value;
    case "gte":
      return value >= test.value;
    case "between":
      return value >= test.from && value <= test.to;
  }
}

function booleanMatches(value: boolean | null, test: BooleanTest): boolean {
  switch (test.op) {
    case "is_empty":
      return value === null;
    case "is_not_empty":
      return value !== null;
    case "is_true":
      return value === true;
    case "is_false":
      return value === false;
  }
}

function dateMatches(day: string | null, test: DateTest, clock: Clock): boolean {
  if (test.op === "is_empty") return day === null;
  if (day === null) return false;
  switch (test.op) {
    case "is_not_empty":
      return true;
    case "on":
      return day === test.value;
    case "before":
      return day < test.value;
    case "after":
      return day > test.value;
    case "between":
      return day >= test.from && day <= test.to;
    case "in_last_days":
      return daysAgo(day, clock) >= 0 && daysAgo(day, clock) <= test.days;
    case "older_than_days":
      return daysAgo(day, clock) > test.days;
    case "in_next_days":
      return daysAgo(day, clock) <= 0 && daysAgo(day, clock) >= -test.days;
  }
}

function daysAgo(day: string, clock: Clock): number {
  return (Date.parse(localDay(clock.asOf, clock)) - Date.parse(day)) / 86_400_000;
}

function localDay(at: Date, { timeZone }: Clock): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}
