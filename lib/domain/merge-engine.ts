import { Liquid, Output, type Template } from "liquidjs";
import type { FieldLabels, MergeData } from "./compiled-content";
import { escapeHtml } from "./escape-html";
import { compileField } from "./merge-field";
import { mergeFilters } from "./merge-filters";
import { stripMarks } from "./merge-marks";

/**
 * What merge tags may do beside printing a field. No `assign` and no `for`: every slot is
 * evaluated by itself and a list is printed whole; nothing that reads another template.
 */
export const mergeBlocks = ["if", "unless", "case"] as const;
export const mergeTagNames = [
  ...mergeBlocks,
  "elsif",
  "else",
  "when",
  "endif",
  "endunless",
  "endcase",
] as const;

const escapes = {
  html: escapeHtml,
  text: (value: string) => value,
  url: encodeURIComponent,
} as const;

type MergeEscape = keyof typeof escapes;

/** Unknown filters pass here and only here, so that the check can name them. */
export const lenientEngine = engine("text", { strictFilters: false });

const engines: Readonly<Record<MergeEscape, Liquid>> = {
  html: engine("html"),
  text: engine("text"),
  url: engine("url"),
};

export type Evaluate = (data: MergeData) => string;

/** Parses once; the result is called once a recipient. Throws on what the check would refuse. */
export function compileMerge(liquid: string, escape: MergeEscape): Evaluate {
  const chosen = engines[escape];
  const templates: Template[] = chosen.parse(liquid);
  const field = compileField(liquid);
  return (data) => {
    const value = field?.(data);
    if (value !== undefined) return escapes[escape](String(value));
    return String(chosen.renderSync(templates, data));
  };
}

/** One `{{ … }}` and nothing beside it: what it prints as text, escaped, is what it prints as HTML. */
export function isOneOutput(liquid: string): boolean {
  const templates = engines.text.parse(liquid);
  return templates.length === 1 && templates[0] instanceof Output;
}

/** The top-level pieces of a text: what is printed as it stands, and what is Liquid. */
export type MergePiece = { kind: "text"; text: string } | { kind: "liquid"; tokens: MergeToken[] };

export type MergeToken = {
  kind: "text" | "output" | "tag";
  /** The source; of a text, what is left after `{{-` and `-}}` took their blanks. */
  source: string;
  tag: string;
  args: string;
  begin: number;
};

/** Splits a parsed text; a block from `{% if %}` to `{% endif %}` is one piece. */
export function splitPieces(tokens: readonly MergeToken[]): MergePiece[] {
  const pieces: MergePiece[] = [];
  let block: MergeToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0 && token.kind === "text") {
      pieces.push({ kind: "text", text: token.source });
      continue;
    }
    block.push(token);
    if (token.kind === "tag" && opens(token.tag)) depth += 1;
    if (token.kind === "tag" && token.tag.startsWith("end")) depth -= 1;
    if (depth > 0) continue;
    pieces.push({ kind: "liquid", tokens: block });
    block = [];
  }
  return pieces;
}

function opens(tag: string): boolean {
  return mergeBlocks.some((name) => name === tag);
}

/** Only own, plain values of the named fields, free of what could be taken for a slot. */
export function cleanData(
  data: MergeData,
  fields: readonly string[],
  labels: FieldLabels = {},
): MergeData {
  const clean: Record<string, string | number | boolean | null> = {};
  for (const field of fields) {
    const value = Object.hasOwn(data, field) ? data[field] : null;
    const printed = printedValue(value, Object.hasOwn(labels, field) ? labels[field] : undefined);
    if (printed !== undefined) clean[field] = stripControls(stripMarks(printed));
    else clean[field] = typeof value === "number" || typeof value === "boolean" ? value : null;
  }
  return clean;
}

/** A choice is printed by its label, a list with commas; undefined for what is no text. */
function printedValue(value: unknown, labels?: Record<string, string>): string | undefined {
  if (Array.isArray(value)) return value.filter((word) => typeof word === "string").join(", ");
  if (typeof value !== "string") return undefined;
  return labels && Object.hasOwn(labels, value) ? labels[value] : value;
}

function stripControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- NUL and its kind have no place in a mail
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
}

function engine(escape: MergeEscape, options: { strictFilters?: boolean } = {}): Liquid {
  const liquid = new Liquid({
    templates: {}, // a default engine reads files below the working directory
    ownPropertyOnly: true,
    strictFilters: options.strictFilters ?? true,
    outputEscape: (value: unknown) => escapes[escape](printed(value)),
    parseLimit: 50_000,
    memoryLimit: 200_000,
    renderLimit: 1_000,
  });
  for (const name of Object.keys(liquid.tags)) {
    if (!opens(name)) delete liquid.tags[name];
  }
  for (const name of Object.keys(liquid.filters)) liquid.unregisterFilter(name);
  for (const [name, filter] of Object.entries(mergeFilters)) liquid.registerFilter(name, filter);
  return liquid;
}

function printed(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
