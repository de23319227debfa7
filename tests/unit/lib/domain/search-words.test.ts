import { expect, test } from "vitest";
import { searchWords } from "@/lib/domain/search-words";

const reaches = (q: string) => searchWords(q).map(({ reach }) => reach);

test("two Hangul syllables have the letters of a trigram, and so has one that is closed", () => {
  expect(reaches("길동 지 김 홍길동")).toEqual(["anywhere", "start", "anywhere", "anywhere"]);
});

test("short words of other letters are looked for at the start, signs alone nowhere", () => {
  expect(reaches("mi a 12 % __ @na min")).toEqual([
    "start",
    "start",
    "start",
    "none",
    "none",
    "anywhere",
    "anywhere",
  ]);
});

test("a phone number loses what stands between its digits, other words have none", () => {
  expect(searchWords("010-1234 +82(10) 12 a123").map(({ digits }) => digits)).toEqual([
    "0101234",
    "8210",
    undefined,
    undefined,
  ]);
});

test("typed jamo by jamo is the same word, and nobody asks for a hundred words", () => {
  const [typed] = searchWords("하늘".normalize("NFD"));
  expect(typed).toEqual(searchWords("하늘")[0]);
  expect(searchWords("가 ".repeat(100))).toHaveLength(8);
});
