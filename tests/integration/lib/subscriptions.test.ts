import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { consents, contacts, subscriptions, suppressions, topics } from "@/db/schema/audience";
import { listConsents } from "@/lib/consents";
import {
  listSubscriptions,
  resubscribe,
  subscribe,
  unsubscribeFromEverything,
  unsubscribeFromTopic,
} from "@/lib/subscriptions";

const evidence = { source: "preference_page" as const, ip: "203.0.113.7", userAgent: "Mozilla" };
let n = 0;
let contactId: number;
let email: string;
let news: number;
let sale: number;

beforeEach(async () => {
  n += 1;
  email = `person-${n}@example.com`;
  const rows = await db
    .insert(topics)
    .values([`news ${n}`, `sale ${n}`].map((name) => ({ brandId: 1, name })))
    .returning();
  [news, sale] = rows.map((row) => row.id) as [number, number];
  const [contact] = await db.insert(contacts).values({ email, emailNormalized: email }).returning();
  contactId = contact?.id ?? 0;
});

async function states() {
  const rows = await listSubscriptions(contactId);
  return Object.fromEntries(rows.map((row) => [row.topicId, row.status]));
}

async function suppressionsOf(address: string) {
  const rows = await db
    .select()
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, address));
  return rows.map((row) => row.reason).toSorted();
}

describe("subscribing", () => {
  test("leaves evidence for each topic that changed, and only for those", async () => {
    await subscribe({ contactId, topicIds: [news], evidence: { source: "manual", userId: 3 } });
    const changed = await subscribe({ contactId, topicIds: [news, sale], evidence });
    expect(changed).toEqual([sale]);
    expect(await states()).toEqual({ [news]: "subscribed", [sale]: "subscribed" });
    const lines = await listConsents(contactId);
    expect(lines.map(({ topicId, action, source }) => ({ topicId, action, source }))).toEqual([
      { topicId: sale, action: "granted", source: "preference_page" },
      { topicId: news, action: "granted", source: "manual" },
    ]);
    const [proof] = await db.select().from(consents).where(eq(consents.topicId, sale));
    expect(proof).toMatchObject({
      emailNormalized: email,
      ip: "203.0.113.7",
      userAgent: "Mozilla",
    });
  });

  test("of a contact that was erased meanwhile does nothing", async () => {
    await db.delete(contacts).where(eq(contacts.id, contactId));
    expect(await subscribe({ contactId, topicIds: [news], evidence })).toEqual([]);
    expect(await listConsents(contactId)).toEqual([]);
  });
});

describe("unsubscribing from a topic", () => {
  test("leaves the other topics alone and can be repeated", async () => {
    await subscribe({ contactId, topicIds: [news, sale], evidence });
    expect(await unsubscribeFromTopic({ contactId, topicId: news, evidence })).toEqual([news]);
    expect(await unsubscribeFromTopic({ contactId, topicId: news, evidence })).toEqual([]);
    expect(await states()).toEqual({ [news]: "unsubscribed", [sale]: "subscribed" });
    const withdrawn = await db
      .select()
      .from(consents)
      .where(and(eq(consents.contactId, contactId), eq(consents.action, "withdrawn")));
    expect(withdrawn).toHaveLength(1);
  });

  test("counts as a refusal even for somebody who never subscribed", async () => {
    await unsubscribeFromTopic({ contactId, topicId: news, evidence });
    expect(await states()).toEqual({ [news]: "unsubscribed" });
  });
});

describe("unsubscribing from everything", () => {
  test("suppresses the address and switches every topic off, once", async () => {
    await subscribe({ contactId, topicIds: [news, sale], evidence });
    const first = await unsubscribeFromEverything({ contactId, addresses: [email], evidence });
    expect(first).toEqual({ isNew: true, topicIds: expect.arrayContaining([news, sale]) });
    const again = await unsubscribeFromEverything({ contactId, addresses: [email], evidence });
    expect(again).toEqual({ isNew: false, topicIds: [] });
    expect(await suppressionsOf(email)).toEqual(["unsubscribe"]);
    expect(await states()).toEqual({ [news]: "unsubscribed", [sale]: "unsubscribed" });
    const everything = (await listConsents(contactId)).filter((line) => line.topicId === null);
    expect(everything).toHaveLength(1);
  });

  test("works for an address whose contact is gone", async () => {
    await db.delete(contacts).where(eq(contacts.id, contactId));
    const gone = { contactId: null, addresses: [email, ""], evidence };
    expect(await unsubscribeFromEverything(gone)).toEqual({ isNew: true, topicIds: [] });
    expect(await suppressionsOf(email)).toEqual(["unsubscribe"]);
    expect(await suppressionsOf("")).toEqual([]);
  });

  test("is taken back by the person, but a bounce or complaint stays", async () => {
    await subscribe({ contactId, topicIds: [news, sale], evidence });
    await db
      .insert(suppressions)
      .values({ emailNormalized: email, reason: "complaint", source: "ses" });
    await unsubscribeFromEverything({ contactId, addresses: [email], evidence });
    await resubscribe({
      contactId,
      addresses: [email],
      topicIds: [news],
      evidence: { source: "undo" },
    });
    expect(await suppressionsOf(email)).toEqual(["complaint"]);
    expect(await states()).toEqual({ [news]: "subscribed", [sale]: "unsubscribed" });
  });

  test("loses nothing when two clicks arrive at once", async () => {
    await subscribe({ contactId, topicIds: [news, sale], evidence });
    const click = () => unsubscribeFromEverything({ contactId, addresses: [email], evidence });
    await Promise.all([click(), click(), click(), click()]);
    expect(await suppressionsOf(email)).toEqual(["unsubscribe"]);
    expect(await states()).toEqual({ [news]: "unsubscribed", [sale]: "unsubscribed" });
  });
});

test("the evidence of a subscription outlives its contact", async () => {
  await subscribe({ contactId, topicIds: [news], evidence });
  await db.delete(contacts).where(eq(contacts.id, contactId));
  expect(await db.$count(subscriptions, eq(subscriptions.contactId, contactId))).toBe(0);
  expect(await listConsents(contactId)).toHaveLength(1);
});
