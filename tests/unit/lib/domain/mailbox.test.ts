import { expect, test } from "vitest";
import { formatMailbox } from "@/lib/domain/mailbox";

test.each([
  ["", "a@b.kr"],
  ["Shop", "Shop <a@b.kr>"],
  ['Kim, "Best" shop', '"Kim, \\"Best\\" shop" <a@b.kr>'],
  ["고운가게", "=?UTF-8?B?6rOg7Jq06rCA6rKM?= <a@b.kr>"],
  ["two\r\nBcc: x@y.kr", '"two Bcc: x@y.kr" <a@b.kr>'],
])("the name %j is safe in a header", (name, mailbox) => {
  expect(formatMailbox({ name, email: "a@b.kr" })).toBe(mailbox);
});

test("a long name becomes encoded words of at most 75 characters that split between characters", () => {
  const name = "아주 긴 이름을 가진 우리 동네의 가장 친절하고 고운 가게 본점";
  const words = formatMailbox({ name, email: "a@b.kr" }).split(" ").slice(0, -1);
  expect(words.length).toBeGreaterThan(1);
  const decoded = words.map((word) => {
    expect(word.length).toBeLessThanOrEqual(75);
    return Buffer.from(word.slice("=?UTF-8?B?".length, -2), "base64").toString();
  });
  expect(decoded.join("")).toBe(name);
});
