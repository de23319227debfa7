import { describe, expect, test } from "vitest";
import { hintsOf, withDomain } from "@/lib/domain/address-hints";
import { closedDomains } from "@/lib/domain/closed-domains";

describe("a slip in the domain is told with what was meant", () => {
  test.each([
    ["gmial.com", "gmail.com"],
    ["gmai.com", "gmail.com"],
    ["gmaill.com", "gmail.com"],
    ["gamil.com", "gmail.com"],
    ["gnail.com", "gmail.com"],
    ["gmail.con", "gmail.com"],
    ["gmail.co.kr", "gmail.com"],
    ["gmail.co", "gmail.com"],
    ["gmail.kr", "gmail.com"],
    ["gmial.con", "gmail.com"],
    ["naver.con", "naver.com"],
    ["naver.co.kr", "naver.com"],
    ["naver.net", "naver.com"],
    ["navre.com", "naver.com"],
    ["nvaer.com", "naver.com"],
    ["naverr.com", "naver.com"],
    ["hanmail.com", "hanmail.net"],
    ["hanmail.co.kr", "hanmail.net"],
    ["hamnail.net", "hanmail.net"],
    ["hanmali.net", "hanmail.net"],
    ["hanmil.net", "hanmail.net"],
    ["daum.com", "daum.net"],
    ["duam.net", "daum.net"],
    ["nate.net", "nate.com"],
    ["naet.com", "nate.com"],
    ["kakoa.com", "kakao.com"],
    ["hotmial.com", "hotmail.com"],
    ["hotmail.con", "hotmail.com"],
    ["outlok.com", "outlook.com"],
    ["iclould.com", "icloud.com"],
    ["icoud.com", "icloud.com"],
    ["yaho.com", "yahoo.com"],
    ["yahoo.con", "yahoo.com"],
    ["my-shop.con", "my-shop.com"],
    ["my-shop.co.kt", "my-shop.co.kr"],
  ])("%s means %s", (domain, meant) => {
    expect(hintsOf(`kim@${domain}`)).toEqual([{ kind: "typo", meant }]);
  });

  test.each([
    "gmail.com",
    "googlemail.com",
    "naver.com",
    "navercorp.com",
    "hanmail.net",
    "daum.net",
    "nate.com",
    "kakao.com",
    "kakaocorp.com",
    "mail.com",
    "email.com",
    "ymail.com",
    "cloud.com",
    "live.com",
    "yahoo.co.jp",
    "yahoo.fr",
    "hotmail.co.uk",
    "outlook.kr",
    "dawn.net",
    "note.com",
    "kate.com",
    "example.com",
    "snu.ac.kr",
    "samsung.com",
    "my-shop.co.kr",
    "xn--bj0bj06e.test",
    "naver.example",
    "gmial.test",
    "nate.dev",
    "kakao.vc",
    "naver.jp",
  ])("%s may well be what it says", (domain) => {
    expect(hintsOf(`kim@${domain}`)).toEqual([]);
  });
});

test("a mail service that has ended is told with its last day", () => {
  expect(hintsOf("kim@paran.com")).toEqual([{ kind: "closed", since: "2012-07-31" }]);
  expect(hintsOf("kim@dreamwiz.com")).toEqual([{ kind: "closed", since: "2019-07-30" }]);
  expect(hintsOf("kim@yahoo.co.kr")).toEqual([{ kind: "closed", since: "2012-12-31" }]);
  for (const since of closedDomains.values()) expect(since).toMatch(/^20\d{2}-\d{2}-\d{2}$/);
});

test("a desk is told from a person, with a tag behind it too", () => {
  expect(hintsOf("info@example.com")).toEqual([{ kind: "role" }]);
  expect(hintsOf("no-reply@example.com")).toEqual([{ kind: "role" }]);
  expect(hintsOf("sales+kr@example.com")).toEqual([{ kind: "role" }]);
  expect(hintsOf("information@example.com")).toEqual([]);
  expect(hintsOf("infokim@example.com")).toEqual([]);
});

test("domain and desk are told together, and again alike", () => {
  const hints = [{ kind: "typo", meant: "gmail.com" }, { kind: "role" }];
  expect(hintsOf("admin@gmial.com")).toEqual(hints);
  expect(hintsOf("admin@gmial.com")).toEqual(hints);
});

test("the address that was meant keeps what stands before the @", () => {
  expect(withDomain("Kim.Minsu@gmial.com", "gmail.com")).toBe("Kim.Minsu@gmail.com");
});
