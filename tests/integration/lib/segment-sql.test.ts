import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db";
import {
  consents,
  contacts,
  segments,
  subscriptions,
  suppressions,
  topics,
} from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { importContacts, imports } from "@/db/schema/imports";
import { emailEvents, recipients } from "@/db/schema/recipients";
import { segmentMembers } from "@/db/schema/segments";
import { foldEngagement } from "@/lib/contact-engagement";
import { segmentRule, type SegmentRule } from "@/lib/domain/segment-rule";
import { compileSegmentCount } from "@/lib/domain/segment-count-sql";
import { compileSegmentRule, type SegmentClock } from "@/lib/domain/segment-sql";
import { evaluateSegment, type Person } from "@/tests/support/evaluate-segment";
import {
  conditionArbitrary,
  personArbitrary,
  ruleArbitrary,
  type Pools,
} from "@/tests/support/segment-arbitraries";

// Half past midnight in Seoul: the calendar day differs from UTC's.
const asOf = new Date("2026-11-20T15:30:00Z");
const seoul = { asOf, timeZone: "Asia/Seoul" };
/** What lies after the moment must not count; the other two zones are on another day then. */
const pastClocks = ["Asia/Seoul", "America/New_York", "Pacific/Kiritimati"].map((timeZone) => ({
  asOf,
  timeZone,
  isPast: true,
}));
const [past = seoul] = pastClocks;

const kinds = ["marketing", "information", "marketing", "transactional"] as const;
let pools: Pools;
let people: (Person & { id: number })[];

beforeAll(async () => {
  const [topicRows, campaignRows, importRows, segmentRows] = await Promise.all([
    db
      .insert(topics)
      .values(["a", "b", "c"].map((name) => ({ brandId: 1, name })))
      .returning(),
    db
      .insert(campaigns)
      .values(kinds.map((kind) => ({ brandId: 1, kind })))
      .returning(),
    db
      .insert(imports)
      .values([{ fileName: "a.csv" }, { fileName: "b.csv" }])
      .returning(),
    db
      .insert(segments)
      .values(["s", "t"].map((name) => ({ name, rule: {} })))
      .returning(),
  ]);
  pools = {
    topicIds: topicRows.map((row) => row.id),
    campaignIds: campaignRows.map((row) => row.id),
    importIds: importRows.map((row) => row.id),
    segmentIds: segmentRows.map((row) => row.id),
  };
  const shapes = fc.sample(personArbitrary(asOf, pools), { numRuns: 120, seed: 20261120 });
  const kindOf = (id: number) =>
    campaignRows.find((row) => row.id === id)?.kind ?? ("test" as const);
  people = [];
  for (const [n, shape] of shapes.entries()) {
    const { name, firstName, lastName, phone, locale, source, mails, ...rest } = shape;
    const person = {
      ...rest,
      text: {
        email: `person-${n}@example.com`,
        name,
        phone,
        locale,
        source,
        first_name: firstName,
        last_name: lastName,
      },
      mails: mails.map((mail) => ({ ...mail, kind: kindOf(mail.campaignId) })),
    };
    people.push({ ...person, id: await store(person) });
  }
  for (const id of pools.campaignIds) await foldEngagement(id);
});

async function store(person: Person): Promise<number> {
  const email = person.text["email"] ?? "";
  const [row] = await db
    .insert(contacts)
    .values({
      email,
      emailNormalized: email,
      name: person.text["name"] ?? "",
      firstName: person.text["first_name"],
      lastName: person.text["last_name"],
      phone: person.text["phone"],
      locale: person.text["locale"],
      source: person.text["source"],
      createdAt: person.createdAt,
      properties: person.properties,
    })
    .returning({ id: contacts.id });
  const contactId = row?.id ?? 0;
  for (const answer of person.topics)
    await db.insert(subscriptions).values({ contactId, ...answer });
  for (const reason of person.suppressions) {
    await db.insert(suppressions).values({ emailNormalized: email, reason, source: "test" });
  }
  for (const importId of person.importIds) {
    await db.insert(importContacts).values({ importId, contactId });
  }
  for (const entry of person.consents)
    await db.insert(consents).values({ contactId, source: "test", ...entry });
  for (const membership of person.memberships)
    await db.insert(segmentMembers).values({ contactId, ...membership });
  for (const { campaignId, kind, at, clicks } of person.mails) {
    const [mail] = await db
      .insert(recipients)
      .values({
        campaignId,
        kind,
        contactId,
        email,
        emailNormalized: email,
        sentAt: at["sent"],
        deliveredAt: at["delivered"],
        openedAt: at["opened"],
        clickedAt: at["clicked"],
        bouncedAt: at["bounced"],
        complainedAt: at["complained"],
        unsubscribedAt: at["unsubscribed"],
      })
      .returning({ id: recipients.id });
    for (const click of clicks)
      await db.insert(emailEvents).values({
        campaignId,
        recipientId: mail?.id ?? 0,
        type: "click",
        dedupeKey: `click:${randomUUID()}`,
        occurredAt: click.at,
        payload: { link: click.link, url: "https://shop.kr/" },
      });
  }
  return contactId;
}

