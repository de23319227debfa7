import * as z from "zod";
import type { ContentProblem } from "./content-problem";
import { productFields } from "./product-fields";
import { image, list, paragraphs, text, url } from "./template-fields";

const promotion = z.object({
  headline: text({ max: 120, required: true }),
  heroImageUrl: image(),
  heroImageAlt: text({ max: 150 }),
  intro: paragraphs({ max: 3_000, required: true }),
  products: list(productFields, { max: 30 }),
  couponCode: text({ max: 40 }),
  couponNote: text({ max: 200 }),
  buttonLabel: text({ max: 60 }),
  buttonUrl: url(),
  closing: paragraphs({ max: 2_000 }),
});

const letter = z.object({
  greeting: text({ max: 150 }),
  body: paragraphs({ max: 15_000, required: true }),
  buttonLabel: text({ max: 60 }),
  buttonUrl: url(),
  signature: paragraphs({ max: 500 }),
});

/** What a marketer may fill in, by template; emails/templates/<key>.tsx draws it. */
export const templateSchemas = { promotion, letter } as const;

export type TemplateKey = keyof typeof templateSchemas;
export type PromotionContent = z.infer<typeof promotion>;
export type LetterContent = z.infer<typeof letter>;
type TemplateContent = PromotionContent | LetterContent;

/** The template of a mail that its author composes of blocks; its content is a document. */
export const composedKey = "composed";

/** In the order they are offered. */
export const templateKeys: readonly TemplateKey[] = ["promotion", "letter"];

export function isTemplateKey(key: unknown): key is TemplateKey {
  return typeof key === "string" && Object.hasOwn(templateSchemas, key);
}

/**
 * Content as a form or the database holds it, given its full shape: absent fields are empty,
 * unknown ones dropped. Only wrong types and lengths are problems here; see checkContent.
 */
export function readContent(
  templateKey: string,
  raw: unknown,
): { ok: true; content: TemplateContent } | { ok: false; problems: ContentProblem[] } {
  if (!isTemplateKey(templateKey)) {
    const params = { name: templateKey };
    return {
      ok: false,
      problems: [{ field: "template", code: "unknown_template", severity: "error", params }],
    };
  }
  const parsed = templateSchemas[templateKey].safeParse(raw ?? {});
  if (parsed.success) return { ok: true, content: parsed.data };
  return { ok: false, problems: parsed.error.issues.map(toProblem) };
}

function toProblem(issue: z.core.$ZodIssue): ContentProblem {
  const field = issue.path.join(".") || "mail";
  if (issue.code !== "too_big") return { field, code: "unreadable", severity: "error", params: {} };
  const code = issue.origin === "array" ? "too_many" : "too_long";
  return { field, code, severity: "error", params: { max: Number(issue.maximum) } };
}
