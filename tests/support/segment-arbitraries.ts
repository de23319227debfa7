import fc from "fast-check";
import {
  engagementEvents,
  textFields,
  type SegmentCondition,
  type SegmentRule,
} from "@/lib/domain/segment-rule";

// Small pools, so that random rules meet random people; the odd ones are there to break SQL.
const texts = [
  "",
  "a",
  "A%",
  "100%",
  "a_b",
  "back\\slash",
  "o'hara",
  "김민준",
  "서울",
  "Seoul",
  "SEOUL",
  "Ångström 7",
  "ångström 7",
  "TRUE",
  "12.5",
  "an address longer than its spellings",
  "An Address longer than its spellings",
  "x;--",
];
const days = ["2026-11-21", "2026-11-20", "2026-11-14", "2026-10-21", "2025-02-28", "2026-12-01"];
const numbers = [0, 1, -1, 0.1, 1e21, 12.5, 9_007_199_254_740_991];
const keys = ["city", "spent", "joined", "vip", 'it\'s "odd"', "none"];

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const text = fc.constantFrom(...texts);
const word = fc.constantFrom(...texts.filter((one) => one !== ""));
const day = fc.constantFrom(...days);
const number = fc.constantFrom(...numbers);

/** Ids that rules may name; each condition may also name one that does not exist. */
export type Pools = {
  topicIds: number[];
  campaignIds: number[];
  importIds: number[];
  segmentIds: number[];
};

/** A random person, around `asOf`; `after` is how many hours of the future there are. */
export function personArbitrary(asOf: Date, pools: Pools, { after = 3 * 24 } = {}) {
  const instant = fc
    .integer({ min: -60 * 24, max: after })
    .map((hours) => new Date(asOf.getTime() + hours * 3_600_000));
  const status = fc.constantFrom("subscribed" as const, "unsubscribed" as const);
  const reasons = ["bounce", "complaint", "manual", "unsubscribe"] as const;
  const mail = fc.record({
    campaignId: fc.constantFrom(...pools.campaignIds),
    at: fc.record(Object.fromEntries(engagementEvents.map((event) => [event, maybe(instant)])), {
      noNullPrototype: true,
    }),
    clicks: fc.array(fc.record({ link: fc.constantFrom(0, 1, 2), at: instant }), { maxLength: 2 }),
  });
  const consent = fc.record({
    action: fc.constantFrom("granted" as const, "withdrawn" as const),
    topicId: maybe(fc.constantFrom(...pools.topicIds)),
    givenAt: instant,
  });
  const membership = fc.record({
    segmentId: fc.constantFrom(...pools.segmentIds),
    addedAt: instant,
  });
  return fc.record({
    name: text,
    firstName: maybe(text),
    lastName: maybe(text),
    phone: maybe(text),
    locale: maybe(fc.constantFrom("ko", "en")),
    source: maybe(fc.constantFrom("manual", "import:1", "import:12")),
    createdAt: instant,
    // Any key may hold any type: a property may have been declared otherwise before.
    properties: fc.dictionary(
      fc.constantFrom(...keys),
      fc.oneof(
        text,
        day,
        number,
        fc.boolean(),
        fc.constant(null),
        fc.constant("2026-02-31"),
        fc.array(word, { maxLength: 3 }),
      ),
      { maxKeys: 5, noNullPrototype: true },
    ),
    topics: fc.uniqueArray(fc.record({ topicId: fc.constantFrom(...pools.topicIds), status }), {
      selector: (answer) => answer.topicId,
    }),
    suppressions: fc.uniqueArray(fc.constantFrom(...reasons), { maxLength: 2 }),
    importIds: fc.uniqueArray(fc.constantFrom(...pools.importIds), { maxLength: 2 }),
    consents: fc.array(consent, { maxLength: 2 }),
    memberships: fc.uniqueArray(membership, { selector: (one) => one.segmentId, maxLength: 2 }),
    mails: fc.uniqueArray(mail, { maxLength: 4, selector: (one) => one.campaignId }),
  });
}

