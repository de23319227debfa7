import { describe, expect, test } from "vitest";
import {
  formatPropertyValue,
  guessPropertyType,
  parsePropertyValue,
  sayPropertyValue,
} from "@/lib/domain/property-value";

describe("dates are read year first, as Korea and ISO write them", () => {
  test.each([
    "2026-01-05",
    "2026.1.5",
    "2026. 1. 5.",
    "2026.01.05",
    "2026/1/5",
    "2026년 1월 5일",
    "20260105",
    "2026-01-05 10:20:30",
    "2026-01-05T10:20:30+09:00",
    "2026. 1. 5. 오후 3:04",
    " 2026-01-05 ",
  ])("%j", (text) => {
    expect(parsePropertyValue("date", text)).toEqual({ ok: true, value: "2026-01-05" });
  });

  test.each(["2026-02-30", "2026.13.1", "1/5/2026", "26.1.5", "0000-00-00", "45678", "어제"])(
    "%j is refused",
    (text) => {
      expect(parsePropertyValue("date", text)).toEqual({ ok: false });
    },
  );
});

test.each([
  ["1234", 1234],
  ["1,234,567", 1_234_567],
  ["-5", -5],
  ["12.50", 12.5],
  ["₩12,000", 12_000],
  ["12,000원", 12_000],
])("the number %j is %d", (text, value) => {
  expect(parsePropertyValue("number", text)).toEqual({ ok: true, value });
});

test.each(["1.01E+09", "12,34", "abc", "1 2", "99999999999999999999", "--5"])(
  "%j is no number",
  (text) => {
    expect(parsePropertyValue("number", text)).toEqual({ ok: false });
  },
);

test.each([
  ["Y", true],
  ["n", false],
  ["O", true],
  ["x", false],
  ["예", true],
  ["아니오", false],
  ["TRUE", true],
  ["0", false],
])("the boolean %j is %s", (text, value) => {
  expect(parsePropertyValue("boolean", text)).toEqual({ ok: true, value });
});

describe("a column's type is guessed from its values", () => {
  test.each([
    ["date", ["2026.1.5", "", "2025-12-31"]],
    ["number", ["1,000", "-3", ""]],
    ["number", ["1", "0", "1"]],
    ["boolean", ["O", "X", ""]],
    ["boolean", ["예", "아니오"]],
    ["text", ["01012345678", "01098765432"]],
    ["text", ["06236", "04524"]],
    ["text", ["VIP", "1"]],
    ["text", ["", ""]],
    ["text", []],
  ])("%s: %j", (type, values) => {
    expect(guessPropertyType(values)).toBe(type);
  });
});

test.each([
  ["text", "=1+1"],
  ["number", -12.5],
  ["date", "2026-01-05"],
  ["boolean", false],
] as const)("a written %s reads back as the same value", (type, value) => {
  expect(parsePropertyValue(type, formatPropertyValue(value))).toEqual({ ok: true, value });
});

test("a reader sees yes and no in words, and a choice by its label", () => {
  const words = { choices: [{ key: "g1", label: "골드" }], yes: "예", no: "아니요" };
  const said = [true, false, "g1", 3, ["a", "b"], null].map((v) => sayPropertyValue(v, words));
  expect(said).toEqual(["예", "아니요", "골드", "3", "a, b", ""]);
});
