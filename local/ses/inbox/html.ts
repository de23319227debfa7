/** Text that is HTML already; everything else is escaped. */
export type Html = { html: string };

type Value = Html | string | number | null | undefined | false | readonly Html[];

/** A template whose values are escaped unless they are Html. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.map((part, index) => part + show(values[index])).join("") };
}

function show(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "object")
    return "html" in value ? value.html : value.map((item) => item.html).join("");
  return escapeHtml(String(value));
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => escapes[letter] ?? letter);
}
