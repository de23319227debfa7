import { LiquidError, type Output, type Template, TokenKind, Tokenizer } from "liquidjs";
import {
  lenientEngine,
  type MergeToken,
  mergeTagNames,
  type MergePiece,
  splitPieces,
} from "./merge-engine";
import { fallbackFilters, mergeFilters } from "./merge-filters";
import { nearestName } from "./nearest-name";

export type MergeProblem = {
  code:
    | "unknown_field"
    | "unknown_filter"
    | "unknown_tag"
    | "unclosed_tag"
    | "missing_pipe"
    | "smart_quotes"
    | "empty_tag"
    | "syntax";
  /** `name` as typed; `nearest` the known one probably meant, else "". */
  params: { name: string; nearest: string; line: number; column: number };
};

type MergeText = {
  pieces: MergePiece[];
  /** Every field read, in order of appearance. */
  fields: string[];
  /** Those printed without a fallback and without an `{% if %}` on that very field around them. */
  requiredFields: string[];
};

export type ParsedMergeText =
  | { ok: true; text: MergeText }
  | { ok: false; problems: MergeProblem[] };

/** Reads what a marketer typed and refuses every tag, filter and field that is not known. */
export function parseMergeText(
  source: string,
  { knownFields }: { knownFields: readonly string[] },
): ParsedMergeText {
  if (!hasMergeTags(source)) {
    const pieces: MergePiece[] = source === "" ? [] : [{ kind: "text", text: source }];
    return { ok: true, text: { pieces, fields: [], requiredFields: [] } };
  }
  const tokens = tokenize(source);
  if (!tokens.ok) return { ok: false, problems: [tokens.problem] };
  const reader = new Map<string, { required: boolean }>();
  const problems: MergeProblem[] = [];
  const guards: string[][] = [];
  for (const token of tokens.tokens) {
    const read = readToken(token, source);
    problems.push(...read.problems);
    for (const field of read.fields) {
      if (!knownFields.includes(field.name)) {
        problems.push(problemAt(source, field.begin, "unknown_field", field.name, knownFields));
      }
      const guarded = guards.some((guard) => guard.includes(field.name));
      const required = field.required && !guarded;
      reader.set(field.name, { required: required || (reader.get(field.name)?.required ?? false) });
    }
    moveGuards(
      guards,
      token,
      read.fields.map((field) => field.name),
    );
  }
  if (problems.length > 0) return { ok: false, problems };
  const structure = parse(source);
  if (!structure.ok) return { ok: false, problems: [structure.problem] };
  const fields = [...reader.keys()];
  return {
    ok: true,
    text: {
      pieces: splitPieces(tokens.tokens),
      fields,
      requiredFields: fields.filter((field) => reader.get(field)?.required),
    },
  };
}

/** True where a text would be evaluated rather than printed as it stands. */
export function hasMergeTags(source: string): boolean {
  return source.includes("{{") || source.includes("{%");
}

function tokenize(
  source: string,
): { ok: true; tokens: MergeToken[] } | { ok: false; problem: MergeProblem } {
  try {
    const tokens = new Tokenizer(source).readTopLevelTokens(lenientEngine.options);
    return { ok: true, tokens: tokens.map(toMergeToken) };
  } catch (error) {
    return { ok: false, problem: syntaxProblem(source, error) };
  }
}

function toMergeToken(token: ReturnType<Tokenizer["readTopLevelTokens"]>[number]): MergeToken {
  const { begin } = token;
  if (token.kind === TokenKind.HTML && "getContent" in token) {
    return { kind: "text", source: token.getContent(), tag: "", args: "", begin };
  }
  const source = token.getText();
  if (token.kind === TokenKind.Output) return { kind: "output", source, tag: "", args: "", begin };
  const tag = "name" in token ? token.name : "";
  const args = "args" in token && typeof token.args === "string" ? token.args : "";
  return { kind: "tag", source, tag, args, begin };
}

type ReadField = { name: string; begin: number; required: boolean };

