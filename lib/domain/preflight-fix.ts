import type { ContentProblem } from "./content-problem";
import type { Fix } from "./preflight";
import type { TypedField } from "./preflight-place";

type Typed = {
  subject: string;
  previewText: string;
  content: Readonly<Record<string, unknown>>;
};

/**
 * What was typed with one fix in it; undefined where its place is gone. A place is "subject",
 * "products.2.url" of a template's content, or "<block>.body" of a document.
 */
export function applyFix(typed: Typed, { field, value }: Fix): Partial<Typed> | undefined {
  if (field === "subject" || field === "previewText") return { [field]: value };
  const { content } = typed;
  const changed = Array.isArray(content["blocks"])
    ? setInDocument(content, field, value)
    : setAt(content, field.split("."), value);
  // Objects stay objects: only one text in them is another.
  return changed === undefined ? undefined : { content: changed as Typed["content"] };
}

function setInDocument(document: unknown, field: string, value: string): unknown {
  const dot = field.indexOf(".");
  const [id, path] = [field.slice(0, dot), field.slice(dot + 1).split(".")];
  let isFound = false;
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== "object" || node === null) return node;
    if ("id" in node && node.id === id && "content" in node) {
      const content = setAt(node.content, path, value);
      isFound = content !== undefined;
      return { ...node, content: content ?? node.content };
    }
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, visit(inner)]));
  };
  const changed = visit(document);
  return isFound ? changed : undefined;
}

function setAt(node: unknown, [key, ...rest]: readonly string[], value: string): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    const index = Number(key);
    if (!(index in node)) return undefined;
    const inner = setAt(node[index], rest, value);
    return inner === undefined ? undefined : node.with(index, inner);
  }
  if (typeof node !== "object" || node === null) return undefined;
  const before = Object.entries(node).find(([name]) => name === key)?.[1];
  if (before === undefined && rest.length > 0) return undefined;
  const inner = setAt(before, rest, value);
  return inner === undefined ? undefined : { ...node, [key]: inner };
}

/** What a problem of typed content is mended by, where that is a change of one text. */
export function fixOfProblem(
  { field, code, params }: ContentProblem,
  typed: readonly TypedField[],
): Fix | undefined {
  const value = typed.find((one) => one.field === field)?.value;
  if (value === undefined) return undefined;
  const mended = mend(value, code, params);
  return mended === undefined || mended === value ? undefined : { field, value: mended };
}

function mend(
  value: string,
  code: ContentProblem["code"],
  { name, nearest }: ContentProblem["params"],
): string | undefined {
  if (code === "line_break") return value.replace(/\s*[\r\n]+\s*/g, " ");
  if (code === "no_scheme") {
    const looksLikeHost = /^[\w-]+(\.[\w-]+)+([/?#:]|$)/.test(value.trim());
    return looksLikeHost ? `https://${value.trim()}` : undefined;
  }
  if (code === "smart_quotes") {
    return value.replace(mergeTag, (tag) => tag.replace(/[“”„‟]/g, '"'));
  }
  if (code !== "unknown_field" && code !== "unknown_filter") return undefined;
  if (typeof name !== "string" || typeof nearest !== "string" || nearest === "") return undefined;
  const misspelt = new RegExp(`(?<![\\w.])${escapeRegExp(name)}(?![\\w.])`);
  return value.replace(mergeTag, (tag) => tag.replace(misspelt, nearest));
}

const mergeTag = /\{\{.*?\}\}|\{%.*?%\}/gs;

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
