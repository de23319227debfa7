import { expect, test } from "vitest";
import { maskEmail, maskPhone } from "@/lib/domain/mask";

test.each([
  ["kim@naver.com", "k***@naver.com"],
  ["k@naver.com", "k***@naver.com"],
  ["broken", "***"],
])("viewers see %s as %s", (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});

test.each([
  ["010-1234-5678", "010-****-**78"],
  ["01012345678", "010******78"],
  ["+82 10 1234 5678", "+82 1* **** **78"],
])("viewers see %s as %s", (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});
