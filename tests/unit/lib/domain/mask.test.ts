import { expect, test } from "vitest";
import { maskAddresses, maskEmail, maskPhone } from "@/lib/domain/mask";

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

test.each([
  ["550 5.1.1 <kim@naver.com>: unknown", "550 5.1.1 <k***@naver.com>: unknown"],
  [
    "The following identities failed: Kim@shop.kr, lee@shop.kr",
    "The following identities failed: K***@shop.kr, l***@shop.kr",
  ],
  ["smtp; 550 rcpt=kim@naver.com", "smtp; 550 rcpt=k***@naver.com"],
  ["Mailbox full", "Mailbox full"],
])("viewers read %s as %s", (words, masked) => {
  expect(maskAddresses(words)).toBe(masked);
});
