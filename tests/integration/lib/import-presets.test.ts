import { readFile } from "node:fs/promises";
import { asc, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { brands } from "@/db/schema/organization";
import {
  consents,
  contacts,
  properties,
  subscriptions,
  suppressions,
  topics,
} from "@/db/schema/audience";
import { reviewImport } from "@/lib/imports/decide";
import { contactByEmail, getImport, importFile, upload, uploaded } from "@/tests/support/imports";

let topicId = 0;

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, import_contacts, properties, consents,
    suppressions, subscriptions, topics, brands cascade`);
  const [brand] = await db.insert(brands).values({ name: "소담" }).returning({ id: brands.id });
  const [topic] = await db
    .insert(topics)
    .values({ brandId: brand?.id ?? 0, name: "소식" })
    .returning({ id: topics.id });
  topicId = topic?.id ?? 0;
});

function fixture(name: string): Promise<Buffer> {
  return readFile(new URL(`../../fixtures/exports/${name}.csv`, import.meta.url));
}

/** As a person would: press import with what was suggested, and the topic. */
async function migrate(name: string, { fileName = `${name}.csv` } = {}) {
  const changes = { topicId, consentSource: "Moved from elsewhere" };
  return importFile(await fixture(name), changes, fileName);
}

async function blocked() {
  return db
    .select({
      email: suppressions.emailNormalized,
      reason: suppressions.reason,
      source: suppressions.source,
      since: sql<string>`(created_at at time zone 'Asia/Seoul')::date::text`,
    })
    .from(suppressions)
    .orderBy(asc(suppressions.emailNormalized));
}

async function subscribed(): Promise<string[]> {
  const rows = await db
    .select({ email: contacts.email })
    .from(subscriptions)
    .innerJoin(contacts, sql`${contacts.id} = ${subscriptions.contactId}`)
    .where(sql`${subscriptions.status} = 'subscribed'`)
    .orderBy(asc(contacts.email));
  return rows.map(({ email }) => email);
}

describe("Mailchimp", () => {
  test("subscribed people come in subscribed, with the day they confirmed and their tags", async () => {
    const done = await migrate("mailchimp-subscribed", {
      fileName: "subscribed_members_export_3f2a.csv",
    });
    expect(done.options).toMatchObject({ preset: "mailchimp", everyone: "active" });
    expect(await subscribed()).toEqual(["kim@example.com", "lee@example.com"]);
    expect(await contactByEmail("kim@example.com")).toMatchObject({
      name: "김민수",
      firstName: "민수",
      phone: "010-1234-5678",
      properties: { tags: ["VIP", "Newsletter"], mailchimp_rating: 4, birthday: "05/17" },
    });
    expect(await contactByEmail("lee@example.com")).toMatchObject({ name: "Ada Lovelace" });
    const given = await db
      .select({ at: consents.givenAt })
      .from(consents)
      .orderBy(asc(consents.id));
    expect(given.map(({ at }) => at.toISOString().slice(0, 10))).toEqual([
      "2023-05-01",
      "2023-05-31",
    ]);
  });

  test("a birthday without its year does not go into a property of dates", async () => {
    await db.insert(properties).values([
      { key: "birthday", label: "생일", type: "date" },
      { key: "tags", label: "Tags", type: "text" },
    ]);
    const done = await migrate("mailchimp-subscribed", {
      fileName: "subscribed_members_export_3f2a.csv",
    });
    expect(done).toMatchObject({ rowsCreated: 2, rowsRefused: 0 });
    expect(await contactByEmail("kim@example.com")).toMatchObject({
      properties: { birthday_2: "05/17", tags: '"VIP","Newsletter"' },
    });
  });

  test("people who never signed up look the same, and join nothing", async () => {
    const fileName = "nonsubscribed_members_export_3f2a.csv";
    const done = await migrate("mailchimp-subscribed", { fileName });
    expect(done).toMatchObject({
      options: { everyone: "pending" },
      rowsCreated: 2,
      consentCounts: { subscribed: 0, unanswered: 2 },
    });
    expect(await subscribed()).toEqual([]);
  });

  test("under another name nobody is taken for a subscriber until somebody says so", async () => {
    const result = await upload(await fixture("mailchimp-subscribed"), "people.csv");
    const { id, fileBytes, options } = await getImport(result.ok ? result.importId : 0);
    expect(options.everyone).toBe("undecided");
    const file = { importId: id, bytes: fileBytes };
    const decided = { ...options, topicId, consentSource: "x" };
    const { problems, dryRun } = await reviewImport(file, decided);
    expect(problems).toEqual(["everyone_undecided"]);
    expect(dryRun).toMatchObject({ consents: { subscribed: 0, unanswered: 2 } });
    const said = await reviewImport(file, { ...decided, everyone: "active" });
    expect(said).toMatchObject({ problems: [], dryRun: { consents: { subscribed: 2 } } });
  });

  test("unsubscribed people come in unsubscribed since their day, whatever the topic", async () => {
    const done = await migrate("mailchimp-unsubscribed");
    expect(done.options.everyone).toBe("unsubscribed");
    expect(done.consentCounts).toMatchObject({ suppressed: 1, subscribed: 0 });
    expect(await blocked()).toEqual([
      {
        email: "gone@example.com",
        reason: "unsubscribe",
        source: `import:${done.id}`,
        since: "2024-01-15",
      },
    ]);
    expect(await subscribed()).toEqual([]);
    const evidence = await db.select().from(consents);
    expect(evidence).toContainEqual(
      expect.objectContaining({
        topicId: null,
        action: "withdrawn",
        source: "import",
        importId: done.id,
      }),
    );
  });

  test("cleaned people come in as bounced", async () => {
    const done = await migrate("mailchimp-cleaned");
    expect(await blocked()).toEqual([
      {
        email: "bounced@example.com",
        reason: "bounce",
        source: `import:${done.id}`,
        since: "2023-11-05",
      },
    ]);
    expect(await subscribed()).toEqual([]);
  });

  test("who was subscribed here before stops being so", async () => {
    await importFile("email\ngone@example.com\n", {
      topicId,
      consentSource: "Form",
      consentDate: "2020-01-01",
    });
    expect(await subscribed()).toEqual(["gone@example.com"]);
    await migrate("mailchimp-unsubscribed");
    expect(await subscribed()).toEqual([]);
  });
});

test("listmonk: attributes become properties, blocklisted and disabled people are blocked", async () => {
  const done = await migrate("listmonk");
  expect(done.options).toMatchObject({
    preset: "listmonk",
    attributes: { column: 3, from: 7, keys: ["city", "age", "good"] },
  });
  expect(await contactByEmail("kim@example.com")).toMatchObject({
    name: "김민수",
    properties: { city: "Seoul", age: 31, good: true },
  });
  expect(await contactByEmail("off@example.com")).toMatchObject({ properties: { city: "Busan" } });
  expect(await subscribed()).toEqual(["kim@example.com"]);
  expect(await blocked()).toMatchObject([
    { email: "blocked@example.com", reason: "manual", since: "2024-01-15" },
    { email: "off@example.com", reason: "manual", since: "2024-01-16" },
  ]);
});

test("Stibee: unsubscribed and automatically deleted people stay so", async () => {
  const done = await migrate("stibee");
  expect(done.options.preset).toBe("stibee");
  expect(await subscribed()).toEqual(["kim@example.com"]);
  expect(await blocked()).toMatchObject([
    { email: "bounced@example.com", reason: "bounce", since: "2023-11-05" },
    { email: "gone@example.com", reason: "unsubscribe", since: "2024-01-15" },
  ]);
});

test("Resend: unsubscribed is yes or no, and without a date it counts from now", async () => {
  const done = await migrate("resend");
  expect(done.options.preset).toBe("resend");
  expect(await subscribed()).toEqual(["kim@example.com"]);
  expect(await blocked()).toMatchObject([{ email: "gone@example.com", reason: "unsubscribe" }]);
});

test("the check counts what the import then does", async () => {
  const id = await uploaded(await fixture("stibee"));
  const { options, fileBytes } = await getImport(id);
  const file = { importId: id, bytes: fileBytes };
  const { dryRun } = await reviewImport(file, { ...options, topicId, consentSource: "x" });
  expect(dryRun).toMatchObject({
    ok: true,
    consents: { subscribed: 1, withdrawn: 1, unanswered: 1 },
    standings: { suppressed: 2, alreadySuppressed: 0 },
  });
  const done = await migrate("stibee");
  expect(done.consentCounts).toMatchObject({
    subscribed: 1,
    withdrawn: 1,
    unanswered: 1,
    suppressed: 2,
  });
});

test("a later row of the same address takes no unsubscription back", async () => {
  await importFile("email,구독상태\nkim@example.com,수신거부\nKim@example.com,구독중\n", {
    topicId,
    consentSource: "x",
    consentDate: "2024-01-01",
  });
  expect(await blocked()).toMatchObject([{ email: "kim@example.com", reason: "unsubscribe" }]);
  expect(await subscribed()).toEqual([]);
});

test("a state that nobody can read is refused, not guessed", async () => {
  const done = await importFile("email,구독상태\nkim@example.com,휴면\n");
  expect(done).toMatchObject({ rowsRefused: 1, rowsCreated: 0 });
});
