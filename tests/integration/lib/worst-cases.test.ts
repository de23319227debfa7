import { beforeEach, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { contacts, segments, subscriptions, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { expectMemory } from "@/lib/count-planner";
import { audienceSql, defineAudience } from "@/lib/delivery/audience";
import { sampleAudience, worstCasesSql } from "@/lib/worst-cases";
import {
  createContact,
  createSegment,
  createTopic,
  finishSetup,
} from "@/tests/support/campaign-factory";

let topicId: number;

beforeEach(async () => {
  for (const table of [campaigns, subscriptions, contacts, segments, topics])
    await db.delete(table);
  await finishSetup();
  topicId = await createTopic();
});

async function find({
  requiredFields = [],
  segmentIds = [],
  locale = "ko",
}: { requiredFields?: string[]; segmentIds?: number[]; locale?: "ko" | "en" } = {}) {
  const definition = await defineAudience(
    { kind: "marketing", topicId, segmentIds, excludedSegmentIds: [] },
    { requiredFields },
  );
  const { people } = await sampleAudience(definition, {
    fields: ["grade", "plan"],
    locale,
    seed: 1,
  });
  return Object.fromEntries(people.flatMap(({ name, cases }) => cases.map((one) => [one, name])));
}

const reader = (name: string, properties: Record<string, string> = { grade: "금", plan: "a" }) =>
  createContact({ topicId, topic: "subscribed", name, properties });

describe("the worst cases of an audience", () => {
  test("are the longest name, the most empty values and a name in another script", async () => {
    await reader("김다온");
    await reader("황보남궁독고제갈");
    await reader("Jane");
    await reader("최빈칸", { plan: "a" });
    expect(await find()).toEqual({
      longest_name: "황보남궁독고제갈",
      most_missing: "최빈칸",
      other_script: "Jane",
    });
    expect((await find({ locale: "en" }))["other_script"]).toBe("황보남궁독고제갈");
  });

  test("get the mail: whoever is outside of topic or segment is none of them", async () => {
    await createContact({ topicId, topic: "unsubscribed", name: "가장긴이름을가진거절한사람" });
    await reader("박서준");
    await reader("김");
    expect((await find())["longest_name"]).toBe("박서준");
    const named = { op: "is", value: "김" } as const;
    const segment = await createSegment("김", {
      match: "all",
      rules: [{ field: "name", test: named }],
    });
    expect((await find({ segmentIds: [segment] }))["longest_name"]).toBe("김");
  });

  test("whoever lacks a required value is the emptiest, though never sent to", async () => {
    await reader("김다온");
    await reader("최빈칸", { plan: "a" });
    const found = await find({ requiredFields: ["grade"] });
    expect(found).toEqual({ longest_name: "김다온", most_missing: "최빈칸" });
  });

  test("of many contacts a sample is looked at, the same one each time", async () => {
    await db.execute(sql`
      with made as (
        insert into contacts (email, email_normalized, name)
        select 'p' || n || '@reader.test', 'p' || n || '@reader.test', repeat('김', 2 + n % 7)
        from generate_series(1, 30000) n returning id)
      insert into subscriptions (contact_id, topic_id, status)
      select id, ${topicId}, 'subscribed' from made`);
    await db.execute(sql`analyze contacts`);
    const definition = await defineAudience(
      { kind: "marketing", topicId, segmentIds: [], excludedSegmentIds: [] },
      { requiredFields: [] },
    );
    const look = () => sampleAudience(definition, { fields: ["phone"], locale: "ko", seed: 7 });
    const first = await look();
    expect(first.isWhole).toBe(false);
    expect(first.sampled).toBeGreaterThan(1_000);
    expect(first.sampled).toBeLessThanOrEqual(8_000);
    expect(first.people.find(({ cases }) => cases.includes("longest_name"))?.name).toHaveLength(8);
    expect(await look()).toEqual(first);
  });

  test("the sample is looked up, no table is read as a whole", async () => {
    await db.execute(sql`
      with made as (
        insert into contacts (email, email_normalized, name)
        select 'q' || n || '@reader.test', 'q' || n || '@reader.test', '김'
        from generate_series(1, 60000) n returning id)
      insert into subscriptions (contact_id, topic_id, status)
      select id, ${topicId}, 'subscribed' from made`);
    await db.execute(sql`analyze`);
    const definition = await defineAudience(
      { kind: "marketing", topicId, segmentIds: [], excludedSegmentIds: [] },
      { requiredFields: ["grade"] },
    );
    const { rows: sample } = await db.execute<{ id: string }>(
      sql`select id from contacts order by id limit 500`,
    );
    const plan = await db.transaction(async (tx) => {
      await expectMemory(tx);
      const { rows } = await tx.execute<Record<string, string>>(
        sql`explain ${worstCasesSql({
          ids: sample.map(({ id }) => Number(id)),
          definition,
          fields: ["grade"],
          locale: "ko",
          audience: await audienceSql(definition),
        })}`,
      );
      return rows.map((row) => Object.values(row).join("")).join("\n");
    });
    expect(plan).toContain("Index Scan using contacts_pkey");
    expect(plan).not.toMatch(/Seq Scan on (contacts|subscriptions)/);
  });
});
