import { setTimeout as sleep } from "node:timers/promises";
import { NextRequest } from "next/server";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/contacts/route";
import { db, pool } from "@/db";
import { apiKeys } from "@/db/schema/api-keys";
import { brands } from "@/db/schema/organization";
import {
  consents,
  contacts,
  properties,
  subscriptions,
  suppressions,
  topics,
} from "@/db/schema/audience";
import { auditLog, rateLimits } from "@/db/schema/users";
import { createApiKey, findApiCaller, listApiKeys, revokeApiKey } from "@/lib/api-keys";
import type { ApiScope } from "@/lib/domain/api-scope";
import { rates } from "@/lib/rate-limit";
import { contactByEmail, createUser } from "@/tests/support/imports";

const both: ApiScope[] = ["contacts:write", "consents:write"];
let key = "";
let topicId = 0;

beforeEach(async () => {
  await db.execute(sql`truncate contacts, properties, consents, suppressions, subscriptions, topics,
    brands, api_keys, rate_limits, audit_log cascade`);
  await db.insert(properties).values([
    { key: "grade", label: "등급", type: "text" },
    { key: "points", label: "포인트", type: "number" },
    { key: "tags", label: "태그", type: "list" },
    { key: "signup_date", label: "가입일", type: "date" },
  ]);
  const [brand] = await db.insert(brands).values({ name: "소담" }).returning({ id: brands.id });
  const [topic] = await db
    .insert(topics)
    .values({ brandId: brand?.id ?? 0, name: "소식" })
    .returning({ id: topics.id });
  topicId = topic?.id ?? 0;
  ({ key } = await createApiKey({ name: "job", scopes: both, userId: await createUser() }));
});

function call(body: string, authorization = `Bearer ${key}`): Promise<Response> {
  const headers = authorization === "" ? {} : { authorization };
  const request = new NextRequest("http://localhost:3000/api/contacts", {
    method: "POST",
    body,
    headers,
  });
  return POST(request, { params: Promise.resolve({}) });
}

