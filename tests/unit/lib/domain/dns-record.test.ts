import { describe, expect, test } from "vitest";
import {
  type DnsAnswer,
  type DnsRecord,
  evaluateRecord,
  expectedRecords,
} from "@/lib/domain/dns-record";

const records = expectedRecords({
  domain: "shop.kr",
  dkimTokens: ["aaa", "bbb", "ccc"],
  dkimZone: "dkim.amazonses.com",
  mailFromDomain: "bounces.shop.kr",
  region: "ap-northeast-2",
});

function record(purpose: DnsRecord["purpose"]): DnsRecord {
  const found = records.find((candidate) => candidate.purpose === purpose);
  if (!found) throw new Error(`no record for ${purpose}`);
  return found;
}

function values(...answers: string[]): DnsAnswer {
  return { kind: "values", values: answers.map((value) => ({ value })) };
}

test("a domain needs three DKIM names, an MX and SPF for bounces, and DMARC", () => {
  expect(records.map(({ type, name, value }) => `${type} ${name} ${value}`)).toEqual([
    "CNAME aaa._domainkey.shop.kr aaa.dkim.amazonses.com",
    "CNAME bbb._domainkey.shop.kr bbb.dkim.amazonses.com",
    "CNAME ccc._domainkey.shop.kr ccc.dkim.amazonses.com",
    "MX bounces.shop.kr feedback-smtp.ap-northeast-2.amazonses.com",
    "TXT bounces.shop.kr v=spf1 include:amazonses.com ~all",
    "TXT _dmarc.shop.kr v=DMARC1; p=none; rua=mailto:dmarc@shop.kr",
  ]);
});

test.each(["dkim", "mail_from", "spf", "dmarc"] as const)(
  "%s: nothing there is missing, no answer says nothing",
  (purpose) => {
    expect(evaluateRecord(record(purpose), { kind: "none" })).toBe("missing");
    expect(evaluateRecord(record(purpose), { kind: "no_answer" })).toBe("no_answer");
  },
);

test("case and a final dot make no difference to a name", () => {
  expect(evaluateRecord(record("dkim"), values("AAA.dkim.amazonses.com."))).toBe("found");
  expect(evaluateRecord(record("dkim"), values("old.dkim.amazonses.com"))).toBe("different");
});

test("a second MX breaks the MAIL FROM domain", () => {
  const ours = "feedback-smtp.ap-northeast-2.amazonses.com";
  expect(evaluateRecord(record("mail_from"), values(ours))).toBe("found");
  expect(evaluateRecord(record("mail_from"), values(ours, "mx.other.kr"))).toBe("several");
  expect(evaluateRecord(record("mail_from"), values("mx.other.kr"))).toBe("different");
  const elsewhere = "feedback-smtp.us-east-1.amazonses.com";
  expect(evaluateRecord(record("mail_from"), values(elsewhere))).toBe("different");
});

describe("SPF", () => {
  test.each([
    [["v=spf1 include:amazonses.com ~all"], "found"],
    [["v=spf1 include:_spf.other.com include:amazonses.com -all", "other=text"], "found"],
    [["v=spf1 include:notamazonses.com ~all"], "different"],
    [["v=spf1 include:amazonses.com ~all", "v=spf1 -all"], "several"],
    [["v=spf10 include:amazonses.com"], "missing"],
    [["google-site-verification=1"], "missing"],
  ])("%j is %s", (answers, state) => {
    expect(evaluateRecord(record("spf"), values(...answers))).toBe(state);
  });
});

describe("DMARC", () => {
  test.each([
    [["v=DMARC1; p=reject; rua=mailto:a@b.kr"], "found"],
    [["v=DMARC1;p=none"], "found"],
    [["v=DMARC1; sp=reject"], "different"],
    [["v=DMARC1; p=maybe"], "different"],
    [["v=DMARC1; p=none", "v=DMARC1; p=reject"], "several"],
    [["v=spf1 -all"], "missing"],
  ])("%j is %s", (answers, state) => {
    expect(evaluateRecord(record("dmarc"), values(...answers))).toBe(state);
  });
});
