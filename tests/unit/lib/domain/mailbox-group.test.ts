import { expect, test } from "vitest";
import { mailboxGroupOf } from "@/lib/domain/mailbox-group";

test.each([
  ["gmail.com", "gmail"],
  ["outlook.kr", "outlook"],
  ["hotmail.co.uk", "outlook"],
  ["yahoo.co.jp", "yahoo"],
  ["aol.com", "yahoo"],
  ["naver.com", "naver"],
  ["hanmail.net", "kakao"],
  ["nate.com", "nate"],
  ["shop.kr", "other"],
  ["outlook.shop.kr.example", "other"],
  ["notnaver.com", "other"],
  ["constructor", "other"],
  ["", "other"],
])("%s → %s", (domain, group) => {
  expect(mailboxGroupOf(domain)).toBe(group);
});
