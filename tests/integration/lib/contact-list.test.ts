import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { auditLog } from "@/db/schema/users";
import { exportContacts } from "@/lib/contact-export";
import { countContacts } from "@/lib/contact-count";
import { listContacts } from "@/lib/contact-list";
import {
  createContact as addContact,
  deleteContacts,
  findContact,
  updateContact,
} from "@/lib/contacts";
import { contactFilter, type ContactFilter } from "@/lib/domain/contact-filter";
import { createProperty, listProperties, setPropertyArchived } from "@/lib/properties";
import { recipients } from "@/db/schema/recipients";
import { contacts, subscriptions } from "@/db/schema/audience";
import { consents } from "@/db/schema/audience";
import { subscribe } from "@/lib/subscriptions";
import { createContact, createSegment, createTopic } from "@/tests/support/campaign-factory";
import { createUser, importFile, summary } from "@/tests/support/imports";

beforeEach(async () => {
  await db.execute(sql`
    truncate contacts, imports, properties, consents, suppressions, topics, segments, recipients, audit_log cascade`);
});

const everything = { mayReadAddresses: true };
const filter = (given: Partial<Record<keyof ContactFilter, unknown>> = {}) =>
  contactFilter.parse(given);

async function names(given: Parameters<typeof filter>[0], scope = everything): Promise<string[]> {
  const { contacts: found } = await listContacts(filter(given), scope);
  expect(await countContacts(filter(given), scope)).toBe(found.length);
  return found.map((contact) => contact.name).toSorted();
}

describe("people are found", () => {
  beforeEach(async () => {
    await importFile(
      "이메일,이름,휴대폰\nminsu@example.com,김민수,010-1234-5678\nseoyeon@shop.test,이서연,01098765432\nodd_100%@example.com,100% 할인,\n",
    );
  });

  test.each([
    ["민수", ["김민수"]],
    ["김민수".normalize("NFD"), ["김민수"]],
    ["SHOP.test", ["이서연"]],
    ["1234-5678", ["김민수"]],
    ["12345678", ["김민수"]],
    ["9876 5432", ["이서연"]], // two words, both must match
    ["김민수 example", ["김민수"]],
    ["김민수 shop", []],
    ["100%", ["100% 할인"]],
    ["%", ["100% 할인"]],
    ["_", ["100% 할인"]],
    ["\\", []],
    ["", ["100% 할인", "김민수", "이서연"]],
  ])("by %j", async (q, expected) => {
    expect(await names({ q })).toEqual(expected);
  });

  test("viewers cannot find out an address or a phone number by searching for it", async () => {
    const viewer = { mayReadAddresses: false };
    expect(await names({ q: "minsu@example" }, viewer)).toEqual([]);
    expect(await names({ q: "5678" }, viewer)).toEqual([]);
    expect(await names({ q: "민수" }, viewer)).toEqual(["김민수"]);
  });
});

