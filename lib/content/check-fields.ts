import type { ContentProblem, ContentProblemCode } from "@/lib/domain/content-problem";
import { hasMergeTags, parseMergeText } from "@/lib/domain/merge-tags";
import { checkMergeUrl } from "@/lib/domain/merge-url";
import { listRichParts, parseRichText } from "@/lib/domain/rich-text";
import { listHtmlParts, parseSafeHtml } from "@/lib/domain/safe-html";
import { safeWebUrl } from "@/lib/domain/safe-url";
import { fieldsOf, type TemplateField } from "@/lib/domain/template-fields";

/** What is wrong with typed fields; the place of each problem begins with `prefix`. */
export function checkFields(
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
  if (field.input === "rich") return checkRich(field, name, value, knownFields, complete);
  if (field.input === "html") {
    return checkParts(listHtmlParts(parseSafeHtml(value)), name, knownFields);
  }
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

export function checkMerge(
  field: string,
  value: string,
  knownFields: readonly string[],
): ContentProblem[] {
  const parsed = parseMergeText(value, { knownFields });
  if (parsed.ok) return [];
  return parsed.problems.map(({ code, params }) => problem(field, code, params));
}

/** Words and links between the formatting; a tag that formatting cuts in two is no tag. */
function checkRich(
  field: TemplateField,
  name: string,
  value: string,
  knownFields: readonly string[],
  complete: boolean,
): ContentProblem[] {
  const parts = listRichParts(parseRichText(value));
  if (parts.texts.join("").trim() === "") {
    return field.required && complete ? [problem(name, "required")] : [];
  }
  return checkParts(parts, name, knownFields);
}

function checkParts(
  { texts, addresses }: { texts: string[]; addresses: string[] },
  name: string,
  knownFields: readonly string[],
): ContentProblem[] {
  return [
    ...texts.flatMap((text) => checkMerge(name, text, knownFields)),
    ...addresses.flatMap((address) => {
      const tags = checkMerge(name, address, knownFields);
      if (tags.length > 0) return tags;
      const checked = checkMergeUrl(address);
      return checked.ok ? [] : [problem(name, checked.reason)];
    }),
  ];
}

export function problem(
  field: string,
  code: ContentProblemCode,
  params: ContentProblem["params"] = {},
): ContentProblem {
  return { field, code, severity: "error", params };
}
