import fc from "fast-check";
import { Liquid } from "liquidjs";
import { expect, test } from "vitest";
import { escapeHtml } from "@/lib/domain/escape-html";
import { cleanData, compileMerge } from "@/lib/domain/merge-engine";
import { compileField } from "@/lib/domain/merge-field";
import { mergeFilters } from "@/lib/domain/merge-filters";

const escapes = { html: escapeHtml, text: String, url: encodeURIComponent } as const;

/** The same in an engine that never looks for a shorter way. */
function byLiquid(liquid: string, escape: keyof typeof escapes, data: Record<string, unknown>) {
  const engine = new Liquid({
    ownPropertyOnly: true,
    outputEscape: (value: unknown) => escapes[escape](isScalar(value) ? String(value) : ""),
  });
  for (const [name, filter] of Object.entries(mergeFilters)) engine.registerFilter(name, filter);
  return String(engine.parseAndRenderSync(liquid, data));
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

const words = "true false nil null empty blank size first last and or not contains".split(" ");
const fields = ["name", "email", "vip_level", "_x", "a1", "__proto__", "constructor", ...words];
const blanks = fc.constantFrom("", " ", "\n");
const literal = fc.oneof(
  fc.constantFrom("고객", "", "  ", "O'Neil", "<b>", "a | upcase", "50%", "{}", "\\n", "x:y", "%}"),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const quoted = fc
  .tuple(literal, fc.constantFrom('"', "'"))
  .filter(([text, quote]) => !text.includes(quote) && !text.includes("}}"))
  .map(([text, quote]) => quote + text + quote);
const filter = fc
  .tuple(blanks, fc.constantFrom("fallback", "default", "append", "upcase"), blanks, blanks, quoted)
  .map(([a, name, b, c, text]) => `|${a}${name}${b}${name === "upcase" ? "" : `:${c}${text}`}`);
const slot = fc
  .tuple(
    blanks,
    fc.constantFrom(...fields),
    fc.array(fc.tuple(blanks, filter), { maxLength: 2 }),
    blanks,
  )
  .map(
    ([a, field, filters, b]) =>
      `{{${a}${field}${filters.map(([blank, text]) => blank + text).join("")}${b}}}`,
  );

const value = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", "  ", "\u00a0", "<b>&\"'", "{{ email }}", "김민수"),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);

function outcome(make: () => string): string {
  try {
    return `prints ${make()}`;
  } catch {
    return "throws";
  }
}

test("a slot prints what Liquid prints, whichever way it is evaluated", () => {
  let short = 0;
  fc.assert(
    fc.property(
      slot,
      fc.constantFrom("html", "text", "url"),
      fc.dictionary(fc.constantFrom(...fields), value),
      (liquid, escape, raw) => {
        const data = cleanData(raw, Object.keys(raw));
        expect(outcome(() => compileMerge(liquid, escape)(data))).toBe(
          outcome(() => byLiquid(liquid, escape, data)),
        );
        if (compileField(liquid)) short += 1;
      },
    ),
    { numRuns: 3000 },
  );
  expect(short).toBeGreaterThan(300);
});

test("a property named like something every object has is a property", () => {
  const data = cleanData({ constructor: "length" }, ["constructor", "toString"]);
  expect({ ...data }).toEqual({ constructor: "length", toString: null });
});

test.each([
  "{{ name }}",
  "{{name}}",
  '{{ name | fallback: "고객" }}',
  "{{ vip_level | default: 'x' }}",
])("%s takes the short way", (liquid) => {
  expect(compileField(liquid)).toBeDefined();
});

test.each([
  "{{ true }}",
  "{{ size }}",
  "{{ name.first }}",
  "{{ name | upcase }}",
  '{{ name | fallback: "\\n" }}',
  '{{ name | fallback: "a" | upcase }}',
  "{{ name | fallback: email }}",
  "{{- name -}}",
  "{{ name }} ",
])("%s is left to Liquid", (liquid) => {
  expect(compileField(liquid)).toBeUndefined();
});

test("what is no plain value is left to Liquid", () => {
  const field = compileField('{{ name | fallback: "x" }}');
  expect(field?.({ name: ["a"] })).toBeUndefined();
  expect(field?.({ name: { toString: () => "a" } })).toBeUndefined();
  expect(field?.({})).toBe("x");
});
