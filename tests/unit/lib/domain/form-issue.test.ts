import { expect, test } from "vitest";
import * as z from "zod";
import { fieldOf, wordsOf } from "@/lib/domain/form-issue";
import en from "@/lib/i18n/messages/en/validation.json";
import ko from "@/lib/i18n/messages/ko/validation.json";

function issueOf(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value, { reportInput: true });
  const issue = parsed.error?.issues[0];
  if (!issue) throw new Error("The value was taken.");
  return issue;
}

test.each([
  ["required", z.string(), undefined, {}],
  ["required", z.string().min(1), "", {}],
  ["tooShort", z.string().min(10), "short", { minimum: 10 }],
  ["tooLong", z.string().max(3), "longer", { maximum: 3 }],
  ["email", z.email(), "nobody", {}],
  ["url", z.url(), "shop", {}],
  ["number", z.coerce.number(), "abc", {}],
  ["wholeNumber", z.int(), 1.5, {}],
  ["tooLow", z.number().min(1), 0, { minimum: 1 }],
  ["tooHigh", z.number().max(5), 6, { maximum: 5 }],
  ["choose", z.enum(["a", "b"]), "c", {}],
  ["chooseOne", z.array(z.string()).min(1), [], {}],
  ["chooseAtMost", z.array(z.string()).max(1), ["a", "b"], { maximum: 1 }],
  ["date", z.iso.datetime(), "tomorrow", {}],
  ["invalid", z.string().regex(/^x$/), "y", {}],
] as const)("%s is said for %o given %j", (key, schema, value, values) => {
  const words = wordsOf(issueOf(schema, value));
  expect(words).toEqual({ key, values });
  expect(Object.keys(ko)).toContain(key);
  expect(Object.keys(en)).toContain(key);
});

test("a nested problem is shown at the form's own field", () => {
  const schema = z.object({ products: z.array(z.object({ price: z.number() })) });
  expect(fieldOf(issueOf(schema, { products: [{ price: "x" }] }))).toBe("products");
  const whole = z.object({}).refine(() => false, "startBeforeEnd");
  expect(fieldOf(issueOf(whole, {}))).toBeUndefined();
});