describe("the table is narrowed", () => {
  test("by topic and state, suppression, import and segment", async () => {
    const topicId = await createTopic("소식");
    const other = await createTopic("이벤트");
    await createContact({ name: "구독", topicId, topic: "subscribed" });
    await createContact({ name: "해지", topicId, topic: "unsubscribed" });
    await createContact({ name: "다른 토픽", topicId: other, topic: "subscribed" });
    await createContact({ name: "차단", suppressed: "bounce", properties: { grade: "VIP" } });
    const done = await importFile("email,name\nkim@example.com,가져온 사람\n");
    const segment = await createSegment("VIP", {
      match: "all",
      rules: [{ field: "property", key: "grade", type: "text", test: { op: "is", value: "VIP" } }],
    });

    expect(await names({ topic: topicId })).toEqual(["구독"]);
    expect(await names({ topic: topicId, state: "unsubscribed" })).toEqual(["해지"]);
    expect(await names({ state: "subscribed" })).toEqual(["구독", "다른 토픽"]);
    expect(await names({ topic: topicId, state: "unanswered" })).toEqual([
      "가져온 사람",
      "다른 토픽",
      "차단",
    ]);
    expect(await names({ suppressed: "yes" })).toEqual(["차단"]);
    expect(await names({ suppressed: "no", state: "unanswered" })).toEqual(["가져온 사람"]);
    expect(await names({ import: done.id })).toEqual(["가져온 사람"]);
    expect(await names({ segment })).toEqual(["차단"]);
    expect(await names({ segment: 999_999 })).toEqual([]);
    expect(await names({ topic: "nonsense", state: "bogus" })).toHaveLength(5);

    const { contacts: listed } = await listContacts(filter(), everything);
    expect(
      Object.fromEntries(listed.map((one) => [one.name, [...one.topics, ...one.suppressedBy]])),
    ).toEqual({
      구독: ["소식"],
      해지: [],
      "다른 토픽": ["이벤트"],
      차단: ["bounce"],
      "가져온 사람": [],
    });
  });

  test("page by page, each person once", async () => {
    await importFile(
      `email\n${Array.from({ length: 120 }, (_, i) => `p${i}@example.com`).join("\n")}\n`,
    );
    const seen: number[] = [];
    let after: number | undefined;
    do {
      const page = await listContacts(filter(), { ...everything, after });
      seen.push(...page.contacts.map((contact) => contact.id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toHaveLength(120);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  });
});

describe("a contact by hand", () => {
  const input = {
    email: " Kim@Example.com ",
    name: " 김민수 ",
    firstName: null,
    lastName: null,
    phone: "010",
    properties: { grade: "VIP", points: null },
  };

  test("is stored tidy, and its change takes values away", async () => {
    const userId = await createUser();
    const created = await addContact(input, { userId });
    if (!created.ok) throw new Error(created.reason);
    expect(await findContact(created.id)).toMatchObject({
      email: "Kim@Example.com",
      emailNormalized: "kim@example.com",
      name: "김민수",
      properties: { grade: "VIP" },
    });
    const change = { ...input, email: "new@example.com", phone: null, properties: { grade: null } };
    expect(await updateContact(created.id, change, { userId })).toEqual(created);
    expect(await findContact(created.id)).toMatchObject({
      emailNormalized: "new@example.com",
      phone: null,
      properties: {},
    });
  });

  test("whose address is taken points to the other one", async () => {
    const userId = await createUser();
    const first = await addContact(input, { userId });
    const second = await addContact({ ...input, email: "lee@example.com" }, { userId });
    if (!first.ok || !second.ok) throw new Error("not created");
    const taken = { ok: false, reason: "exists", id: first.id };
    expect(await addContact(input, { userId })).toEqual(taken);
    expect(await updateContact(second.id, input, { userId })).toEqual(taken);
    expect(await addContact({ ...input, email: "kim" }, { userId })).toEqual({
      ok: false,
      reason: "email_no_at",
    });
    expect(await updateContact(999_999, { ...input, email: "x@example.com" }, { userId })).toEqual({
      ok: false,
      reason: "not_found",
    });
  });
});

test("a deleted contact leaves the ledger and the evidence, and is mailed no more", async () => {
  const topicId = await createTopic();
  const id = await createContact({ email: "kim@example.com" });
  await subscribe({ contactId: id, topicIds: [topicId], evidence: { source: "manual" } });
  const row = {
    contactId: id,
    kind: "marketing",
    email: "kim@example.com",
    emailNormalized: "kim@example.com",
  } as const;
  await db.insert(recipients).values([
    { ...row, campaignId: 1, status: "sent" },
    { ...row, campaignId: 2, status: "queued" },
  ]);

  expect(await deleteContacts([id, 999_999], { userId: await createUser() })).toBe(1);

  expect([await db.$count(contacts), await db.$count(subscriptions)]).toEqual([0, 0]);
  expect(await db.$count(consents)).toBe(1);
  const ledger = await db
    .select({
      contactId: recipients.contactId,
      status: recipients.status,
      why: recipients.skipReason,
    })
    .from(recipients)
    .orderBy(recipients.campaignId);
  expect(ledger).toEqual([
    { contactId: null, status: "sent", why: null },
    { contactId: null, status: "skipped", why: "erased" },
  ]);
  expect(await db.select().from(auditLog)).toMatchObject([
    { action: "contact.delete", subject: `contact:${id}`, details: { count: 1 } },
  ]);
});

describe("an export", () => {
  async function exported(given = filter(), locale: "ko" | "en" = "ko"): Promise<string> {
    const userId = await createUser();
    let text = "";
    for await (const part of exportContacts(given, { userId, reason: "파트너 보고", locale }))
      text += part;
    return text;
  }

  test.each(["ko", "en"] as const)("imports unchanged, formulas and all (%s)", async (locale) => {
    await importFile(
      [
        "email,name,first_name,last_name,phone,메모,포인트,가입일,VIP여부",
        '"kim@example.com","김, ""민수""",민수,김,+82 10-1234-5678,"=HYPERLINK(""x"")",-5,2026-01-05,Y',
        'lee@example.com,\'=1+1,,,01012345678,"줄\r\n바꿈",1.5,,N',
        "park@example.com,＋전각,,,,@home,,,",
      ].join("\n"),
    );
    const before = await db.select().from(contacts).orderBy(contacts.id);
    const file = await exported(filter(), locale);
    expect(file.startsWith("\uFEFF")).toBe(true);
    for (const cell of file.split(/[,\r\n"]+/)) expect(cell).not.toMatch(/^[=+@\t]|^-\d/);

    const again = await importFile(file);
    expect(summary(again)).toEqual({
      rows: 3,
      created: 0,
      updated: 0,
      unchanged: 3,
      refused: 0,
      repeated: 0,
    });
    expect(await db.select().from(contacts).orderBy(contacts.id)).toEqual(before);
  });

  test("holds what the filter shows, and is logged with reason, rows and filter", async () => {
    await importFile("email,name\nkim@example.com,김민수\nlee@example.com,이서연\n");
    const file = await exported(filter({ q: "민수", suppressed: "no" }));
    expect(file.trim().split("\r\n")).toHaveLength(2);
    const [entry] = await db
      .select()
      .from(auditLog)
      .where(sql`action = 'contacts.export'`);
    expect(entry?.details).toEqual({
      reason: "파트너 보고",
      rows: 1,
      filter: { suppressed: "no" },
      isSearch: true,
    });
  });

  test("left half-way holds no connection", async () => {
    await importFile(
      `email\n${Array.from({ length: 200 }, (_, i) => `p${i}@example.com`).join("\n")}\n`,
    );
    const userId = await createUser();
    for (let i = 0; i < 12; i += 1) {
      const parts = exportContacts(filter(), { userId, reason: "x", locale: "ko" });
      await parts.next();
      await parts.return(undefined);
    }
    expect(globalThis.letterpressPool?.waitingCount).toBe(0);
    expect(globalThis.letterpressPool?.idleCount).toBe(globalThis.letterpressPool?.totalCount);
  });
});

describe("properties", () => {
  test("are declared once, renamed by label, put away and taken back", async () => {
    const userId = await createUser();
    const created = await createProperty({ label: "선호 매장", type: "text" }, { userId });
    expect(created).toMatchObject({ ok: true });
    expect(await listProperties()).toMatchObject([{ key: "seonho_maejang", label: "선호 매장" }]);
    expect(await createProperty({ label: "선호 매장", type: "number" }, { userId })).toEqual({
      ok: false,
      reason: "key_taken",
    });
    expect(await createProperty({ label: "x", key: "email", type: "text" }, { userId })).toEqual({
      ok: false,
      reason: "bad_key",
    });
    if (!created.ok) throw new Error(created.reason);
    expect(await setPropertyArchived(created.id, { archived: true, userId })).toBe(true);
    expect(await setPropertyArchived(created.id, { archived: true, userId })).toBe(false);
    expect(await listProperties()).toEqual([]);
  });

  test("put away and mapped again by an import come back", async () => {
    const userId = await createUser();
    await importFile("email,메모\nkim@example.com,a\n");
    const [note] = await listProperties();
    await setPropertyArchived(note?.id ?? 0, { archived: true, userId });
    await importFile("email,메모\nkim@example.com,b\n");
    expect(await listProperties()).toMatchObject([{ key: "note" }]);
  });
});
