import { describe, expect, test } from "vitest";
import { maxColumns } from "@/lib/domain/import-options";
import { createSharedStrings } from "@/lib/domain/shared-strings";
import {
  columnOf,
  isDateFormat,
  numberText,
  serialToDate,
  unescapeSheetText,
} from "@/lib/domain/sheet-cell";
import { createSheetParser } from "@/lib/domain/sheet-parser";
import { readWorkbook } from "@/lib/domain/workbook";

const plain = { is1904: false, dateStyles: new Set([1]) };

test.each([
  [45292, "2024-01-01"],
  [45292.5, "2024-01-01 12:00:00"],
  [61, "1900-03-01"],
  [60, undefined], // a day that never was
  [-1, undefined],
  [2_958_467, undefined],
])("serial %d is %s", (serial, date) => {
  expect(serialToDate(serial)).toBe(date);
});

test("the old Mac's calendar starts four years later", () => {
  expect(serialToDate(43830, { is1904: true })).toBe("2024-01-01");
});

test.each([
  [0, undefined, false],
  [14, undefined, true],
  [31, undefined, true], // Korean and Japanese built-in
  [164, "yyyy\\-mm\\-dd", true],
  [164, 'yyyy"년" m"월" d"일"', true],
  [164, "[$-412]yyyy/m/d", true],
  [164, '#,##0"day"', false],
  [164, "0.00E+00", false],
  [164, "h:mm:ss", false],
  [164, "[Red]0.0", false],
])("format %d %s shows a date: %s", (id, code, isDate) => {
  expect(isDateFormat(id, code)).toBe(isDate);
});

test.each([
  ["1012345678", "1012345678"],
  ["0.30000000000000004", "0.3"],
  ["1.01E+09", "1.01E+09"], // rounded before: its reader refuses it
  ["1E-2", "0.01"],
  ["text", "text"],
])("the number %s reads %s", (value, text) => {
  expect(numberText(value)).toBe(text);
});

test("columns are named like digits without a zero", () => {
  expect(["A1", "Z9", "AA1", "XFD1048576", "1"].map(columnOf)).toEqual([
    0,
    25,
    26,
    16_383,
    undefined,
  ]);
});

test("characters that XML cannot hold are written out", () => {
  expect(unescapeSheetText("a_x000D_b _xZZ_ _x005F_")).toBe("a\rb _xZZ_ _");
});

describe("a sheet", () => {
  const xml = [
    '<x:worksheet xmlns:x="u"><x:sheetData>',
    '<x:row r="2"><x:c r="B2" t="s"><x:v>7</x:v></x:c><x:c r="C2" s="1"><x:v>45292</x:v></x:c></x:row>',
    '<x:row r="3"/><x:row><x:c t="inlineStr"><x:is><x:t>a &amp; b</x:t></x:is></x:c><x:c t="b"><x:v>1</x:v></x:c>',
    '<x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>formula</x:v></x:c></x:row>',
    "</x:sheetData></x:worksheet>",
  ].join("");

  test("is read in pieces of any size", () => {
    for (let size = 1; size < 60; size += 7) {
      const parser = createSheetParser(plain);
      const rows = [];
      for (let i = 0; i < xml.length; i += size) rows.push(...parser.push(xml.slice(i, i + size)));
      rows.push(...parser.finish());
      expect(rows).toEqual([
        { line: 2, cells: ["", 7, "2024-01-01"] },
        { line: 4, cells: ["a & b", "Y", "", "formula"] },
      ]);
    }
  });

  test("cannot make us hold more than an import takes", () => {
    const parser = createSheetParser(plain);
    const [row] = parser.push(
      `<row r="1"><c r="ZZZZ1"><v>1</v></c><c r="A1" t="str"><v>${"x".repeat(200_000)}</v></c></row>`,
    );
    // One cell too many is enough to refuse the row for it.
    expect(row?.cells).toHaveLength(maxColumns + 1);
    expect(row?.cells.at(-1)).toBe("1");
    expect(row?.cells[0]).toHaveLength(40_000);
  });
});

test("shared strings keep their places, runs and spaces, and leave out how they are read aloud", () => {
  const strings = createSharedStrings();
  strings.push(
    "<sst><si><t> a </t></si><si><r><t>김</t></r><r><t>민수</t></r><rPh><t>x</t></rPh></si>",
  );
  strings.push("<si/><si><t>끝</t></si></sst>");
  expect([0, 1, 2, 3, 4].map(strings.get)).toEqual([" a ", "김민수", "", "끝", ""]);
});

test("hidden sheets are no choice, and paths may be absolute", () => {
  const workbook = readWorkbook({
    workbook:
      '<workbook><sheets><sheet name="보기" r:id="a"/><sheet name="숨김" state="veryHidden" r:id="b"/></sheets></workbook>',
    relations:
      '<Relationships><Relationship Id="a" Target="/xl/sheets/one.xml"/><Relationship Id="b" Target="two.xml"/></Relationships>',
    styles: "",
  });
  expect(workbook.sheets).toEqual([{ name: "보기", path: "xl/sheets/one.xml" }]);
});

test("rows keep a number of their own, whatever the file calls them", () => {
  const row = (r: string) => `<row r="${r}"><c t="str"><v>x</v></c></row>`;
  const parser = createSheetParser(plain);
  const rows = parser.push(`<sheetData>${["2", "2", "x", "1.5", "9", "1e12"].map(row).join("")}`);
  expect(rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 9, 10]);
});
