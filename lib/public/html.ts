import { escapeHtml } from "@/lib/domain/escape-html";

/** Markup that is safe to send: only `html` makes it. */
export type Html = { readonly markup: string };

type Value = string | number | Html | undefined | false | readonly Html[];

/** Everything put into the template is escaped, unless it is markup made here; nothing for undefined. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  let markup = parts[0] ?? "";
  for (const [i, value] of values.entries()) markup += render(value) + (parts[i + 1] ?? "");
  return { markup };
}

function render(value: Value): string {
  if (value === undefined || value === false) return "";
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return "markup" in value ? value.markup : value.map((item) => item.markup).join("");
}
