import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db";
import { identities } from "@/db/schema/organization";
import { startDnsServer, type Zone } from "@/tests/support/dns-server";

const zone: Zone = {};
let dns: Awaited<ReturnType<typeof startDnsServer>>;
// Read at the first use, after DNS_SERVERS is known.
let lib: typeof import("@/lib/identities");

beforeAll(async () => {
  dns = await startDnsServer(zone);
  vi.stubEnv("DNS_SERVERS", dns.address);
  lib = await import("@/lib/identities");
});

afterAll(async () => {
  await dns.close();
});

beforeEach(async () => {
  for (const name of Object.keys(zone)) delete zone[name];
  await db.delete(identities);
});

async function recordsOf(email: string) {
  const [identity] = await lib.listIdentities([email]);
  return identity?.records ?? [];
}

async function statesOf(email: string) {
  return (await recordsOf(email)).map(({ purpose, state }) => `${purpose} ${state}`);
}

describe("a new sender's domain", () => {
  test("is registered with SES, and every record it needs is named", async () => {
    expect(await lib.checkIdentityOf("news@shop.test")).toEqual({ ok: true });
    const [identity] = await lib.listIdentities(["news@shop.test"]);
    expect(identity).toMatchObject({ name: "shop.test", type: "domain", verified: true });
    const records = await recordsOf("news@shop.test");
    expect(records.map(({ purpose }) => purpose)).toEqual([
      "dkim",
      "dkim",
      "dkim",
      "mail_from",
      "spf",
      "dmarc",
    ]);
    expect(records.at(0)?.name).toMatch(/^[a-z2-7]{32}\._domainkey\.shop\.test$/);
    expect(records.at(3)).toMatchObject({
      name: "bounces.shop.test",
      value: "feedback-smtp.ap-northeast-2.amazonses.com",
    });
    expect(new Set(records.map(({ state }) => state))).toEqual(new Set(["missing"]));
  });

  test("is found complete once the records are in DNS as they were shown", async () => {
    await lib.checkIdentityOf("news@shop.test");
    for (const { type, name, value, priority } of await recordsOf("news@shop.test")) {
      const entry = (zone[name] ??= {});
      if (type === "CNAME") entry.CNAME = [value];
      if (type === "MX") entry.MX = [[priority ?? 0, value]];
      if (type === "TXT") entry.TXT = [value, "google-site-verification=something-else"];
    }
    expect(await lib.checkIdentity("shop.test")).toEqual({ ok: true });
    const states = (await recordsOf("news@shop.test")).map(({ state }) => state);
    expect(states).toEqual(["found", "found", "found", "found", "found", "found"]);
  });

  test("with wrong records is told which, a long one in pieces too", async () => {
    const long = `v=DMARC1; p=quarantine; ${"rua=mailto:a@b.test; ".repeat(12)}`;
    Object.assign(zone, {
      "bounces.shop.test": { MX: [[10, "mx.other.test"]], TXT: ["v=spf1 -all"] },
      "_dmarc.shop.test": { TXT: [long] },
    } satisfies Zone);
    await lib.checkIdentityOf("news@shop.test");
    expect((await statesOf("news@shop.test")).slice(3)).toEqual([
      "mail_from different",
      "spf different",
      "dmarc found",
    ]);
  });
});

test("a subdomain stands on the verified domain above it", async () => {
  await lib.checkIdentityOf("news@shop.test");
  await lib.checkIdentityOf("news@mail.shop.test");
  const names = (await lib.listIdentities(["news@mail.shop.test"])).map(({ name }) => name);
  expect(names).toEqual(["shop.test"]);
});

test("what SES says elsewhere of its account is stored: the sandbox review needs it", async () => {
  const { createIdentity } = await import("@/lib/aws/ses");
  await createIdentity("reader@elsewhere.test");
  await lib.checkIdentityOf("news@shop.test");
  const rows = await db.select({ name: identities.name, type: identities.type }).from(identities);
  expect(rows).toContainEqual({ name: "reader@elsewhere.test", type: "address" });
  // But only what a sender stands on is shown.
  expect(await lib.listIdentities(["news@shop.test"])).toHaveLength(1);
});

test("SES out of reach is said, and what was known stays", async () => {
  await lib.checkIdentityOf("news@shop.test");
  vi.resetModules();
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:9");
  const cutOff = await import("@/lib/identities");
  expect(await cutOff.checkIdentity("shop.test")).toMatchObject({
    ok: false,
    reason: "ses_failed",
    detail: expect.stringContaining("ECONNREFUSED"),
  });
  expect(await recordsOf("news@shop.test")).toHaveLength(6);
});

// Last: the name server never speaks again.
test("a silent name server is no answer, not a missing record", async () => {
  dns.stall();
  await lib.checkIdentity("shop.test");
  expect(new Set((await recordsOf("news@shop.test")).map(({ state }) => state))).toEqual(
    new Set(["no_answer"]),
  );
});
