import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { consents, contacts, subscriptions, suppressions } from "@/db/schema/audience";
import { deleteContacts } from "@/lib/contacts";
import { reviewImport } from "@/lib/imports/decide";
import { unsubscribeFromEverything, unsubscribeFromTopic } from "@/lib/subscriptions";
import { createTopic } from "@/tests/support/campaign-factory";
import {
  contactByEmail,
  createUser,
  getImport,
  importFile,
  uploaded,
} from "@/tests/support/imports";

let topicId: number;

beforeEach(async () => {
  await db.execute(
    sql`truncate contacts, imports, properties, consents, suppressions, topics cascade`,
  );
  topicId = await createTopic();
});

const allOn = (consentDate: string) => ({
  topicId,
  consentSource: "매장 가입 신청서",
  consentDate,
});

async function stateOf(email: string) {
  const [row] = await db
    .select({ status: subscriptions.status })
    .from(contacts)
    .innerJoin(subscriptions, eq(subscriptions.contactId, contacts.id))
    .where(eq(contacts.emailNormalized, email));
  return row?.status ?? "none";
}

async function evidenceOf(email: string) {
  const { id } = await contactByEmail(email);
  return db
    .select({ action: consents.action, source: consents.source, givenAt: consents.givenAt })
    .from(consents)
    .where(eq(consents.contactId, id))
    .orderBy(asc(consents.id));
}

test("everyone in the file joins the topic, with source and date as evidence", async () => {
  const done = await importFile("email\nkim@example.com\nlee@example.com\n", allOn("2026-01-05"));
  expect(done.consentCounts).toMatchObject({ subscribed: 2, unanswered: 0 });
  expect(await stateOf("kim@example.com")).toBe("subscribed");
  const [evidence] = await db.select().from(consents);
  expect(evidence).toMatchObject({
    topicId,
    action: "granted",
    source: "import",
    wording: "매장 가입 신청서",
    importId: done.id,
    // That day in Seoul.
    givenAt: new Date("2026-01-04T15:00:00Z"),
  });
});

test("a column of consent: yes joins, no is unsubscribed, unanswered is stored and not mailable", async () => {
  const done = await importFile(
    "이메일,수신동의,동의일\na@example.com,동의,2026.1.5\nb@example.com,거부,2026.1.5\nc@example.com,,\nd@example.com,X,\n",
    { topicId, consentSource: "홈페이지" },
  );
  expect(done.consentCounts).toMatchObject({ subscribed: 1, withdrawn: 2, unanswered: 1 });
  expect(
    await Promise.all(["a", "b", "c", "d"].map((who) => stateOf(`${who}@example.com`))),
  ).toEqual(["subscribed", "unsubscribed", "none", "unsubscribed"]);
  expect(await evidenceOf("b@example.com")).toEqual([
    { action: "withdrawn", source: "import", givenAt: new Date("2026-01-04T15:00:00Z") },
  ]);
  expect(await evidenceOf("c@example.com")).toEqual([]);
  expect(await db.$count(contacts)).toBe(4);
});

test("no topic, no subscription, no evidence", async () => {
  const done = await importFile("email\nkim@example.com\n");
  expect(done.consentCounts).toEqual({});
  expect([await stateOf("kim@example.com"), await db.$count(consents)]).toEqual(["none", 0]);
});

test("a no in the file ends a subscription that was there", async () => {
  await importFile("email\nkim@example.com\n", allOn("2026-01-05"));
  await importFile("email,수신동의\nkim@example.com,N\n", allOn("2026-02-01"));
  expect(await stateOf("kim@example.com")).toBe("unsubscribed");
  expect((await evidenceOf("kim@example.com")).map((one) => one.action)).toEqual([
    "granted",
    "withdrawn",
  ]);
});

test("the same yes again leaves no second evidence", async () => {
  await importFile("email\nkim@example.com\n", allOn("2026-01-05"));
  const again = await importFile("email\nkim@example.com\n", allOn("2026-01-05"));
  expect(again.consentCounts).toMatchObject({ subscribed: 0, alreadySubscribed: 1 });
  expect(await evidenceOf("kim@example.com")).toHaveLength(1);
});

describe("importing never re-subscribes", () => {
  beforeEach(async () => {
    await importFile("email\nkim@example.com\n", allOn("2026-01-05"));
  });

  const again = () => importFile("email,name\nkim@example.com,김민수\n", allOn("2026-11-01"));

  test("who has unsubscribed from the topic", async () => {
    const { id } = await contactByEmail("kim@example.com");
    await unsubscribeFromTopic({ contactId: id, topicId, evidence: { source: "one_click" } });
    const done = await again();
    expect(done.consentCounts).toMatchObject({ subscribed: 0, keptUnsubscribed: 1 });
    expect(await stateOf("kim@example.com")).toBe("unsubscribed");
    // Everything else of the row is taken.
    expect(await contactByEmail("kim@example.com")).toMatchObject({ name: "김민수" });
  });

  test("who has unsubscribed from everything", async () => {
    const { id } = await contactByEmail("kim@example.com");
    await unsubscribeFromEverything({
      contactId: id,
      addresses: ["kim@example.com"],
      evidence: { source: "preference_page" },
    });
    const done = await again();
    expect(done.consentCounts).toMatchObject({ subscribed: 0, keptSuppressed: 1 });
    expect(await stateOf("kim@example.com")).toBe("unsubscribed");
  });

  test("who has unsubscribed and was deleted since", async () => {
    const { id } = await contactByEmail("kim@example.com");
    await unsubscribeFromTopic({ contactId: id, topicId, evidence: { source: "one_click" } });
    await deleteContacts([id], { userId: await createUser() });
    const done = await again();
    expect(done.consentCounts).toMatchObject({ subscribed: 0, keptUnsubscribed: 1 });
    expect(await stateOf("kim@example.com")).toBe("none");
  });

  test.each(["bounce", "complaint", "manual", "unsubscribe"] as const)(
    "who is suppressed: %s",
    async (reason) => {
      await db
        .insert(suppressions)
        .values({ emailNormalized: "lee@example.com", reason, source: "test" });
      const done = await importFile("email\nLee@example.com\n", allOn("2026-11-01"));
      expect(done.consentCounts).toMatchObject({ subscribed: 0, keptSuppressed: 1 });
      expect(await stateOf("lee@example.com")).toBe("none");
      expect(await db.$count(suppressions)).toBe(1);
    },
  );
});

test("the check reads the answers as soon as there is a topic, before it knows the day", async () => {
  const id = await uploaded("이메일,수신동의\na@shop.test,Y\nb@shop.test,N\nc@shop.test,아마도\n");
  const { options, fileBytes } = await getImport(id);
  const { problems, dryRun } = await reviewImport(
    { importId: id, bytes: fileBytes },
    { ...options, topicId },
  );
  expect(problems).toEqual(["consent_source_missing", "consent_date_missing"]);
  expect(dryRun).toMatchObject({
    ok: true,
    counts: { created: 2, refused: 1 },
    consents: { subscribed: 1, withdrawn: 1 },
  });
});
