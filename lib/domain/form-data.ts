import type * as z from "zod";

/** A form's fields as the schema wants them: a list where it has an array, else the last value. */
export function formInput(form: FormData, schema: z.ZodType): Record<string, unknown> {
  const lists = arrayFields(schema);
  const input: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (isOfReact(name)) continue;
    const values = form.getAll(name);
    input[name] = lists.has(name) ? values.filter((value) => value !== "") : values.at(-1);
  }
  for (const name of lists) input[name] ??= [];
  return input;
}

/** What the person typed, to be shown again: no files, no passwords. */
export function keptValues(form: FormData): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (isOfReact(name) || /password|secret/i.test(name)) continue;
    const values = form.getAll(name).filter((value) => typeof value === "string");
    const [only] = values;
    if (only !== undefined) kept[name] = values.length === 1 ? only : values;
  }
  return kept;
}

// React adds its own bookkeeping to the form of a server action.
function isOfReact(name: string): boolean {
  return name.startsWith("$ACTION");
}

function arrayFields(schema: z.ZodType): Set<string> {
  const shape = definitionOf(schema)["shape"];
  if (typeof shape !== "object" || shape === null) return new Set();
  const fields = Object.entries(shape).filter(([, field]) => isArray(field));
  return new Set(fields.map(([name]) => name));
}

/** Looks through optional(), default(), transform() and their like. */
function isArray(schema: unknown): boolean {
  const { type, innerType, in: input, out } = definitionOf(schema);
  if (type === "array" || type === "set") return true;
  // preprocess() is a pipe out of a transform, transform() one into it.
  return [innerType, input, out].some((inner) => inner !== undefined && isArray(inner));
}

function definitionOf(schema: unknown): Record<string, unknown> {
  if (typeof schema !== "object" || schema === null || !("def" in schema)) return {};
  const { def } = schema;
  return typeof def === "object" && def !== null ? { ...def } : {};
}
