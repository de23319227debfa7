import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import {
  contacts,
  subscriptions,
  type SubscriptionStatus,
  suppressions,
  topics,
} from "@/db/schema/audience";
import { type AudienceDefinition, audienceSql } from "@/lib/delivery/audience";
import { countAudience } from "@/lib/delivery/funnel";
import type { SegmentRule } from "@/lib/domain/segment-rule";
import { type SuppressionReason, suppressionReasons } from "@/lib/domain/suppression-reason";
import { createContact, createTopic } from "@/tests/support/campaign-factory";

let topicId: number;

beforeEach(async () => {
  for (const table of [subscriptions, contacts, suppressions, topics]) await db.delete(table);
  topicId = await createTopic();
});

type Person = {
  name: string;
  city: string | null;
  topic: SubscriptionStatus | undefined;
  suppressed: SuppressionReason[];
};

const person: fc.Arbitrary<Person> = fc.record({
  name: fc.constantFrom("김하나", "", " "),
  city: fc.constantFrom("서울", "", null),
  topic: fc.constantFrom("subscribed", "unsubscribed", undefined),
  suppressed: fc.uniqueArray(fc.constantFrom(...suppressionReasons), { maxLength: 3 }),
});

async function makePeople(people: Person[]): Promise<void> {
  for (const [n, { name, city, topic, suppressed }] of people.entries()) {
    const email = `p${n}@reader.test`;
    const properties = city === null ? {} : { city };
    await createContact({ email, name, topicId, properties, ...(topic && { topic }) });
    for (const reason of suppressed) {
      await db.insert(suppressions).values({ emailNormalized: email, reason, source: "test" });
    }
  }
}

const definitionOf = (change: Partial<AudienceDefinition>): AudienceDefinition => ({
  kind: "marketing",
  topicId,
  include: [],
  exclude: [],
  requiredFields: ["name", "city"],
  asOf: new Date(),
  maxContactId: null,
  ...change,
});

/** The same people, counted one by one as the fan-out reads them. */
async function fanOut(definition: AudienceDefinition): Promise<Record<string, number>> {
  const { rows } = await db.execute<{ reason: string; n: number }>(sql`
    select coalesce(skip_reason::text, 'will_get') as reason, count(*)::int as n
    from (${await audienceSql(definition)}) audience group by 1`);
  return Object.fromEntries(rows.map(({ reason, n }) => [reason, n]));
}

const withAddress: SegmentRule = {
  match: "all",
  rules: [{ field: "email", test: { op: "is_not_empty" } }],
};
const fromSeoul: SegmentRule = {
  match: "all",
  rules: [{ field: "property", key: "city", type: "text", test: { op: "is", value: "서울" } }],
};
const included: SegmentRule[][] = [[], [withAddress], [fromSeoul]];
const excluded: SegmentRule[][] = [[], [fromSeoul]];

test("the review counts exactly whom the fan-out would plan and skip, for any people and rules", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 1, maxLength: 25 }),
      fc.constantFrom("marketing" as const, "information" as const),
      fc.boolean(),
      fc.constantFrom(...included),
      fc.constantFrom(...excluded),
      async (people, kind, includesUnanswered, include, exclude) => {
        for (const table of [subscriptions, contacts, suppressions]) await db.delete(table);
        await db.update(topics).set({ includesUnanswered });
        await makePeople(people);
        const definition = definitionOf({ kind, include, exclude });
        const { total, willGet, skipped, suppressedBy } = await countAudience(definition);
        const counted = Object.entries({ will_get: willGet, ...skipped }).filter(([, n]) => n > 0);
        expect(Object.fromEntries(counted)).toEqual(await fanOut(definition));
        expect(total).toBe(counted.reduce((sum, [, n]) => sum + n, 0));
        expect(suppressedBy.reduce((sum, { count }) => sum + count, 0)).toBe(skipped.suppressed);
      },
    ),
    { numRuns: 25 },
  );
});

test("who lacks two fields counts under both", async () => {
  const yes = { topic: "subscribed" as const, suppressed: [] };
  await makePeople([
    { ...yes, name: "", city: null },
    { ...yes, name: "", city: "서울" },
    { ...yes, name: "김하나", city: "" },
    { ...yes, name: "김하나", city: "서울" },
  ]);
  const { skipped, missingBy, willGet } = await countAudience(definitionOf({}));
  expect(skipped.missing_value).toBe(3);
  expect(willGet).toBe(1);
  expect(new Map(missingBy.map(({ field, count }) => [field, count]))).toEqual(
    new Map([
      ["name", 2],
      ["city", 2],
    ]),
  );
});

test("a mail about a purchase is kept from dead and barred addresses only", async () => {
  const yes = { topic: "subscribed" as const, name: "김하나", city: "서울" };
  await makePeople(suppressionReasons.map((reason) => ({ ...yes, suppressed: [reason] })));
  const definition = definitionOf({ kind: "transactional", topicId: null });
  const { skipped, willGet, suppressedBy } = await countAudience(definition);
  expect(skipped.suppressed).toBe(2);
  expect(willGet).toBe(3);
  expect(suppressedBy.map(({ reason }) => reason).toSorted()).toEqual(["bounce", "manual"]);
  expect(await fanOut(definition)).toEqual({ suppressed: 2, will_get: 3 });
});
