import { expect, test } from "vitest";
import { isMailboxProvider } from "@/lib/domain/mailbox-providers";

test.each([
  "naver.com",
  "hanmail.net",
  "daum.net",
  "kakao.com",
  "nate.com",
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "outlook.kr",
  "hotmail.co.uk",
  "live.com",
  "yahoo.com",
  "yahoo.co.jp",
  "icloud.com",
  " Naver.COM. ",
])("%s belongs to its mailbox provider", (domain) => {
  expect(isMailboxProvider(domain)).toBe(true);
});

test.each([
  "shop.kr",
  "navercorp.com",
  "mail.shop.kr",
  "yahoo-shop.com",
  "live.shop.kr",
  "mygmail.com",
])("%s may send in its own name", (domain) => {
  expect(isMailboxProvider(domain)).toBe(false);
});
