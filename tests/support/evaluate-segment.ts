import type { PropertyValues, SuppressionReason } from "@/db/schema/audience";
import type { CampaignKind } from "@/db/schema/campaigns";
import {
  isGroup,
  type BooleanTest,
  type ChoiceTest,
  type DateTest,
  type ListTest,
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
  consents: { action: "granted" | "withdrawn"; topicId: number | null; givenAt: Date }[];
  memberships: { segmentId: number; addedAt: Date }[];
  mails: {
    campaignId: number;
    kind: CampaignKind;
    at: Record<string, Date | null>;
    clicks: { link: number; at: Date }[];
  }[];
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
    case "consent": {
      const { topicId, days } = condition;
      const found = person.consents.some(
        (entry) =>
          entry.action === condition.action &&
          (topicId === null || entry.topicId === null || entry.topicId === topicId) &&
          happened(entry.givenAt, days, clock),
      );
      return found === (condition.happened === "yes");
    }
    case "member": {
      const isMember = person.memberships.some(
        ({ segmentId, addedAt }) => segmentId === condition.segmentId && addedAt <= clock.asOf,
      );
      return isMember === (condition.op === "in");
    }
    case "campaign":
      return engagementMatches(condition, person, clock);
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

function engagementMatches(
  condition: Extract<SegmentCondition, { field: "campaign" }>,
  { mails }: Person,
  clock: Clock,
): boolean {
  const { event, campaignId, days, link } = condition;
  const ofCampaign = mails.filter(
    (mail) =>
      ["marketing", "information"].includes(mail.kind) &&
      (campaignId === null || mail.campaignId === campaignId),
  );
  const did = (what: string) =>
    ofCampaign.some((mail) => happened(mail.at[what] ?? null, days, clock));
  const didIt =
    link === undefined
      ? did(event)
      : ofCampaign.some(({ clicks }) =>
          clicks.some((click) => click.link === link && happened(click.at, days, clock)),
        );
  const answers = { yes: didIt, no: !didIt, sent_but_not: did("sent") && !didIt };
  return answers[condition.happened];
}

/** Not after the rule's moment, and in its last days; null = ever. */
function happened(at: Date | null, days: number | null, clock: Clock): boolean {
  if (!at || at > clock.asOf) return false;
  return days === null || daysAgo(localDay(at, clock), clock) <= days;
}

function propertyMatches(
  condition: Extract<SegmentCondition, { field: "property" }>,
  value: PropertyValues[string],
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
      const isDay = typeof value === "string" && /^.{4}-.{2}-.{2}$/su.test(value);
      return dateMatches(isDay ? value : null, condition.test, clock);
    }
    case "choice":
      return choiceMatches(typeof value === "string" ? value : "", condition.test);
    case "list":
      return listMatches(Array.isArray(value) ? value : [], condition.test);
  }
}

function choiceMatches(value: string, test: ChoiceTest): boolean {
  switch (test.op) {
    case "is_empty":
      return value === "";
    case "is_not_empty":
      return value !== "";
    case "is":
      return value === test.value;
    case "is_not":
      return value !== test.value;
    case "in":
      return test.values.includes(value);
    case "not_in":
      return !test.values.includes(value);
  }
}

function listMatches(items: string[], test: ListTest): boolean {
  const has = (word: string) => items.some((item) => item.toLowerCase() === word.toLowerCase());
  switch (test.op) {
    case "is_empty":
      return items.length === 0;
    case "is_not_empty":
      return items.length > 0;
    case "has_any":
      return test.values.some(has);
    case "has_all":
      return test.values.every(has);
    case "has_none":
      return !test.values.some(has);
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
