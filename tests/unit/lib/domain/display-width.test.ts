import { expect, test } from "vitest";
import { displayWidth } from "@/lib/domain/display-width";

test.each([
  ["abc", 3],
  ["(광고) 가을", 11],
  ["가을".normalize("NFD"), 4],
  ["👩‍👩‍👧 세일", 7],
  ["a\u200bb", 2],
  ["ＡＢ", 4],
  ["é", 1],
])("%s is %d wide", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
