import { sql } from "drizzle-orm";
import { NextRequest } from "next/server";
import { beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/contacts/route";
import { db, pool } from "@/db";
import { brands } from "@/db/schema/organization";
import { consents, contacts, properties, subscriptions, topics } from "@/db/schema/audience";
import { createApiKey } from "@/lib/api-keys";
import { mergeContacts } from "@/lib/contact-merge";
import { updateContact } from "@/lib/contacts";
import { syncContacts } from "@/lib/sync/sync-contacts";
import { contactByEmail, createUser } from "@/tests/support/imports";

let topic = "";

beforeEach(async () => {
  await db.execute(sql`truncate contacts, contact_merges, properties, consents, suppressions,
    subscriptions, topics, brands cascade`);
  await db.insert(properties).values([
    { key: "grade", label: "등급", type: "text" },
    { key: "points", label: "포인트", type: "number" },
  ]);
  const [brand] = await db.insert(brands).values({ name: "소담" }).returning({ id: brands.id });
  const [row] = await db
    .insert(topics)
    .values({ brandId: brand?.id ?? 0, name: "소식" })
    .returning({ id: topics.id });
  topic = String(row?.id);
});

function send(...people: object[]) {
  const lines = people.map((person, index) => ({ line: index + 1, json: JSON.stringify(person) }));
  return syncContacts(lines, { keyId: 1, mayConsent: true });
}

async function answersTo(...people: object[]) {
  const answers = await send(...people);
  if (answers === "busy") throw new Error("Nobody else is at work here.");
  return answers;
}

const email = "kim@example.com";

test("one part of a name changes that part, and the name only where it is made of them", async () => {
  await send({ email, name: "Ada Lovelace", firstName: "Ada", lastName: "Lovelace" });
  await send({ email, firstName: "Augusta" });
  expect(await contactByEmail(email)).toMatchObject({
    name: "Augusta Lovelace",
    firstName: "Augusta",
    lastName: "Lovelace",
  });
  await send({ email, name: "The Countess" });
  await send({ email, firstName: "Ada" });
  expect(await contactByEmail(email)).toMatchObject({ name: "The Countess", firstName: "Ada" });
  await send({ email, firstName: "민수", lastName: "김" });
  expect(await contactByEmail(email)).toMatchObject({ name: "김민수" });
  await send({ email: "lee@example.com", firstName: "Lee" });
  expect(await contactByEmail("lee@example.com")).toMatchObject({ name: "Lee" });
});

test("many lines of one address are one write, and each is answered as if it came alone", async () => {
  const answers = await answersTo(
    { email, name: "a", properties: { grade: "A", points: 1 }, updatedAt: "2026-01-02T00:00:00Z" },
    { email: "other@example.com" },
    { email, phone: "1", updatedAt: "2026-01-03T00:00:00Z" },
    { email, phone: "0", updatedAt: "2026-01-01T00:00:00Z" },
    { email, properties: { points: null } },
    { email: "Kim@Example.com", phone: "1" },
  );
  expect(answers.map(({ line, status }) => [line, status])).toEqual([
    [1, "created"],
    [2, "created"],
    [3, "updated"],
    [4, "outdated"],
    [5, "updated"],
    [6, "unchanged"],
  ]);
  const before = await contactByEmail(email);
  expect(before).toMatchObject({ name: "a", phone: "1", properties: { grade: "A" } });
  expect(before.sourceUpdatedAt).toEqual(new Date("2026-01-03"));
  // Over a contact that is here: what is newer than it counts, in the order sent.
  const again = await answersTo(
    { email, name: "b", updatedAt: "2026-01-02T00:00:00Z" },
    { email, name: "c", updatedAt: "2026-01-04T00:00:00Z" },
    { email, properties: { points: 2 }, updatedAt: "2026-01-05T00:00:00Z" },
  );
  expect(again.map(({ status }) => status)).toEqual(["outdated", "updated", "updated"]);
  expect(await contactByEmail(email)).toMatchObject({
    name: "c",
    properties: { grade: "A", points: 2 },
  });
  const { rows } = await db.execute<{ versions: number }>(
    sql`select count(distinct xmin::text)::int as versions from contacts`,
  );
  expect(rows[0]?.versions).toBe(2);
});

test("an edit by hand that an import holds up says so too", async () => {
  await send({ email, name: "Kim" });
  const { id } = await contactByEmail(email);
  const input = { email, name: "Lee", firstName: "", lastName: "", phone: "", properties: {} };
  const client = await pool.connect();
  try {
    await client.query("begin; select 1 from contacts for update");
    const userId = await createUser();
    expect(await updateContact(id, input, { userId })).toEqual({ ok: false, reason: "busy" });
    await client.query("commit");
    expect(await updateContact(id, input, { userId })).toEqual({ ok: true, id });
  } finally {
    client.release(true);
  }
});

test("of several answers of one person to a topic a no holds", async () => {
  const wish = (status: string, source: string) => ({ email, topics: [{ topic, status, source }] });
  const answers = await answersTo(
    wish("subscribed", "form"),
    wish("unsubscribed", "account"),
    wish("subscribed", "form"),
  );
  expect(answers.map(({ topics: said }) => said?.[0]?.status)).toEqual([
    "kept_unsubscribed",
    "unsubscribed",
    "kept_unsubscribed",
  ]);
  expect(await db.select().from(subscriptions)).toMatchObject([{ status: "unsubscribed" }]);
  expect(await db.select().from(consents)).toMatchObject([
    { action: "withdrawn", wording: "account" },
  ]);
});

test("an address that was merged away changes whom it was merged into, and says so", async () => {
  await send({ email: "old@example.com" }, { email, name: "Kim" });
  const [from, into] = [await contactByEmail("old@example.com"), await contactByEmail(email)];
  const merge = { from: from.id, into: into.id, takeFrom: [] };
  expect(await mergeContacts(merge, { userId: await createUser() })).toEqual({ ok: true });
  const answers = await answersTo({ email: "Old@example.com", phone: "2" }, { email, phone: "3" });
  expect(answers).toMatchObject([
    { email: "Old@example.com", status: "updated", id: String(into.id), merged: true },
    { email, status: "updated", id: String(into.id) },
  ]);
  expect(answers[1]).not.toHaveProperty("merged");
  expect(await db.select().from(contacts)).toMatchObject([{ emailNormalized: email, phone: "3" }]);
});

async function post(body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const scopes = ["contacts:write" as const];
  const { key } = await createApiKey({ name: "job", scopes, userId: await createUser() });
  const headers = { authorization: `Bearer ${key}` };
  const request = new NextRequest("http://localhost:3000/api/contacts", {
    method: "POST",
    body,
    headers,
  });
  return POST(request, { params: Promise.resolve({}) });
}

test("a body in another encoding is refused, not stored as question marks", async () => {
  const cp949 = Buffer.from([0xb1, 0xe8]);
  const parts = [Buffer.from('{"email":"kim@example.com","name":"'), cp949, Buffer.from('"}')];
  const response = await post(new Uint8Array(Buffer.concat(parts)));
  expect([response.status, await response.json()]).toEqual([400, { error: "not_utf8" }]);
  expect(await db.$count(contacts)).toBe(0);
});

test("a call that an import's transaction holds up takes nothing and says when to try again", async () => {
  await send({ email });
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select 1 from contacts for update");
    const lines = [{ email: "b@example.com" }, { email, name: "A" }];
    const response = await post(lines.map((line) => JSON.stringify(line)).join("\n"));
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ error: "busy" });
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await db.$count(contacts)).toBe(1);
    await client.query("commit");
    expect(await send(...lines)).toMatchObject([{ status: "created" }, { status: "updated" }]);
  } finally {
    client.release(true);
  }
});