/** Any one condition that the schema allows. */
export function conditionArbitrary(pools: Pools): fc.Arbitrary<SegmentCondition> {
  const property = { field: fc.constant("property" as const), key: fc.constantFrom(...keys) };
  return fc.oneof(
    fc.record({ field: fc.constantFrom(...textFields), test: textTest }),
    fc.record({ field: fc.constant("created_at" as const), test: dateTest }),
    fc.record({ ...property, type: fc.constant("text" as const), test: textTest }),
    fc.record({ ...property, type: fc.constant("number" as const), test: numberTest }),
    fc.record({ ...property, type: fc.constant("date" as const), test: dateTest }),
    fc.record({ ...property, type: fc.constant("boolean" as const), test: booleanTest }),
    fc.record({ ...property, type: fc.constant("choice" as const), test: choiceTest }),
    fc.record({ ...property, type: fc.constant("list" as const), test: listTest }),
    fc.record({
      field: fc.constant("consent" as const),
      action: oneOf("granted", "withdrawn"),
      happened: oneOf("yes", "no"),
      topicId: maybe(fc.constantFrom(...pools.topicIds, 999_999)),
      days: someDays,
    }),
    fc.record({
      field: fc.constant("member" as const),
      op: oneOf("in", "not_in"),
      segmentId: fc.constantFrom(...pools.segmentIds, 999_999),
    }),
    fc.record({
      field: fc.constant("topic" as const),
      topicId: fc.constantFrom(...pools.topicIds, 999_999),
      state: oneOf("subscribed", "unsubscribed", "unanswered"),
    }),
    fc.record({
      field: fc.constant("suppression" as const),
      is: fc.boolean(),
      reason: oneOf("any", "bounce", "complaint", "unsubscribe", "manual"),
    }),
    fc.record({
      field: fc.constant("import" as const),
      op: oneOf("in", "not_in"),
      value: fc.constantFrom(...pools.importIds, 999_999),
    }),
    fc.record({
      field: fc.constant("campaign" as const),
      event: oneOf(...engagementEvents),
      happened: oneOf("yes", "no", "sent_but_not"),
      campaignId: maybe(fc.constantFrom(...pools.campaignIds, 999_999)),
      days: someDays,
    }),
    fc.record({
      field: fc.constant("campaign" as const),
      event: fc.constant("clicked" as const),
      happened: oneOf("yes", "no", "sent_but_not"),
      campaignId: fc.constantFrom(...pools.campaignIds, 999_999),
      days: someDays,
      link: fc.constantFrom(0, 1, 2, 3),
    }),
  );
}

/** Any rule of up to four levels. */
export function ruleArbitrary(pools: Pools, levelsBelow = 3): fc.Arbitrary<SegmentRule> {
  const condition = conditionArbitrary(pools);
  const part =
    levelsBelow === 0
      ? condition
      : fc.oneof({ weight: 3, arbitrary: condition }, ruleArbitrary(pools, levelsBelow - 1));
  return fc.record({
    match: oneOf("all", "any"),
    not: fc.boolean(),
    rules: fc.array(part, { minLength: 1, maxLength: 3 }),
  });
}

function oneOf<const T extends string>(...values: T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

const someDays = maybe(fc.constantFrom(0, 1, 7, 30));

const severalWords = fc.array(word, { minLength: 1, maxLength: 3 });

const emptiness = fc.record({ op: oneOf("is_empty", "is_not_empty") });

const textTest = fc.oneof(
  emptiness,
  fc.record({
    op: oneOf("is", "is_not", "contains", "not_contains", "starts_with", "ends_with"),
    value: word,
  }),
  fc.record({
    op: oneOf("in", "not_in"),
    values: severalWords,
  }),
);

const numberTest = fc.oneof(
  emptiness,
  fc.record({ op: oneOf("eq", "neq", "lt", "lte", "gt", "gte"), value: number }),
  fc.record({ op: oneOf("between"), from: number, to: number }),
);

const dateTest = fc.oneof(
  emptiness,
  fc.record({ op: oneOf("on", "before", "after"), value: day }),
  fc.record({ op: oneOf("between"), from: day, to: day }),
  fc.record({
    op: oneOf("in_last_days", "older_than_days", "in_next_days"),
    days: fc.constantFrom(0, 1, 7, 30, 400),
  }),
);

const choiceTest = fc.oneof(
  emptiness,
  fc.record({ op: oneOf("is", "is_not"), value: word }),
  fc.record({ op: oneOf("in", "not_in"), values: severalWords }),
);

const listTest = fc.oneof(
  emptiness,
  fc.record({ op: oneOf("has_any", "has_all", "has_none"), values: severalWords }),
);

const booleanTest = fc.oneof(emptiness, fc.record({ op: oneOf("is_true", "is_false") }));
