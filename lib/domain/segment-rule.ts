import * as z from "zod";

/**
 * The rule of a segment: conditions joined by "all of" or "any of", in groups within groups.
 * A negated test is the exact complement: "city is not Seoul" includes people without a city.
 */
export type SegmentGroup = {
  match: "all" | "any";
  not?: boolean | undefined;
  rules: (SegmentCondition | SegmentGroup)[];
};
export type SegmentRule = SegmentGroup;

/** Bounds that keep a rule readable and its SQL small. */
export const segmentBounds = { depth: 4, conditions: 50, values: 1000, days: 36_500 } as const;

const emptiness = z.object({ op: z.literal(["is_empty", "is_not_empty"]) });
const words = z.string().trim().min(1).max(500);
/** Bounded, because PostgreSQL knows no year 0 and a day's neighbours must have four digits too. */
const isoDate = z.iso.date().refine((day) => day >= "1000-01-01" && day <= "9998-12-31");
const days = z.int().min(0).max(segmentBounds.days);
const id = z.int().positive();

const textTest = z.discriminatedUnion("op", [
  emptiness,
  z.object({
    op: z.literal(["is", "is_not", "contains", "not_contains", "starts_with", "ends_with"]),
    value: words,
  }),
  z.object({
    op: z.literal(["in", "not_in"]),
    values: z.array(words).min(1).max(segmentBounds.values),
  }),
]);

const numberTest = z.discriminatedUnion("op", [
  emptiness,
  z.object({ op: z.literal(["eq", "neq", "lt", "lte", "gt", "gte"]), value: z.number() }),
  z.object({ op: z.literal("between"), from: z.number(), to: z.number() }),
]);

/** Days are calendar days in the organisation's time zone, counted from the rule's `asOf`. */
const dateTest = z.discriminatedUnion("op", [
  emptiness,
  z.object({ op: z.literal(["on", "before", "after"]), value: isoDate }),
  z.object({ op: z.literal("between"), from: isoDate, to: isoDate }),
  z.object({ op: z.literal(["in_last_days", "older_than_days", "in_next_days"]), days }),
]);

const booleanTest = z.discriminatedUnion("op", [
  emptiness,
  z.object({ op: z.literal(["is_true", "is_false"]) }),
]);

/** Values are the choices' keys, which never change; labels may. */
const choiceTest = z.discriminatedUnion("op", [
  emptiness,
  z.object({ op: z.literal(["is", "is_not"]), value: words }),
  z.object({
    op: z.literal(["in", "not_in"]),
    values: z.array(words).min(1).max(segmentBounds.values),
  }),
]);

const listTest = z.discriminatedUnion("op", [
  emptiness,
  z.object({
    op: z.literal(["has_any", "has_all", "has_none"]),
    values: z.array(words).min(1).max(segmentBounds.values),
  }),
]);

export const textFields = [
  "email",
  "name",
  "first_name",
  "last_name",
  "phone",
  "locale",
  "source",
] as const;

const property = z.object({ field: z.literal("property"), key: z.string().min(1).max(100) });

export const engagementEvents = [
  "sent",
  "delivered",
  "opened",
  "clicked",
  "bounced",
  "complained",
  "unsubscribed",
] as const;

const condition = z.union([
  z.object({ field: z.literal(textFields), test: textTest }),
  z.object({ field: z.literal("created_at"), test: dateTest }),
  property.extend({ type: z.literal("text"), test: textTest }),
  property.extend({ type: z.literal("number"), test: numberTest }),
  property.extend({ type: z.literal("date"), test: dateTest }),
  property.extend({ type: z.literal("boolean"), test: booleanTest }),
  property.extend({ type: z.literal("choice"), test: choiceTest }),
  property.extend({ type: z.literal("list"), test: listTest }),
  z.object({
    field: z.literal("topic"),
    topicId: id,
    state: z.literal(["subscribed", "unsubscribed", "unanswered"]),
  }),
  // What the consent ledger says; a topic of null = any, or everything.
  z.object({
    field: z.literal("consent"),
    action: z.literal(["granted", "withdrawn"]),
    happened: z.literal(["yes", "no"]),
    topicId: id.nullable(),
    days: days.nullable(), // in the last N days; null = ever
  }),
  z.object({
    field: z.literal("suppression"),
    is: z.boolean(),
    reason: z.literal(["any", "bounce", "soft_bounce", "complaint", "unsubscribe", "manual"]),
  }),
  z.object({ field: z.literal("import"), op: z.literal(["in", "not_in"]), value: id }),
  z
    .object({
      field: z.literal("campaign"),
      event: z.literal(engagementEvents),
      // "sent_but_not": was sent such a mail and did not do it, e.g. those who did not open.
      happened: z.literal(["yes", "no", "sent_but_not"]),
      campaignId: id.nullable(), // null = any campaign
      days: days.nullable(), // in the last N days; null = ever
      link: z.int().min(0).max(10_000).optional(), // of that campaign's links, the first is 0
    })
    // A link is one of one campaign's mail, and all that one does with it is click.
    .refine(
      ({ link, event, campaignId }) =>
        link === undefined || (event === "clicked" && campaignId !== null),
    ),
  z.object({ field: z.literal("member"), op: z.literal(["in", "not_in"]), segmentId: id }),
]);

export type SegmentCondition = z.infer<typeof condition>;
export type TextTest = z.infer<typeof textTest>;
export type NumberTest = z.infer<typeof numberTest>;
export type DateTest = z.infer<typeof dateTest>;
export type BooleanTest = z.infer<typeof booleanTest>;
export type ChoiceTest = z.infer<typeof choiceTest>;
export type ListTest = z.infer<typeof listTest>;
export type EngagementEvent = (typeof engagementEvents)[number];

/** One schema a level, so that no input can nest deeper than the bound. */
function groupSchema(levelsBelow: number): z.ZodType<SegmentGroup> {
  const rule = levelsBelow > 0 ? z.union([condition, groupSchema(levelsBelow - 1)]) : condition;
  return z.object({
    match: z.literal(["all", "any"]),
    not: z.boolean().optional(),
    rules: z.array(rule).min(1).max(segmentBounds.conditions),
  });
}

export const segmentRule = groupSchema(segmentBounds.depth - 1).refine(
  (rule) => listConditions(rule).length <= segmentBounds.conditions,
  { message: "too_many_conditions" },
);

export function isGroup(rule: SegmentCondition | SegmentGroup): rule is SegmentGroup {
  return "match" in rule;
}

/** Every condition of a rule, in reading order. */
export function listConditions(group: SegmentGroup): SegmentCondition[] {
  return group.rules.flatMap((rule) => (isGroup(rule) ? listConditions(rule) : [rule]));
}

/** The rule "the people of this import". */
export function importRule(importId: number): SegmentRule {
  return { match: "all", rules: [{ field: "import", op: "in", value: importId }] };
}

/** The rule of a static segment: exactly those who were put into it. */
export function memberRule(segmentId: number): SegmentRule {
  return { match: "all", rules: [{ field: "member", op: "in", segmentId }] };
}

/** A static segment holds a list of people; any other one picks them anew by its rule. */
export function isStatic({ id: segmentId, rule }: { id: number; rule: SegmentRule }): boolean {
  const [only, ...others] = rule.rules;
  if (only === undefined || others.length > 0 || isGroup(only) || rule.not === true) return false;
  return only.field === "member" && only.op === "in" && only.segmentId === segmentId;
}
