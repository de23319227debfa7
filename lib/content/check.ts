import { withoutLabel } from "@/lib/domain/advertisement-label";
import type { ContentProblem, ContentProblemCode } from "@/lib/domain/content-problem";
import { hasMergeTags, parseMergeText } from "@/lib/domain/merge-tags";
import { checkMergeUrl } from "@/lib/domain/merge-url";
import { safeWebUrl } from "@/lib/domain/safe-url";
import { readContent, type TemplateKey, templateSchemas } from "@/lib/domain/template-catalog";
import { fieldsOf, type TemplateField } from "@/lib/domain/template-fields";

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

function checkFields(
  fields: readonly TemplateField[],
  content: Readonly<Record<string, unknown>>,
  prefix: string,
  knownFields: readonly string[],
  complete: boolean,
): ContentProblem[] {
  return fields.flatMap((field) => {
    const name = prefix + field.name;
    const value = content[field.name];
    const { item } = field;
    if (Array.isArray(value) && item) {
      return value.flatMap((entry: Readonly<Record<string, unknown>>, index) =>
        checkFields(fieldsOf(item), entry, `${name}.${index}.`, knownFields, complete),
      );
    }
    return checkField(field, name, typeof value === "string" ? value : "", knownFields, complete);
  });
}

function checkField(
  field: TemplateField,
  name: string,
  value: string,
  knownFields: readonly string[],
  complete: boolean,
): ContentProblem[] {
  if (value.trim() === "") return field.required && complete ? [problem(name, "required")] : [];
  if (!field.merge && hasMergeTags(value)) return [problem(name, "merge_not_allowed")];
  if (field.input === "image") return checkImage(name, value);
  const tags = checkMerge(name, value, knownFields);
  if (field.input !== "url" || tags.length > 0) return tags;
  const address = checkMergeUrl(value);
  return address.ok ? [] : [problem(name, address.reason)];
}

function checkImage(name: string, value: string): ContentProblem[] {
  if (safeWebUrl(value) !== undefined) return [];
  const scheme = checkMergeUrl(value);
  return [problem(name, scheme.ok ? "unsafe_scheme" : scheme.reason)];
}

function checkMerge(
  field: string,
  value: string,
  knownFields: readonly string[],
): ContentProblem[] {
  const parsed = parseMergeText(value, { knownFields });
  if (parsed.ok) return [];
  return parsed.problems.map(({ code, params }) => problem(field, code, params));
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

function problem(
  field: string,
  code: ContentProblemCode,
  params: ContentProblem["params"] = {},
): ContentProblem {
  return { field, code, severity: "error", params };
}

function warning(field: string, code: ContentProblemCode): ContentProblem {
  return { field, code, severity: "warning", params: {} };
}
