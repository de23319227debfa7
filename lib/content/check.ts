import { withoutLabel } from "@/lib/domain/advertisement-label";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { composedKey, readContent, templateSchemas } from "@/lib/domain/template-catalog";
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
    ...checkPairs(read.content, complete),
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
  return problems;
}

function isBlankText(value: unknown): boolean {
  return typeof value !== "string" || value.trim() === "";
}
