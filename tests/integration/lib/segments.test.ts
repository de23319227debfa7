import { describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, properties } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import type { SegmentRule } from "@/lib/domain/segment-rule";
import {
  archiveSegment,
  createSegment,
  findUnknownProperties,
  getSegment,
  listSegments,
  listSegmentUses,
  restoreSegment,
  saveSegment,
} from "@/lib/segments";
import { countSegment, sampleSegment } from "@/lib/segment-count";

const seoul: SegmentRule = {
  match: "all",
  rules: [
    { field: "property", key: "city", type: "text", test: { op: "is", value: "서울" } },
    { match: "any", not: true, rules: [{ field: "name", test: { op: "is_empty" } }] },
  ],
};

describe("segments", () => {
  test("are counted and sampled by their rule", async () => {
    await db.insert(contacts).values(
      ["서울", "서울", "부산", "서울"].map((city, i) => ({
        email: `s${i}@x.kr`,
        emailNormalized: `s${i}@x.kr`,
        name: i === 3 ? "" : `사람 ${i}`,
        properties: { city },
      })),
    );
    expect(await countSegment(seoul)).toBe(2);
    expect((await sampleSegment(seoul)).map((person) => person.email)).toEqual([
      "s1@x.kr",
      "s0@x.kr",
    ]);
    expect(await sampleSegment(seoul, { limit: 1 })).toHaveLength(1);
  });

  test("keep their rule as it was written", async () => {
    const { id } = await createSegment({ name: "Seoul", rule: seoul, userId: 1 });
    expect((await getSegment(id)).rule).toEqual(seoul);
    const rule: SegmentRule = {
      match: "any",
      rules: [{ field: "phone", test: { op: "is_not_empty" } }],
    };
    expect(await saveSegment(id, { name: "With phone", rule, userId: 1 })).toEqual({ ok: true });
    expect(await getSegment(id)).toMatchObject({ name: "With phone", rule });
    expect(await saveSegment(999_999, { name: "x", rule, userId: 1 })).toEqual({
      ok: false,
      reason: "not_found",
    });
  });

  test("know the campaigns that use them, and stay while one is scheduled", async () => {
    const { id } = await createSegment({ name: "Used", rule: seoul, userId: 1 });
    await db.insert(campaigns).values([
      { brandId: 1, name: "Draft", segmentIds: [id] },
      { brandId: 1, name: "Planned", excludedSegmentIds: [id], status: "scheduled" },
      { brandId: 1, name: "Other", segmentIds: [id + 1000] },
    ]);
    const uses = await listSegmentUses(id);
    expect(uses.map(({ name, isExcluded }) => [name, isExcluded])).toEqual([
      ["Planned", true],
      ["Draft", false],
    ]);
    expect(await archiveSegment(id, 1)).toEqual({
      ok: false,
      reason: "scheduled",
      campaigns: ["Planned"],
    });
    await db.update(campaigns).set({ status: "canceled" });
    expect(await archiveSegment(id, 1)).toEqual({ ok: true });
    expect((await listSegments()).map((segment) => segment.id)).not.toContain(id);
    await restoreSegment(id, 1);
    expect((await listSegments()).map((segment) => segment.id)).toContain(id);
  });

  test("name the properties that are not declared, or declared otherwise", async () => {
    await db.insert(properties).values({ key: "spent", label: "Spent", type: "number" });
    const rule: SegmentRule = {
      match: "all",
      rules: [
        { field: "property", key: "spent", type: "number", test: { op: "gt", value: 1 } },
        { field: "property", key: "spent", type: "text", test: { op: "is_empty" } },
        {
          match: "any",
          rules: [{ field: "property", key: "gone", type: "boolean", test: { op: "is_true" } }],
        },
      ],
    };
    expect(await findUnknownProperties(rule)).toEqual(["spent", "gone"]);
  });
});
