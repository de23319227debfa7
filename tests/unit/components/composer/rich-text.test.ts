import { describe, expect, test } from "vitest";
import { readableContent } from "@/components/composer/readable-content";
import { tidyRichText } from "@/components/composer/rich-html";
import { fieldsOf } from "@/lib/domain/template-fields";
import { readMergeChip, writeMergeChip } from "@/lib/domain/merge-chip";
import { text } from "@/emails/blocks/text";
import { heading } from "@/emails/blocks/heading";

describe("a merge chip", () => {
  test.each([
    ["{{ name }}", { key: "name", fallback: "", filters: "" }],
    ['{{name|fallback:"고객"}}', { key: "name", fallback: "고객", filters: "" }],
    [
      '{{ name | fallback: "고객" | particle: "은/는" }}',
      { key: "name", fallback: "고객", filters: '| particle: "은/는"' },
    ],
    ["{{ 등급 }}", { key: "등급", fallback: "", filters: "" }],
  ])("%s is taken apart", (tag, chip) => {
    expect(readMergeChip(tag)).toEqual(chip);
    expect(readMergeChip(writeMergeChip(chip))).toEqual(chip);
  });

  test.each(["name", "{{ a }}{{ b }}", "{% if x %}", "{{ }}"])("%s is none", (tag) => {
    expect(readMergeChip(tag)).toBeUndefined();
  });

  test("what is typed as its fallback cannot end the tag", () => {
    expect(writeMergeChip({ key: "name", fallback: '"}} {{ x', filters: "" })).toBe(
      '{{ name | fallback: "  x" }}',
    );
  });
});

test("text is stored without what the editor only needs for itself", () => {
  expect(tidyRichText("<ul><li><p>하나</p></li><li><p>둘</p><p>셋</p></li></ul>")).toBe(
    "<ul><li>하나</li><li><p>둘</p><p>셋</p></li></ul>",
  );
  expect(tidyRichText('<p><span data-merge="{{ name }}" class="x">이름</span></p>')).toBe(
    '<p><span data-merge="{{ name }}">이름</span></p>',
  );
});

test("colours are stored as they are read, however the browser writes them", () => {
  expect(tidyRichText('<p><span style="color: rgb(179, 38, 30);">싸다</span></p>')).toBe(
    '<p><span style="color:#b3261e">싸다</span></p>',
  );
});

test("the canvas shows merge tags by their names", () => {
  const labelOf = (key: string) => (key === "name" ? "이름" : key);
  const words = { text: '{{ name | fallback: "고객" }}님', size: "large", align: "left" };
  expect(readableContent(fieldsOf(heading.schema), words, labelOf)["text"]).toBe("[이름]님");
  const body = '<p><span data-merge="{{ name }}">이름</span>님, <b>{{ plan }}</b></p>';
  expect(readableContent(fieldsOf(text.schema), { body }, labelOf)["body"]).toBe(
    "<p>[이름]님, <strong>[plan]</strong></p>",
  );
});
