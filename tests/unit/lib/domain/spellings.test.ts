import { expect, test } from "vitest";
import { listSpellings } from "@/lib/domain/spellings";

test("lists every way to write a word", () => {
  expect(listSpellings(["Ab1"])?.toSorted()).toEqual(["AB1", "Ab1", "aB1", "ab1"]);
});

test("leaves words without case as they are", () => {
  expect(listSpellings(["서울", "010-1234"])).toEqual(["서울", "010-1234"]);
});

test("names a spelling of two words once", () => {
  expect(listSpellings(["a", "A"])?.toSorted()).toEqual(["A", "a"]);
});

test("gives up where there are too many, and on letters that the database folds in its own way", () => {
  expect(listSpellings(["abcdefgh"])).toHaveLength(256);
  expect(listSpellings(["abcdefghi"])).toBeUndefined();
  expect(listSpellings(["abcdefgh", "x"])).toBeUndefined();
  expect(listSpellings(["straße"])).toBeUndefined();
  expect(listSpellings(["éa"])).toBeUndefined();
});
