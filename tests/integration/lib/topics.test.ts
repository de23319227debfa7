import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { subscribe, unsubscribeFromTopic } from "@/lib/subscriptions";
import {
  archiveTopic,
  createTopic,
  findTopic,
  listActiveTopics,
  listTopics,
  restoreTopic,
  updateTopic,
} from "@/lib/topics";

async function topic(name: string) {
  const made = await createTopic(
    { name, description: "", isPublic: true, includesUnanswered: false },
    1,
  );
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}

describe("topics", () => {
  test("count who is subscribed and who is not", async () => {
    const id = await topic("Counted");
    for (const [i, email] of ["a@x.kr", "b@x.kr", "c@x.kr"].entries()) {
      const [contact] = await db
        .insert(contacts)
        .values({ email, emailNormalized: email })
        .returning();
      const change = { contactId: contact?.id ?? 0, evidence: { source: "manual" as const } };
      await subscribe({ ...change, topicIds: [id] });
      if (i === 0) await unsubscribeFromTopic({ ...change, topicId: id });
    }
    const found = (await listTopics({ archived: false })).find((row) => row.id === id);
    expect(found).toMatchObject({
      subscribed: { kind: "exact", count: 2 },
      unsubscribed: { kind: "exact", count: 1 },
    });
  });

  test("of many are estimated, said to be so, and counted when asked", async () => {
    const [large, small] = [await topic("Large"), await topic("Small")];
    await db.execute(sql`
      with people as (
        insert into contacts (email, email_normalized)
        select 'p' || n || '@y.kr', 'p' || n || '@y.kr' from generate_series(1, 12345) n returning id
      )
      insert into subscriptions (contact_id, topic_id, status)
      select id, ${large}::bigint, 'subscribed'::subscription_status from people union all
      select id, ${small}::bigint, 'unsubscribed' from people where id % 100 = 0`);
    const find = async (isExact: boolean) => {
      const rows = await listTopics({ archived: false, isExact });
      return [large, small].map((id) => rows.find((row) => row.id === id));
    };
    const [about, few] = await find(false);
    // The table is small enough that the sample is all of it.
    expect(about?.subscribed).toEqual({ kind: "about", count: 12_000 });
    expect(about?.unsubscribed).toEqual({ kind: "exact", count: 0 });
    expect(few?.unsubscribed.kind).toBe("exact");
    const [exact] = await find(true);
    expect(exact?.subscribed).toEqual({ kind: "exact", count: 12_345 });
  });

  test("cannot share a name, whatever its case, even when made at the same moment", async () => {
    const input = { name: "Twice", description: "", isPublic: true, includesUnanswered: false };
    const made = await Promise.all([
      createTopic(input, 1),
      createTopic({ ...input, name: "tWICE" }, 1),
    ]);
    expect(made.filter((one) => one.ok)).toHaveLength(1);
    const other = await topic("Other");
    expect(await updateTopic(other, input, 1)).toEqual({ ok: false, reason: "name_taken" });
    expect(await updateTopic(other, { ...input, name: "OTHER" }, 1)).toEqual({
      ok: true,
      id: other,
    });
  });

  test("leave the choices when archived and come back when restored", async () => {
    const id = await topic("Seasonal");
    expect(await archiveTopic(id, 1)).toEqual({ ok: true });
    expect((await listActiveTopics()).map((row) => row.id)).not.toContain(id);
    const namesake = await topic("Seasonal");
    expect(await restoreTopic(id, 1)).toEqual({ ok: false, reason: "name_taken" });
    await updateTopic(
      namesake,
      { name: "Seasonal 2", description: "", isPublic: true, includesUnanswered: false },
      1,
    );
    expect(await restoreTopic(id, 1)).toEqual({ ok: true, id });
    expect((await findTopic(id))?.archivedAt).toBeNull();
  });

  test("stay while a campaign that uses them is on its way", async () => {
    const id = await topic("Busy");
    const [campaign] = await db
      .insert(campaigns)
      .values({ brandId: 1, name: "Spring", topicId: id, status: "scheduled" })
      .returning();
    expect(await archiveTopic(id, 1)).toEqual({
      ok: false,
      reason: "in_use",
      campaigns: ["Spring"],
    });
    await db
      .update(campaigns)
      .set({ status: "completed" })
      .where(eq(campaigns.id, campaign?.id ?? 0));
    expect(await archiveTopic(id, 1)).toEqual({ ok: true });
  });
});