async function selectIds(rule: SegmentRule, clock: SegmentClock = past): Promise<number[]> {
  const found = await db
    .select({ id: contacts.id })
    .from(contacts)
    .where(compileSegmentRule(rule, clock));
  return found.map((row) => row.id).toSorted((a, b) => a - b);
}

function evaluateIds(rule: SegmentRule, clock: SegmentClock = past): number[] {
  const found = people.filter((person) => evaluateSegment(rule, person, clock));
  return found.map((person) => person.id).toSorted((a, b) => a - b);
}

describe("a segment's rule in SQL", () => {
  test("selects exactly the people that the plain reading of the rule selects", async () => {
    let matched = 0;
    await fc.assert(
      fc.asyncProperty(
        ruleArbitrary(pools),
        fc.constantFrom(...pastClocks),
        async (made, clock) => {
          const rule = segmentRule.parse(made);
          const expected = evaluateIds(rule, clock);
          if (expected.length > 0 && expected.length < people.length) matched += 1;
          expect(await selectIds(rule, clock)).toEqual(expected);
        },
      ),
      { numRuns: 250 },
    );
    expect(matched).toBeGreaterThan(60); // else nothing was compared with nothing
  });

  test("gives every single condition its plain meaning", async () => {
    await fc.assert(
      fc.asyncProperty(conditionArbitrary(pools), async (condition) => {
        const rule = segmentRule.parse({ match: "all", rules: [condition] });
        expect(await selectIds(rule)).toEqual(evaluateIds(rule));
      }),
      { numRuns: 400 },
    );
  });

  test("counts as many as it selects", async () => {
    const engagement = conditionArbitrary(pools).filter(
      (one) => one.field === "campaign" && one.campaignId === null,
    );
    const rules = fc.oneof(
      ruleArbitrary(pools),
      fc.record({
        match: fc.constantFrom("all" as const, "any" as const),
        not: fc.boolean(),
        rules: fc.array(engagement, { minLength: 1, maxLength: 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(rules, async (made) => {
        const rule = segmentRule.parse(made);
        const { rows } = await db.execute<{ n: string }>(
          sql`select (${compileSegmentCount(rule, past)}) as n`,
        );
        expect(Number(rows[0]?.n)).toBe(evaluateIds(rule).length);
      }),
      { numRuns: 150 },
    );
  });

  test("is never null, so that its opposite is the complement", async () => {
    await fc.assert(
      fc.asyncProperty(ruleArbitrary(pools), async (made) => {
        const rule = segmentRule.parse(made);
        const { rows } = await db.execute<{ missing: number }>(sql`
          select count(*) filter (where (${compileSegmentRule(rule, past)}) is null)::int as missing
          from contacts`);
        expect(rows[0]?.missing).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test("takes the wildcards of LIKE as plain letters", async () => {
    for (const value of ["%", "_", "\\", "'"]) {
      const rule: SegmentRule = {
        match: "all",
        rules: [{ field: "name", test: { op: "contains", value } }],
      };
      const expected = people.filter((person) => person.text["name"]?.includes(value));
      expect(expected.length).toBeGreaterThan(0);
      expect(await selectIds(rule)).toEqual(evaluateIds(rule));
      expect(await selectIds(rule)).toHaveLength(expected.length);
    }
  });

  test("means the same people however long the fan-out takes", async () => {
    const rule: SegmentRule = {
      match: "all",
      rules: [{ field: "campaign", event: "opened", happened: "no", campaignId: null, days: null }],
    };
    const before = await selectIds(rule);
    const later = new Date(asOf.getTime() + 1000).toISOString();
    await db.execute(sql`update recipients set opened_at = ${later} where opened_at is null`);
    expect(await selectIds(rule)).toEqual(before);
  });
});
