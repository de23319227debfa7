/**
 * Which of these fields a text's merge tags name. Looser than the parser, which refuses a text
 * that is not finished: a draft may be that, and uses the field all the same.
 */
export function mergeFieldsIn(text: string, fields: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const tag of text.match(/\{\{[^}]*\}\}|\{%[^%]*%\}/g) ?? []) {
    const bare = tag.replace(/"[^"]*"|'[^']*'/g, '""');
    for (const name of bare.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []) {
      if (fields.has(name)) found.add(name);
    }
  }
  return found;
}

/** Every text of a saved document, however deep. */
export function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
