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
