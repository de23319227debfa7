import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { backgroundJobs, mailDomains } from "@/db/schema/addresses";
import { contacts } from "@/db/schema/audience";
import type { DnsAnswer } from "@/lib/domain/dns-record";
import { checkMailDomains, findDeadDomains, noteMailDomains } from "@/lib/mail-domains";

beforeEach(async () => {
  for (const table of [contacts, mailDomains, backgroundJobs]) await db.delete(table);
});

async function people(...addresses: string[]): Promise<void> {
  await db.insert(contacts).values(addresses.map((email) => ({ email, emailNormalized: email })));
}

const mx: DnsAnswer = { kind: "values", values: [{ value: "mx.test", priority: 10 }] };
const none: DnsAnswer = { kind: "none" };
const silent: DnsAnswer = { kind: "no_answer" };

/** A resolver that knows these domains' MX records, and the largest mail service. */
function resolver(known: Record<string, DnsAnswer>) {
  const asked: string[] = [];
  const lookUp = ({ type, name }: { type: string; name: string }): Promise<DnsAnswer> => {
    if (type === "MX") asked.push(name);
    const answer = { "gmail.com": mx, ...known }[name] ?? none;
    return Promise.resolve(type === "MX" || answer.kind === "no_answer" ? answer : none);
  };
  return { lookUp, asked };
}

async function states(): Promise<Record<string, string>> {
  const rows = await db.select().from(mailDomains);
  return Object.fromEntries(rows.map(({ domain, state }) => [domain, state]));
}

const due = () => db.update(mailDomains).set({ nextCheckAt: sql`now()` });
const runAgain = () => db.update(backgroundJobs).set({ nextRunAt: sql`now()` });

describe("domains of contacts", () => {
  test("are noted once each, without those that are reserved for tests", async () => {
    await people("a@shop.kr", "b@shop.kr", "c@other.kr", "d@example.com", "e@reader.test");
    expect(await noteMailDomains()).toBe(5);
    expect(Object.keys(await states()).toSorted()).toEqual(["other.kr", "shop.kr"]);
  });

  test("go on after the last contact, and two ticks do not share a turn", async () => {
    await people("a@shop.kr");
    await noteMailDomains();
    await people("b@later.kr");
    expect(await noteMailDomains()).toBe(0); // not due yet
    await runAgain();
    expect(await noteMailDomains()).toBe(1);
    expect(Object.keys(await states())).toContain("later.kr");
  });

  test("begin anew after a day, so that a changed address is met", async () => {
    await people("a@shop.kr");
    await noteMailDomains();
    await db.update(contacts).set({ email: "a@moved.kr", emailNormalized: "a@moved.kr" });
    await runAgain();
    expect(await noteMailDomains()).toBe(0);
    await db
      .update(backgroundJobs)
      .set({ nextRunAt: sql`now()`, finishedAt: sql`now() - interval '25 hours'` });
    expect(await noteMailDomains()).toBe(1);
    expect(Object.keys(await states())).toContain("moved.kr");
  });
});

describe("asking for their mail servers", () => {
  test("tells those that take mail from those that do not, and asks nothing twice", async () => {
    await people("a@good.kr", "b@gone.kr");
    await noteMailDomains();
    const { lookUp, asked } = resolver({ "good.kr": mx });
    expect(await checkMailDomains(lookUp)).toBe(2);
    expect(await states()).toEqual({ "good.kr": "mail", "gone.kr": "no_mail" });
    expect(await findDeadDomains(["good.kr", "gone.kr", "unknown.kr"])).toEqual(
      new Set(["gone.kr"]),
    );
    asked.length = 0;
    expect(await checkMailDomains(lookUp)).toBe(0);
    expect(asked).toEqual([]);
  });

  test("a silent resolver leaves what was known and waits longer each time", async () => {
    await people("a@good.kr");
    await noteMailDomains();
    await checkMailDomains(resolver({ "good.kr": mx }).lookUp);
    await due();
    expect(await checkMailDomains(resolver({ "good.kr": silent }).lookUp)).toBe(0);
    const [row] = await db.select().from(mailDomains);
    expect(row).toMatchObject({ state: "mail", failures: 1 });
    expect(row?.nextCheckAt.getTime()).toBeGreaterThan(Date.now());
  });

  test("a resolver that does not even know the largest mail service condemns nobody", async () => {
    await people("a@good.kr", "b@gone.kr");
    await noteMailDomains();
    const { lookUp } = resolver({ "good.kr": none, "gmail.com": none });
    expect(await checkMailDomains(lookUp)).toBe(0);
    expect(await states()).toEqual({ "good.kr": "unknown", "gone.kr": "unknown" });
  });

  test("a domain that comes back is told so", async () => {
    await people("a@back.kr");
    await noteMailDomains();
    await checkMailDomains(resolver({}).lookUp);
    expect(await states()).toEqual({ "back.kr": "no_mail" });
    await due();
    await checkMailDomains(resolver({ "back.kr": mx }).lookUp);
    expect(await states()).toEqual({ "back.kr": "mail" });
  });
});