function readToken(
  token: MergeToken,
  source: string,
): { fields: ReadField[]; problems: MergeProblem[] } {
  if (token.kind === "text") return { fields: [], problems: [] };
  if (token.kind === "tag" && !mergeTagNames.some((name) => name === token.tag)) {
    const known = mergeTagNames.filter((name) => !name.startsWith("end"));
    return {
      fields: [],
      problems: [problemAt(source, token.begin, "unknown_tag", token.tag, known)],
    };
  }
  const expression = standalone(token);
  if (expression === "") return { fields: [], problems: [] };
  const parsed = parse(expression);
  if (!parsed.ok) {
    const { code } = parsed.problem;
    return { fields: [], problems: [problemAt(source, token.begin, code, token.source)] };
  }
  const names = lenientEngine
    .globalVariableSegmentsSync(parsed.templates)
    .map((segments) => segments.map(String).join("."));
  if (token.kind === "tag") {
    return { fields: names.map((name) => field(name, token, false)), problems: [] };
  }
  return readOutput(parsed.templates, names, token, source);
}

function readOutput(
  templates: Template[],
  names: readonly string[],
  token: MergeToken,
  source: string,
): { fields: ReadField[]; problems: MergeProblem[] } {
  const value = templates.find(isOutput)?.value;
  const postfix = value?.initial.postfix ?? [];
  if (postfix.length > 1 && !postfix.some((part) => part.kind === TokenKind.Operator)) {
    return { fields: [], problems: [problemAt(source, token.begin, "missing_pipe", token.source)] };
  }
  const filters = (value?.filters ?? []).map((filter) => filter.name).filter(isFilterName);
  const problems = filters
    .filter((name) => !Object.hasOwn(mergeFilters, name))
    .map((name) =>
      problemAt(source, token.begin, "unknown_filter", name, Object.keys(mergeFilters)),
    );
  const required = !filters.some((name) => fallbackFilters.includes(name));
  return { fields: names.map((name) => field(name, token, required)), problems };
}

function isOutput(template: Template): template is Output {
  return "value" in template;
}

/** The engine appends its escape function as a filter whose "name" is that function's type. */
function isFilterName(name: string): boolean {
  return !name.startsWith("[object");
}

function field(name: string, token: MergeToken, required: boolean): ReadField {
  return { name, begin: token.begin, required };
}

/** One token as Liquid that parses by itself: `{% elsif a %}` as `{% if a %}{% endif %}`. */
function standalone(token: MergeToken): string {
  if (token.kind === "output") return token.source;
  if (token.tag === "if" || token.tag === "elsif") return `{% if ${token.args} %}{% endif %}`;
  if (token.tag === "unless") return `{% unless ${token.args} %}{% endunless %}`;
  if (token.tag === "case") return `{% case ${token.args} %}{% endcase %}`;
  if (token.tag === "when") return `{% case "" %}{% when ${token.args} %}{% endcase %}`;
  return "";
}

function moveGuards(guards: string[][], token: MergeToken, fields: string[]): void {
  if (token.kind !== "tag") return;
  if (token.tag.startsWith("end")) guards.pop();
  else if (token.tag === "if" || token.tag === "unless" || token.tag === "case")
    guards.push(fields);
  else if (token.tag === "elsif") guards.at(-1)?.push(...fields);
}

function parse(
  source: string,
): { ok: true; templates: Template[] } | { ok: false; problem: MergeProblem } {
  try {
    return { ok: true, templates: lenientEngine.parse(source) };
  } catch (error) {
    return { ok: false, problem: syntaxProblem(source, error) };
  }
}

function syntaxProblem(source: string, error: unknown): MergeProblem {
  if (!LiquidError.is(error)) throw error;
  const begin = error.token.begin;
  const excerpt = source.slice(begin, begin + 30);
  if (/not closed/.test(error.message)) return problemAt(source, begin, "unclosed_tag", excerpt);
  if (/[“”‘’]/.test(source)) return problemAt(source, begin, "smart_quotes", excerpt);
  if (/invalid value expression: ""/.test(error.message)) {
    return problemAt(source, begin, "empty_tag", excerpt);
  }
  return problemAt(source, begin, "syntax", excerpt);
}

function problemAt(
  source: string,
  begin: number,
  code: MergeProblem["code"],
  name: string,
  known: readonly string[] = [],
): MergeProblem {
  const before = source.slice(0, begin).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  const nearest = nearestName(name, known) ?? "";
  return { code, params: { name, nearest, line: before.length, column } };
}
