import { expect, test } from "vitest";
import { verifiedEmailOf } from "@/lib/auth/verified-email";

const email = "minji@shop.kr";
const kakao = { email, is_email_valid: true, is_email_verified: true };

test.each([
  ["google", { email, email_verified: true }, email],
  ["google", { email, email_verified: false }, undefined],
  ["google", { email, email_verified: "true" }, undefined],
  ["google", { email }, undefined],
  ["kakao", { kakao_account: kakao }, email],
  ["kakao", { kakao_account: { ...kakao, is_email_verified: false } }, undefined],
  ["kakao", { kakao_account: { ...kakao, is_email_valid: false } }, undefined],
  ["kakao", { id: 1 }, undefined],
  // Naver hands out a contact address and says nothing of it.
  ["naver", { response: { email }, email, email_verified: true }, undefined],
  ["another", { email, email_verified: true }, undefined],
  ["google", undefined, undefined],
])("%s saying %j proves %s", (provider, profile, proven) => {
  expect(verifiedEmailOf(provider, profile)).toBe(proven);
});
