import { describe, expect, test } from "vitest";
import type { Choice } from "@/db/schema/audience";
import {
  checkChoiceLabels,
  editChoices,
  findChoice,
  makeChoices,
  offeredChoices,
  readChoiceLines,
} from "@/lib/domain/property-choices";
import { formatPropertyValue, parsePropertyValue } from "@/lib/domain/property-value";

const grades: Choice[] = [
  { key: "골드", label: "VIP" },
  { key: "silver", label: "실버" },
  { key: "bronze", label: "브론즈", isRetired: true },
];

describe("a choice", () => {
  test.each([
    ["VIP", "골드"],
    [" vip ", "골드"],
    ["ＶＩＰ", "골드"],
    ["골드", "골드"],
    ["골드".normalize("NFD"), "골드"],
    ["Silver", "silver"],
    ["브론즈", "bronze"],
  ])("is read from %j by label or key", (word, key) => {
    expect(parsePropertyValue("choice", word, grades)).toEqual({ ok: true, value: key });
  });

  test("that was not declared is refused", () => {
    expect(parsePropertyValue("choice", "플래티넘", grades)).toEqual({ ok: false });
    expect(parsePropertyValue("choice", "골드")).toEqual({ ok: false });
  });

  test("is written by its label of now", () => {
    expect(formatPropertyValue("골드", grades)).toBe("VIP");
    expect(formatPropertyValue("gone", grades)).toBe("gone");
  });

  test("whose label is another one's key is found by the label", () => {
    const renamed = editChoices(makeChoices(["A"]), [
      { key: "A", label: "B" },
      { key: null, label: "A" },
    ]);
    expect(renamed).toEqual([
      { key: "A", label: "B" },
      { key: "A 2", label: "A" },
    ]);
    expect(findChoice(renamed, "A")?.key).toBe("A 2");
    expect(findChoice(renamed, "B")?.key).toBe("A");
  });
});

describe("editing choices", () => {
  test("renames and reorders without touching a key", () => {
    const edits = [
      { key: "silver", label: "은" },
      { key: "골드", label: "금" },
    ];
    const after = editChoices(grades, edits);
    expect(offeredChoices(after)).toEqual(edits);
  });

  test("retires what is left out and keeps it readable", () => {
    const after = editChoices(grades, [{ key: "골드", label: "VIP" }]);
    expect(offeredChoices(after).map(({ key }) => key)).toEqual(["골드"]);
    expect(parsePropertyValue("choice", "실버", after)).toEqual({ ok: true, value: "silver" });
  });

  test("brings a retired one back when its word is added again, or by its key", () => {
    const byWord = editChoices(grades, [{ key: null, label: "브론즈" }]);
    expect(offeredChoices(byWord)).toEqual([{ key: "bronze", label: "브론즈" }]);
    const byKey = editChoices(grades, [{ key: "bronze", label: "동" }]);
    expect(offeredChoices(byKey)).toEqual([{ key: "bronze", label: "동" }]);
  });

  test.each([
    [[], "empty"],
    [["A", ""], "empty"],
    [["A", "ａ"], "twice"],
    [Array.from({ length: 201 }, (_, n) => `c${n}`), "too_many"],
    [["x".repeat(101)], "too_long"],
    [["A", "B"], undefined],
  ])("labels %# are judged", (labels, problem) => {
    expect(checkChoiceLabels(labels)).toBe(problem);
  });

  test("reads one choice a line", () => {
    expect(readChoiceLines(" 골드 \r\n\n실버\n")).toEqual(["골드", "실버"]);
  });
});

describe("a list", () => {
  test.each([
    ["여행, 커피,여행", ["여행", "커피"]],
    ["Travel;coffee|TRAVEL", ["Travel", "coffee"]],
    ["여행\n커피\n", ["여행", "커피"]],
    ["여행、커피，책", ["여행", "커피", "책"]],
    [" one  word ", ["one word"]],
  ])("%j is read as words, each once", (text, value) => {
    expect(parsePropertyValue("list", text)).toEqual({ ok: true, value });
  });

  test("is refused when empty or too long, and written with commas", () => {
    expect(parsePropertyValue("list", " , ;")).toEqual({ ok: false });
    expect(parsePropertyValue("list", "x".repeat(201))).toEqual({ ok: false });
    const words = Array.from({ length: 101 }, (_, n) => `w${n}`);
    expect(parsePropertyValue("list", words.join(","))).toEqual({ ok: false });
    expect(formatPropertyValue(["여행", "커피"])).toBe("여행, 커피");
  });
});
