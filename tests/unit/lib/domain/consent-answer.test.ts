import { expect, test } from "vitest";
import { parseConsentAnswer } from "@/lib/domain/consent-answer";

test.each([
  ["yes", ["Y", "y", "O", "o", "1", "true", "동의", "수신 동의", "동의함", "예", " Yes "]],
  ["no", ["N", "X", "0", "false", "거부", "미동의", "수신거부", "동의 안함", "아니오"]],
  ["unanswered", ["", " ", "-", "?", "미응답", "N/A", "null"]],
  [undefined, ["이메일", "2", "maybe", "동의?!", "Y/N"]],
] as const)("%s: %j", (answer, words) => {
  expect(words.map(parseConsentAnswer)).toEqual(words.map(() => answer));
});
