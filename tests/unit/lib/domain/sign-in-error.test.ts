import { expect, test } from "vitest";
import { signInErrorOf } from "@/lib/domain/sign-in-error";

test("the wait is told in whole minutes", () => {
  expect(signInErrorOf("rate_limited:61")).toEqual({ reason: "rateLimited", minutes: 2 });
});

test.each([
  ["CredentialsSignin", "wrong"],
  ["Verification", "linkUsed"],
  ["AccessDenied", "notInvited"],
  ["OAuthCallback", "provider"],
  ["something new", "unknown"],
  ["rate_limited:<script>", "unknown"],
  ["constructor", "unknown"],
])("%s is %s", (code, reason) => {
  expect(signInErrorOf(code)).toEqual({ reason });
});
