import { expect, test } from "vitest";
import { searchText } from "@/lib/domain/search-text";

test.each([
  ["  minji ", "minji"],
  ["min\0ji", "minji"],
  ["\0", ""],
  ["a".repeat(300), "a".repeat(200)],
  [["two", "values"], ""],
  [undefined, ""],
])("%j is searched for as %j", (given, wanted) => {
  expect(searchText.parse(given)).toBe(wanted);
});
