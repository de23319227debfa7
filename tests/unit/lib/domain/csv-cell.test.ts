import fc from "fast-check";
import { expect, test } from "vitest";
import { guardCell, unguardCell } from "@/lib/domain/csv-cell";

test.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+82 10", "'+82 10"],
  ["-5", "'-5"],
  ["@sum", "'@sum"],
  ["\tx", "'\tx"],
  ["\rx", "'\rx"],
  ["＝1", "'＝1"],
  ["'=x", "''=x"],
  ["김민수", "김민수"],
  ["'quoted'", "'quoted'"],
  ["", ""],
])("%j leaves as %j", (text, written) => {
  expect(guardCell(text)).toBe(written);
});

test("whatever a cell holds, taking the guard off gives it back", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."'=+-@\t\ra김".split("")) }), (text) => {
      expect(unguardCell(guardCell(text))).toBe(text);
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});
