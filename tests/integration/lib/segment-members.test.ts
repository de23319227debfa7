import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { importContacts, imports } from "@/db/schema/imports";
import { recipients } from "@/db/schema/recipients";
import { isStatic } from "@/lib/domain/segment-rule";
import { countSegment, sampleSegment } from "@/lib/segment-count";
import {
  addSegmentMembers,
  createStaticSegment,
  listSegmentMembers,
  listStaticSegments,
  removeSegmentMembers,
} from "@/lib/segment-members";
import { createSegment, duplicateSegment, getSegment, listSegmentsAsking } from "@/lib/segments";
import { createContact, createDraft } from "@/tests/support/campaign-factory";

const userId = 1;
let made = 0;

async function people(count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1)
    ids.push(await createContact({ email: `member-${(made += 1)}@reader.test` }));
  return ids;
}

async function memberIds(segmentId: number): Promise<number[]> {
  return (await listSegmentMembers(segmentId)).members.map(({ id }) => id);
}

describe("a static segment", () => {
  test("holds the people who were picked, until they are taken out", async () => {
    const [first = 0, second = 0, third = 0] = await people(3);
    const { id, count } = await createStaticSegment({
      name: "Visitors",
      userId,
      members: { contactIds: [first, second, second, 999_999_999] },
    });
    expect(count).toBe(2);
    const segment = await getSegment(id);
    expect(isStatic(segment)).toBe(true);
    expect(await memberIds(id)).toEqual([first, second]);
    expect(await addSegmentMembers(id, { contactIds: [second, third] }, { userId })).toBe(1);
    expect(await countSegment(segment.rule)).toBe(3);
    expect(await removeSegmentMembers(id, [first, first], { userId })).toBe(1);
    expect((await sampleSegment(segment.rule)).map((person) => person.id)).toEqual([third, second]);
    await db.delete(contacts).where(sql`${contacts.id} = ${third}::bigint`);
    expect(await countSegment(segment.rule)).toBe(1);
  });

  test("is made of an import, of a condition, and of a number of a report", async () => {
    const [first = 0, second = 0, third = 0] = await people(3);
    const [file] = await db.insert(imports).values({ fileName: "fair.csv" }).returning();
    await db.insert(importContacts).values({ importId: file?.id ?? 0, contactId: first });
    const { id: campaignId } = await createDraft({});
    await db.insert(recipients).values(
      [first, second, third].map((contactId, n) => ({
        campaignId,
        kind: "marketing" as const,
        contactId,
        email: `m${n}@reader.test`,
        emailNormalized: `m${n}@reader.test`,
        status: n === 2 ? ("failed" as const) : ("sent" as const),
        sentAt: n === 2 ? null : new Date(),
        openedAt: n === 0 ? new Date() : null,
      })),
    );
    const keep = async (members: Parameters<typeof createStaticSegment>[0]["members"]) =>
      await memberIds((await createStaticSegment({ name: "Kept", userId, members })).id);
    expect(await keep({ importId: file?.id ?? 0 })).toEqual([first]);
    expect(await keep({ where: sql`contacts.id >= ${second}::bigint` })).toEqual([second, third]);
    expect(await keep({ campaignId, filter: "opened" })).toEqual([first]);
    expect(await keep({ campaignId, filter: "failed" })).toEqual([third]);
    expect(await keep({ campaignId, filter: undefined, q: "m1@" })).toEqual([second]);
  });

  test("is a condition of other segments, and can be copied with its people", async () => {
    const ids = await people(2);
    const { id } = await createStaticSegment({ name: "B", userId, members: { contactIds: ids } });
    const { id: other } = await createSegment({
      name: "Not those",
      rule: { match: "all", rules: [{ field: "member", op: "not_in", segmentId: id }] },
      userId,
    });
    expect(await listSegmentsAsking(id)).toMatchObject([{ id: other, name: "Not those" }]);
    expect(isStatic(await getSegment(other))).toBe(false);
    expect(await countSegment((await getSegment(other)).rule)).toBe(
      (await db.$count(contacts)) - 2,
    );
    const copy = await duplicateSegment(id, { name: "Copy", userId });
    expect(await memberIds(copy.id)).toEqual(ids);
    const listed = await listStaticSegments();
    expect(listed.map((one) => one.id)).toEqual(expect.arrayContaining([id, copy.id]));
    expect(listed.map((one) => one.id)).not.toContain(other);
    const ruled = await duplicateSegment(other, { name: "Copied rule", userId });
    expect((await getSegment(ruled.id)).rule).toEqual((await getSegment(other)).rule);
  });

  test("takes nobody in when its rule is no list", async () => {
    const { id } = await createSegment({
      name: "Rule",
      rule: { match: "all", rules: [{ field: "name", test: { op: "is_empty" } }] },
      userId,
    });
    await expect(addSegmentMembers(id, { contactIds: [1] }, { userId })).rejects.toThrow(/list/);
  });
});
