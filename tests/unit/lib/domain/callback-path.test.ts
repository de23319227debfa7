import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callbackPath } from "@/lib/domain/callback-path";

const own = "https://letters.shop.kr";

describe("leads back to", () => {
  test.each([
    ["/campaigns/42?tab=report", "/campaigns/42?tab=report"],
    ["/settings/account", "/settings/account"],
    [`${own}/audience/contacts?q=김`, "/audience/contacts?q=%EA%B9%80"],
  ])("%s", (raw, path) => {
    expect(callbackPath(raw, [own])).toBe(path);
  });
});

describe("leads to the overview instead of", () => {
  test.each([
    ["//evil.test/"],
    ["/\\evil.test"],
    ["\\\\evil.test"],
    ["/\t/evil.test"],
    ["/\n//evil.test"],
    ["https://evil.test/"],
    ["https://letters.shop.kr.evil.test/"],
    ["https://letters.shop.kr@evil.test/"],
    ["http://letters.shop.kr/"],
    [`${own}//evil.test`],
    ["/.//evil.test"],
    ["javascript:alert(1)"],
    ["data:text/html,hi"],
    ["campaigns"],
    ["/sign-in?callbackUrl=/sign-in"],
    ["/api/auth/signout"],
    [""],
    [undefined],
  ])("%j", (raw) => {
    expect(callbackPath(raw, [own])).toBe("/");
  });
});

test("whatever comes in, a browser stays on its own origin", () => {
  const nasty = fc.string({
    unit: fc.constantFrom("/", "\\", ".", ":", "@", "e", "?", "#", "\t", "%"),
  });
  fc.assert(
    fc.property(fc.oneof(nasty, fc.webUrl(), fc.string()), (raw) => {
      expect(new URL(callbackPath(raw, [own]), own).origin).toBe(own);
    }),
  );
});
