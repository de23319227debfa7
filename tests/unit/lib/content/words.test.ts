import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { fieldWords } from "@/components/content/field-words";
import { problemWords } from "@/components/content/problem-words";
import type { ContentProblem, ContentProblemCode } from "@/lib/domain/content-problem";
import { parseMergeText } from "@/lib/domain/merge-tags";
import { templateKeys, templateSchemas } from "@/lib/domain/template-catalog";
import { fieldsOf } from "@/lib/domain/template-fields";
import { getMessages } from "@/lib/i18n/messages";

describe.each(["ko", "en"] as const)("in %s", (locale) => {
  const messages = getMessages(locale);
  const t = createTranslator({ locale, messages, namespace: "content.problems" });

  test("every field of every template has its label", () => {
    for (const key of templateKeys) {
      for (const field of fieldsOf(templateSchemas[key])) {
        expect(fieldWords(messages.content, key, field.name).label).not.toBe(field.name);
        for (const inner of field.item ? fieldsOf(field.item) : []) {
          expect(fieldWords(messages.content, "product", inner.name).label).not.toBe(inner.name);
        }
      }
    }
  });

  test("every problem is a sentence with nothing left open", () => {
    const codes = Object.keys(messages.content.problems) as ContentProblemCode[];
    const params = {
      name: "nmae",
      nearest: "name",
      line: 1,
      column: 2,
      max: 30,
      size: 120,
      limit: 100,
    };
    for (const code of codes) {
      for (const nearest of ["name", ""]) {
        const problem: ContentProblem = {
          field: "subject",
          code,
          severity: "error",
          params: { ...params, nearest },
        };
        const words = problemWords(t, problem);
        expect(words).toMatch(/[.?:"/]|요$/);
        expect(words).not.toMatch(/[{}]|‘’|“”/);
      }
    }
  });

  test("a wrong field is named together with the right one", () => {
    const parsed = parseMergeText("{{ nmae }}", { knownFields: ["name"] });
    if (parsed.ok) throw new Error("nmae is no field");
    const [found] = parsed.problems;
    if (!found) throw new Error("no problem");
    const words = problemWords(t, { field: "subject", severity: "error", ...found });
    expect(words).toContain("nmae");
    expect(words).toMatch(/[‘“]name[’”]/);
  });
});
