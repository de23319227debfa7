import { expect, test } from "vitest";
import { formatCursor, isTimestamp, parseCursor } from "@/lib/domain/list-cursor";
import { formatRecipientKey, parseRecipientKey } from "@/lib/domain/recipient-key";

test("a cursor keeps the microseconds that order a list", () => {
  const cursor = { at: "2026-11-20 12:28:21.123456+00", campaignId: 42, recipientId: 7 };
  expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
});

test.each([
  "",
  "2026-11-20 12:28:21+00",
  "2026-11-20 12:28:21+00_1",
  "now()_1_2",
  "2026-13-40 12:28:21+00_1_2",
  "2026-11-20 12:28:21+00_x_2",
  undefined,
  ["a"],
])("%j is no cursor", (text) => {
  expect(parseCursor(text)).toBeUndefined();
});

test.each([
  ["2026-11-20 12:28:21.1+09", true],
  ["2026-11-20 12:28:21-03:30", true],
  ["2026-11-20T12:28:21Z", false],
  ["infinity", false],
  ["", false],
])("%j is a time of the database: %s", (text, is) => {
  expect(isTimestamp(text)).toBe(is);
});

test("a row's key goes through a form and back", () => {
  const key = { campaignId: 42, recipientId: 1_007 };
  expect(parseRecipientKey(formatRecipientKey(key))).toEqual(key);
  for (const text of ["42", "0:1", "1:0", "1:2:3", "1:-2", "a:b", ""]) {
    expect(parseRecipientKey(text)).toBeUndefined();
  }
});
