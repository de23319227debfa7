import { describe, expect, test } from "vitest";
import { mergeFieldsIn, textsOf } from "@/lib/domain/merge-field-use";

const fields = new Set(["grade", "points", "city"]);

describe("the fields that a text's tags name", () => {
  test.each([
    ["{{ grade }}", ["grade"]],
    ["{{grade|fallback:'points'}}", ["grade"]],
    ['{% if points > 10 %}{{ city }}{% endif %} "grade"', ["points", "city"]],
    ['{% if city == "grade" %}', ["city"]],
    ["grade points", []],
    ["{{ upgrade }} {{ grade_2 }}", []],
    ["{{ grade", []],
  ])("%s", (text, names) => {
    expect([...mergeFieldsIn(text, fields)].toSorted()).toEqual(names.toSorted());
  });
});

test("every text of a document is read, however deep", () => {
  expect(textsOf({ a: "x", b: [{ c: "y" }, 1, null], d: true })).toEqual(["x", "y"]);
});
