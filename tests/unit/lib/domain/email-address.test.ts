import { describe, expect, test } from "vitest";
import { normalizeEmail } from "@/lib/domain/email-address";

describe("an address is taken and compared without regard to case and script", () => {
  test.each([
    ["kim@example.com", "kim@example.com", "kim@example.com"],
    ["  Kim.Minsu@Example.COM \n", "Kim.Minsu@Example.COM", "kim.minsu@example.com"],
    ["kim+shop@example.com", "kim+shop@example.com", "kim+shop@example.com"],
    ["o'neil@example.co.kr", "o'neil@example.co.kr", "o'neil@example.co.kr"],
    ["kim@한글.test", "kim@한글.test", "kim@xn--bj0bj06e.test"],
    ["kim@한글.test".normalize("NFD"), "kim@한글.test", "kim@xn--bj0bj06e.test"],
    ["kim@EXAMPLE。com", "kim@EXAMPLE。com", "kim@example.com"],
    ["\u200Bkim@example.com\uFEFF", "kim@example.com", "kim@example.com"],
    ["ｋｉｍ＠ＥＸＡＭＰＬＥ．ｃｏｍ", "kim@EXAMPLE.com", "kim@example.com"],
    ["kim＠example.com", "kim@example.com", "kim@example.com"],
    ["\u3000kim@example.com\u00A0", "kim@example.com", "kim@example.com"],
    ["\u202Akim@example.com\u202C", "kim@example.com", "kim@example.com"],
    ["ki\u00ADm@exam\u200Bple.com", "kim@example.com", "kim@example.com"],
    ["mailto:kim@example.com", "kim@example.com", "kim@example.com"],
    ["kim@XN--BJ0BJ06E.test", "kim@XN--BJ0BJ06E.test", "kim@xn--bj0bj06e.test"],
    ["kim@bücher.test", "kim@bücher.test", "kim@xn--bcher-kva.test"],
    [
      "!#$%&'*+/=?^_`{|}~-@example.com",
      "!#$%&'*+/=?^_`{|}~-@example.com",
      "!#$%&'*+/=?^_`{|}~-@example.com",
    ],
    [`kim@${"a".repeat(63)}.com`, `kim@${"a".repeat(63)}.com`, `kim@${"a".repeat(63)}.com`],
    ["kim@a-b.example.com", "kim@a-b.example.com", "kim@a-b.example.com"],
    [
      `${"a".repeat(64)}@example.com`,
      `${"a".repeat(64)}@example.com`,
      `${"a".repeat(64)}@example.com`,
    ],
  ])("%j", (raw, email, normalized) => {
    expect(normalizeEmail(raw)).toEqual({ ok: true, email, normalized });
  });
});

describe("what is no address is refused with the reason", () => {
  test.each([
    ["", "empty"],
    ["   ", "empty"],
    ["\u200B", "empty"],
    ["kim.example.com", "no_at"],
    ["kim@example.com, lee@example.com", "several"],
    ["kim@example.com;lee@example.com", "several"],
    ["@example.com", "bad_local"],
    ["kim@lee@example.com", "bad_local"],
    ["kim..minsu@example.com", "bad_local"],
    [".kim@example.com", "bad_local"],
    ["kim minsu@example.com", "bad_local"],
    ["Kim <kim@example.com>", "bad_local"],
    ['"kim"@example.com', "bad_local"],
    ["김민수@example.com", "non_ascii_local"],
    ["kim@", "bad_domain"],
    ["kim@example", "bad_domain"],
    ["kim@example..com", "bad_domain"],
    ["kim@.example.com", "bad_domain"],
    ["kim@example.com.", "bad_domain"],
    ["kim@-example.com", "bad_domain"],
    ["kim@exa_mple.com", "bad_domain"],
    ["kim@xn--zzzzzzz-.com", "bad_domain"],
    [`kim@${"a".repeat(64)}.com`, "bad_domain"],
    ["kim\u3000minsu@example.com", "bad_local"],
    ["kim@example.123", "bad_domain"],
    ["kim@example.c", "bad_domain"],
    ["kim@127.0.0.1", "bad_domain"],
    ["kim@1.2", "bad_domain"],
    ["kim@[127.0.0.1]", "bad_domain"],
    ["kim@example.com:25", "bad_domain"],
    ["kim@example.com/path", "bad_domain"],
    ["kim@ex%61mple.com", "bad_domain"],
    [`${"a".repeat(65)}@example.com`, "too_long"],
    [`kim@${"a.".repeat(126)}com`, "bad_domain"],
  ])("%j is %s", (raw, reason) => {
    expect(normalizeEmail(raw)).toEqual({ ok: false, reason });
  });
});
