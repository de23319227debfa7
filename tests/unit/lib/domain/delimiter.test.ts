import { describe, expect, test } from "vitest";
import { detectDelimiter, detectHeaderRow } from "@/lib/domain/delimiter";

describe("the delimiter is the one that splits the lines evenly", () => {
  test.each([
    [",", "이름,이메일\n김민수,kim@example.com\n"],
    ["\t", "이름\t이메일\t메모\n김민수\tkim@example.com\t가, 나, 다\n"],
    [";", "name;email;total\nKim;kim@example.com;1,5\nLee;lee@example.com;2,5\n"],
    ["|", "name|email\nKim|kim@example.com\n"],
    [",", '"a;b;c",email\n"d;e;f",kim@example.com\n'],
    [",", 'name,note\nKim,"line one\nline; two; three"\nLee,x\n'],
    [",", "email\nkim@example.com\n"],
    [",", ""],
    [",", 'name,note\nKim,"never closed\nLee,x\nPark,y\n'],
  ])("%j in %j", (delimiter, text) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });
});

describe("the header row is the last one before the people", () => {
  test.each([
    [
      1,
      [
        ["이름", "이메일"],
        ["김민수", "kim@example.com"],
      ],
    ],
    [
      0,
      [
        ["김민수", "kim@example.com"],
        ["이서연", "lee@example.com"],
      ],
    ],
    [
      3,
      [
        ["2026년 고객 명단", ""],
        ["", ""],
        ["이름", "이메일"],
        ["김민수", "kim@example.com"],
      ],
    ],
    // The first person has no address: still a person, not the header.
    [
      1,
      [
        ["이름", "이메일"],
        ["김민수", ""],
        ["이서연", "lee@example.com"],
      ],
    ],
    [2, [["고객 명단"], ["Kunde", "Kontakt"], ["Kim", "kim@example.com"]]],
    [
      1,
      [
        ["Kunde", "Kontakt"],
        ["Lee", "-"],
        ["Kim", "kim@example.com"],
      ],
    ],
    [1, [["이름", "이메일"]]],
    [
      1,
      [
        ["이름", "전화"],
        ["김민수", "010"],
      ],
    ],
    [0, []],
  ])("row %i of %j", (row, rows) => {
    expect(detectHeaderRow(rows)).toBe(row);
  });
});
