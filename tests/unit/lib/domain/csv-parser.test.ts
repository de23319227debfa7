import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCsvParser } from "@/lib/domain/csv-parser";

function parse(text: string, { size = text.length || 1, delimiter = "," } = {}) {
  const parser = createCsvParser(delimiter);
  const rows = [];
  for (let i = 0; i < text.length; i += size) rows.push(...parser.push(text.slice(i, i + size)));
  return [...rows, ...parser.finish()];
}

const cells = (text: string) => parse(text).map((row) => row.cells);
const lines = (text: string) => parse(text).map((row) => row.line);

describe("rows are read as they are meant", () => {
  test.each([
    [
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ['"a","b"\n', [["a", "b"]]],
    ['"a, b","c ""d"" e"\n', [["a, b", 'c "d" e']]],
    ['"one\r\ntwo",x\n', [["one\r\ntwo", "x"]]],
    ["a,,\n", [["a", "", ""]]],
    ['"",""\n', [["", ""]]],
    ["a\n1,2,3\n", [["a"], ["1", "2", "3"]]],
    ['"a" ,b\n', [["a", "b"]]],
    ['5" screen,b\n', [['5" screen', "b"]]],
    [
      '"c"d,3\nx,"y"\n',
      [
        ['"c"d', "3"],
        ["x", "y"],
      ],
    ],
    ['"so "called" cell",5\n', [['so "called" cell', "5"]]],
    ["", []],
  ])("%j", (text, rows) => {
    expect(cells(text)).toEqual(rows);
  });

  test("another delimiter", () => {
    expect(parse("a;b\n1;2,5", { delimiter: ";" }).map((row) => row.cells)).toEqual([
      ["a", "b"],
      ["1", "2,5"],
    ]);
  });
});

test("line numbers count every line of the file, also those inside quotes", () => {
  expect(lines('a,b\r\n\r\n"x\r\ny\r\nz",2\r\nlast,4')).toEqual([1, 2, 3, 6]);
  expect(lines('a,b\n"x\n\ny",2\nlast,4\n')).toEqual([1, 2, 5]);
});

test("the raw row is what stands in the file", () => {
  expect(parse('a,b\r\n"x\r\ny",2\r\n').map((row) => row.raw)).toEqual(["a,b", '"x\r\ny",2']);
});

test("a quote that is never closed is named with the line that opens it", () => {
  const broken = 'a,b\n1,2\n3,"4\n5,6\n7,8';
  expect(() => parse(broken)).toThrow(
    expect.objectContaining({ reason: "quote_not_closed", line: 3 }),
  );
  const parser = createCsvParser(",");
  expect(parser.push(broken).map((row) => row.cells)).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});

test("a row past 16 MB ends the reading instead of filling the memory", () => {
  const parser = createCsvParser(",");
  parser.push('a,b\n1,"');
  const megabyte = "x\n".repeat(512 * 1024);
  expect(() => {
    for (let i = 0; i < 40; i += 1) parser.push(megabyte);
  }).toThrow(expect.objectContaining({ reason: "row_too_long", line: 2 }));
});

test("a cell of 10 MB is read, and the rows after it", () => {
  const rows = parse(`a,b\n1,"${"x".repeat(10 << 20)}"\n3,4\n`, { size: 1 << 20 });
  expect(rows.map((row) => row.cells.map((cell) => cell.length))).toEqual([
    [1, 1],
    [1, 10 << 20],
    [1, 1],
  ]);
  expect(rows[2]?.line).toBe(3);
});

const piece = fc.string({
  unit: fc.constantFrom("a", "김", ",", '"', "\n", "\r", " ", "\r\n", ",\n"),
});

test("whatever is written by the rules reads back, cut anywhere", () => {
  const cell = piece.map((text) => ({ text, csv: `"${text.replaceAll('"', '""')}"` }));
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      table,
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.integer({ min: 1, max: 9 }),
      (rows, end, size) => {
        const text = rows.map((row) => row.map((one) => one.csv).join(",") + end).join("");
        expect(parse(text, { size }).map((row) => row.cells)).toEqual(
          rows.map((row) => row.map((one) => one.text)),
        );
      },
    ),
  );
});

test("any text at all reads the same whole and in pieces", () => {
  const attempt = (text: string, size?: number) => {
    try {
      return parse(text, size === undefined ? {} : { size });
    } catch (error) {
      return String(error);
    }
  };
  fc.assert(
    fc.property(piece, fc.integer({ min: 1, max: 5 }), (text, size) => {
      expect(attempt(text, size)).toEqual(attempt(text));
    }),
    { numRuns: 2000 },
  );
});
