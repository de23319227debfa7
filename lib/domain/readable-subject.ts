/**
 * A subject as a person reads it in a list: a merge tag as its fallback, else as its field's name.
 * Only for display; what is sent goes through the real engine.
 */
export function readableSubject(subject: string): string {
  return subject
    .replaceAll(/\{%.*?%\}/g, "")
    .replaceAll(/\{\{\s*([^}|]*?)\s*(\|[^}]*)?\}\}/g, (_tag, field: string, filters = "") => {
      const fallback = /\|\s*(?:fallback|default)\s*:\s*(?:"([^"]*)"|'([^']*)')/.exec(
        String(filters),
      );
      return fallback?.[1] ?? fallback?.[2] ?? `[${field}]`;
    })
    .replaceAll(/\s+/g, " ")
    .trim();
}
