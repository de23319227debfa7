import { describe, expect, test } from "vitest";
import type { DnsAnswer } from "@/lib/domain/dns-record";
import { askForMail, nextCheckIn, reservedDomains } from "@/lib/domain/mail-domain";

const values = (...list: string[]): DnsAnswer => ({
  kind: "values",
  values: list.map((value) => ({ value })),
});
const none: DnsAnswer = { kind: "none" };
const silent: DnsAnswer = { kind: "no_answer" };

const dns = (mx: DnsAnswer, a: DnsAnswer = none, aaaa: DnsAnswer = none) => {
  const answers = { MX: mx, A: a, AAAA: aaaa };
  return ({ type }: { type: keyof typeof answers }) => Promise.resolve(answers[type]);
};

describe("a domain takes mail", () => {
  test.each([
    ["with an MX record", dns(values("mx.example.test")), { state: "mail", detail: "mx" }],
    [
      "at its own IPv4 address without one",
      dns(none, values("192.0.2.1")),
      { state: "mail", detail: "address" },
    ],
    [
      "at its own IPv6 address without one",
      dns(none, none, values("2001:db8::1")),
      { state: "mail", detail: "address" },
    ],
    [
      "at one address though the other is not answered",
      dns(none, silent, values("2001:db8::1")),
      { state: "mail", detail: "address" },
    ],
  ])("%s", async (_name, ask, answer) => {
    expect(await askForMail("example.test", ask)).toEqual(answer);
  });
});

describe("a domain takes no mail", () => {
  test.each([
    [
      "when it says so (null MX), whatever its address",
      dns(values("."), values("192.0.2.1")),
      "null_mx",
    ],
    ["when it says so, as some resolvers write it", dns(values("")), "null_mx"],
    ["without any record", dns(none), "no_server"],
  ])("%s", async (_name, ask, detail) => {
    expect(await askForMail("example.test", ask)).toEqual({ state: "no_mail", detail });
  });
});

describe("a resolver that fails proves nothing", () => {
  test.each([
    ["about the MX record", dns(silent)],
    ["about an address, when the other one is missing", dns(none, silent)],
    ["about both addresses", dns(none, silent, silent)],
  ])("%s", async (_name, ask) => {
    expect(await askForMail("example.test", ask)).toBeUndefined();
  });
});

test("what works is asked for rarely, what does not oftener, a silent resolver ever later", () => {
  const waits = [1, 2, 3, 20].map((failures) => nextCheckIn(undefined, failures));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  const day = 86_400_000;
  expect(waits.at(-1)).toBe(day);
  expect(nextCheckIn({ state: "no_mail", detail: "null_mx" }, 0)).toBeGreaterThan(day);
  expect(nextCheckIn({ state: "mail", detail: "mx" }, 0)).toBeGreaterThan(7 * day);
});

test.each([
  ["example.com", true],
  ["shop.example.com", true],
  ["myexample.com", false],
  ["reader.test", true],
  ["contest.com", false],
  ["localhost", true],
])("%s is reserved: %s", (domain, isReserved) => {
  expect(new RegExp(reservedDomains).test(domain)).toBe(isReserved);
});