/** Until another connection waits for a lock. */
async function untilWaiting(): Promise<void> {
  for (;;) {
    const { rows } = await db.execute(sql`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if (rows.length > 0) return;
    await sleep(5);
  }
}

type Answer = Record<string, unknown>;

async function send(...people: (object | string)[]): Promise<Answer[]> {
  const lines = people.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const response = await call(lines.join("\n"));
  expect(response.status).toBe(200);
  const text = await response.text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Answer); // our own answer
}

describe("contacts", () => {
  test("are created, changed and left, and each line is answered in its place", async () => {
    const kim = { email: "Kim@example.com", name: "김민수", properties: { points: 10 } };
    expect(await send(kim, { email: "nobody" }, "{", { email: "lee@example.com" })).toEqual([
      expect.objectContaining({ line: 1, email: "Kim@example.com", status: "created" }),
      { line: 2, email: "nobody", status: "refused", reason: "email_no_at" },
      { line: 3, status: "refused", reason: "not_json" },
      expect.objectContaining({ line: 4, status: "created" }),
    ]);
    expect(await send(kim, { ...kim, phone: "01012345678" })).toMatchObject([
      { line: 1, status: "unchanged" },
      { line: 2, status: "updated" },
    ]);
    expect(await contactByEmail("kim@example.com")).toMatchObject({
      name: "김민수",
      phone: "01012345678",
      properties: { points: 10 },
    });
  });

  test("fields that are not sent stay, null clears", async () => {
    await send({
      email: "kim@example.com",
      name: "김",
      phone: "1",
      properties: { grade: "A", points: 1 },
    });
    await send({ email: "kim@example.com", phone: null, properties: { points: null } });
    expect(await contactByEmail("kim@example.com")).toMatchObject({
      name: "김",
      phone: null,
      properties: { grade: "A" },
    });
  });

  test("values are read as their property's type, or the line is refused", async () => {
    expect(
      await send(
        {
          email: "a@example.com",
          properties: { signup_date: "2026-01-05T10:00:00Z", points: "1,200" },
        },
        { email: "b@example.com", properties: { points: "many" } },
        { email: "c@example.com", properties: { colour: "red" } },
        { email: "d@example.com", nmae: "typo" },
      ),
    ).toMatchObject([
      { status: "created" },
      { status: "refused", reason: "bad_property", detail: "points" },
      { status: "refused", reason: "unknown_property", detail: "colour" },
      { status: "refused", reason: "bad_line" },
    ]);
    expect(await contactByEmail("a@example.com")).toMatchObject({
      properties: { signup_date: "2026-01-05", points: 1200 },
    });
  });

  test("an older updatedAt never overwrites a newer one, in whatever order the calls come", async () => {
    const at = (updatedAt: string, name: string) => ({ email: "kim@example.com", name, updatedAt });
    expect(await send(at("2026-02-01T00:00:00Z", "new"))).toMatchObject([{ status: "created" }]);
    expect(await send(at("2026-01-01T00:00:00Z", "old"))).toMatchObject([{ status: "outdated" }]);
    expect(await contactByEmail("kim@example.com")).toMatchObject({ name: "new" });
    // Seen as it is, it is newer all the same.
    expect(await send(at("2026-03-01T00:00:00Z", "new"))).toMatchObject([{ status: "unchanged" }]);
    expect(await send(at("2026-02-15T00:00:00Z", "between"))).toMatchObject([
      { status: "outdated" },
    ]);
    expect(
      await send(
        at("2026-05-01T00:00:00Z", "twice, newer"),
        at("2026-04-01T00:00:00Z", "twice, older"),
      ),
    ).toMatchObject([{ status: "updated" }, { status: "outdated" }]);
    expect(await contactByEmail("kim@example.com")).toMatchObject({ name: "twice, newer" });
    const future = new Date(Date.now() + 3_600_000).toISOString();
    expect(await send(at(future, "x"))).toMatchObject([{ reason: "updated_at_in_future" }]);
  });

  test("a line that no database could hold refuses or mends itself, not its neighbours", async () => {
    const answers = await send(
      { email: "a@example.com", name: "half an emoji \ud83d" },
      { email: "b@example.com", properties: { tags: ["x\0y", "z\ud83d"], grade: "\udc00A" } },
      { email: "c@example.com", updatedAt: "0001-01-01T00:00:00+09:00" },
      { email: "d@example.com", topics: [{ topic: 9e15, status: "subscribed", source: "x" }] },
      { email: "e@example.com", name: "well" },
    );
    expect(answers.map(({ status, reason }) => reason ?? status)).toEqual([
      "created",
      "created",
      "bad_line",
      "unknown_topic",
      "created",
    ]);
    expect(await contactByEmail("b@example.com")).toMatchObject({
      properties: { tags: ["xy", "z\ufffd"], grade: "\ufffdA" },
    });
  });

  test("a call that meets an import's transaction lets it go on", async () => {
    await send({ email: "z@example.com" });
    await send({ email: "a@example.com" });
    const client = await pool.connect();
    try {
      // Imports lock in the order of the addresses, also whom they do not change.
      const lock = "select 1 from contacts where email_normalized = $1 for update";
      await client.query("begin");
      await client.query(lock, ["a@example.com"]);
      const answered = send({ email: "z@example.com", name: "s" }, { email: "a@example.com" });
      await untilWaiting();
      await client.query(lock, ["z@example.com"]);
      await client.query("commit");
      expect(await answered).toMatchObject([{ status: "updated" }, { status: "unchanged" }]);
    } finally {
      client.release(true);
    }
  });

  test("many calls at once over the same people all end", async () => {
    const people = Array.from({ length: 200 }, (_, n) => ({
      email: `p${n}@example.com`,
      name: `n${n}`,
    }));
    const calls = [people, people.toReversed(), people.slice(50)].map((part) => send(...part));
    const answers = (await Promise.all(calls)).flat();
    expect(answers.filter(({ status }) => status === "created")).toHaveLength(200);
    expect(await db.$count(contacts)).toBe(200);
  });
});

describe("consent", () => {
  const wish = (status: "subscribed" | "unsubscribed", more: object = {}) => ({
    email: "kim@example.com",
    topics: [{ topic: topicId, status, source: "checkout", ...more }],
  });

  test("is given with its source and day, and taken back", async () => {
    expect(await send(wish("subscribed", { at: "2026-01-05T09:00:00+09:00" }))).toMatchObject([
      { status: "created", topics: [{ topic: String(topicId), status: "subscribed" }] },
    ]);
    expect(await db.select().from(consents)).toMatchObject([
      {
        topicId,
        action: "granted",
        source: "api",
        wording: "checkout",
        givenAt: new Date("2026-01-05"),
      },
    ]);
    await send(wish("unsubscribed"));
    await send(wish("unsubscribed"));
    expect(await db.select({ action: consents.action }).from(consents)).toHaveLength(2);
    expect(await db.select().from(subscriptions)).toMatchObject([{ status: "unsubscribed" }]);
  });

  test("a yes never overrules a person's no, nor a suppression", async () => {
    await send(wish("subscribed"));
    await send(wish("unsubscribed"));
    expect(await send(wish("subscribed"))).toMatchObject([
      { topics: [{ status: "kept_unsubscribed" }] },
    ]);
    await db.insert(suppressions).values({
      emailNormalized: "lee@example.com",
      reason: "complaint",
      source: "ses",
    });
    expect(await send({ ...wish("subscribed"), email: "lee@example.com" })).toMatchObject([
      { status: "created", suppressed: true, topics: [{ status: "kept_suppressed" }] },
    ]);
    expect(await db.$count(suppressions)).toBe(1);
    expect(await db.$count(subscriptions, eq(subscriptions.status, "subscribed"))).toBe(0);
  });

  test("an outdated line changes no topic, and an unknown topic refuses the line", async () => {
    await send({ ...wish("unsubscribed"), updatedAt: "2026-02-01T00:00:00Z" });
    expect(await send({ ...wish("subscribed"), updatedAt: "2026-01-01T00:00:00Z" })).toEqual([
      expect.not.objectContaining({ topics: expect.anything() }),
    ]);
    expect(
      await send({
        email: "a@example.com",
        topics: [{ topic: 999_999, status: "subscribed", source: "x" }],
      }),
    ).toMatchObject([{ reason: "unknown_topic" }]);
  });

  test("a no counts also when it comes late: whatever the order, the end is the same", async () => {
    const yes = { ...wish("subscribed"), name: "new", updatedAt: "2026-02-01T00:00:00Z" };
    const no = { ...wish("unsubscribed"), name: "old", updatedAt: "2026-01-01T00:00:00Z" };
    await send(yes);
    expect(await send(no)).toMatchObject([
      { status: "outdated", topics: [{ topic: String(topicId), status: "unsubscribed" }] },
    ]);
    expect(await db.select().from(subscriptions)).toMatchObject([{ status: "unsubscribed" }]);
    expect(await contactByEmail("kim@example.com")).toMatchObject({ name: "new" });
  });

  test("needs its own scope", async () => {
    const userId = await createUser();
    ({ key } = await createApiKey({ name: "half", scopes: ["contacts:write"], userId }));
    expect(await send(wish("subscribed"), { email: "b@example.com" })).toMatchObject([
      { reason: "missing_scope" },
      { status: "created" },
    ]);
  });
});

describe("keys", () => {
  test("are stored as a hash, shown with their last use, and refused once revoked", async () => {
    const [stored] = await db.select().from(apiKeys);
    expect(JSON.stringify(stored)).not.toContain(key);
    expect(stored).toMatchObject({ start: key.slice(0, 9), lastUsedAt: null });
    await send({ email: "kim@example.com" });
    const [listed] = await listApiKeys();
    expect(listed?.lastUsedAt).toBeInstanceOf(Date);
    const userId = await createUser();
    expect(await revokeApiKey(listed?.id ?? 0, { userId })).toBe(true);
    expect(await revokeApiKey(listed?.id ?? 0, { userId })).toBe(false);
    expect((await call("{}")).status).toBe(401);
    const actions = await db.select({ action: auditLog.action }).from(auditLog);
    expect(actions.map(({ action }) => action)).toEqual(["api_key.create", "api_key.revoke"]);
  });

  test.each([
    ["no key", () => ""],
    ["another key", () => `Bearer lp_${"x".repeat(43)}`],
    ["half a key", () => `Bearer ${key.slice(0, 20)}`],
    ["another scheme", () => `Basic ${key}`],
  ])("%s opens nothing", async (_name, authorization) => {
    expect((await call("{}", authorization())).status).toBe(401);
    expect(await findApiCaller(authorization())).toBeUndefined();
  });

  test("a key without the scope is refused", async () => {
    const userId = await createUser();
    ({ key } = await createApiKey({ name: "c", scopes: ["consents:write"], userId }));
    expect((await call("{}")).status).toBe(403);
  });

  test("calls are limited, by key", async () => {
    await send({ email: "kim@example.com" });
    await db.update(rateLimits).set({ hits: rates.apiKey.limit });
    const response = await call(JSON.stringify({ email: "kim@example.com" }));
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

test("a call that is too large is refused whole", async () => {
  const lines = Array.from({ length: 1001 }, (_, n) =>
    JSON.stringify({ email: `p${n}@example.com` }),
  );
  expect(await (await call(lines.join("\n"))).json()).toEqual({
    error: "too_many_lines",
    maxLines: 1000,
  });
  expect((await call("x".repeat(2 * 1024 * 1024 + 1))).status).toBe(413);
  expect(await db.$count(contacts)).toBe(0);
});
