import { withoutLabel } from "@/lib/domain/advertisement-label";
import type { ContentProblem, ContentProblemCode } from "@/lib/domain/content-problem";
import {
  composedKey,
  readContent,
  type TemplateKey,
  templateSchemas,
} from "@/lib/domain/template-catalog";
import { fieldsOf } from "@/lib/domain/template-fields";
import { checkFields, checkMerge, problem } from "./check-fields";
import { checkComposed } from "./composed";

type ContentToCheck = {
  templateKey: string;
  content: unknown;
  subject: string;
  previewText: string;
  knownFields: readonly string[];
};

/**
 * Everything wrong with a mail that can be known without rendering it. With `complete: false`
 * (saving a draft) what is merely not written yet is no problem; a wrong tag or address is.
 */
export function checkContent(
  mail: ContentToCheck,
  { complete }: { complete: boolean },
): ContentProblem[] {
  const heads = [...checkSubject(mail, complete), ...checkPreviewText(mail)];
  if (mail.templateKey === composedKey) return [...heads, ...checkComposed(mail, { complete })];
  const read = readContent(mail.templateKey, mail.content);
  if (!read.ok) return [...heads, ...read.problems];
  const key = mail.templateKey === "letter" ? "letter" : "promotion";
  return [
    ...heads,
    ...checkFields(fieldsOf(templateSchemas[key]), read.content, "", mail.knownFields, complete),
    ...checkPairs(key, read.content, complete),
  ];
}

function checkSubject(mail: ContentToCheck, complete: boolean): ContentProblem[] {
  if (complete && withoutLabel(mail.subject) === "") return [problem("subject", "required")];
  if (mail.subject.length > 300) return [problem("subject", "too_long", { max: 300 })];
  return checkLine("subject", mail.subject, mail.knownFields);
}

function checkPreviewText(mail: ContentToCheck): ContentProblem[] {
  if (mail.previewText.length > 300) return [problem("previewText", "too_long", { max: 300 })];
  return checkLine("previewText", mail.previewText, mail.knownFields);
}

function checkLine(field: string, text: string, knownFields: readonly string[]): ContentProblem[] {
  if (/[\r\n]/.test(text)) return [problem(field, "line_break")];
  return checkMerge(field, text, knownFields);
}

/** Fields that only make sense together. */
function checkPairs(
  key: TemplateKey,
  content: Readonly<Record<string, unknown>>,
  complete: boolean,
): ContentProblem[] {
  if (!complete) return [];
  const problems: ContentProblem[] = [];
  const isBlank = (name: string) => isBlankText(content[name]);
  if (!isBlank("buttonLabel") && isBlank("buttonUrl"))
    problems.push(problem("buttonUrl", "required"));
  if (isBlank("buttonLabel") && !isBlank("buttonUrl"))
    problems.push(problem("buttonLabel", "required"));
  if (key !== "promotion") return problems;
  if (!isBlank("heroImageUrl") && isBlank("heroImageAlt")) {
    problems.push(warning("heroImageAlt", "missing_alt"));
  }
  const products = Array.isArray(content["products"]) ? content["products"] : [];
  for (const [index, product] of products.entries()) {
    if (!isBlankText(product.imageUrl) && isBlankText(product.imageAlt)) {
      problems.push(warning(`products.${index}.imageAlt`, "missing_alt"));
    }
  }
  return problems;
}

function isBlankText(value: unknown): boolean {
  return typeof value !== "string" || value.trim() === "";
}

function warning(field: string, code: ContentProblemCode): ContentProblem {
  return { field, code, severity: "warning", params: {} };
}
