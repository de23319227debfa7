import type { ContactData } from "@/lib/contact-data";
import { escapeHtml } from "@/lib/domain/escape-html";

export type Heading =
  | "contact"
  | "properties"
  | "subscriptions"
  | "consents"
  | "suppressions"
  | "segments"
  | "mails"
  | "history";

/** The document's own words, in the language of who takes it. */
export type DocumentWords = {
  title: string;
  made: (date: string) => string;
  heading: (heading: Heading) => string;
  nothing: string;
};

/** The same data as a document that a person can read and print; it needs nothing from elsewhere. */
export function writeDataDocument(
  data: ContactData,
  { words, locale, timeZone }: { words: DocumentWords; locale: string; timeZone: string },
): string {
  const show = (value: unknown) => escapeHtml(toText(value, { locale, timeZone }));
  const list = (record: Record<string, unknown>) =>
    `<dl>${Object.entries(record)
      .filter(([, value]) => value !== null && value !== "" && value !== undefined)
      .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${show(value)}</dd>`)
      .join("")}</dl>`;
  const section = (heading: Heading, records: Record<string, unknown>[]) =>
    `<h2>${escapeHtml(words.heading(heading))}</h2>${
      records.length === 0 ? `<p>${escapeHtml(words.nothing)}</p>` : records.map(list).join("")
    }`;
  const { properties: _values, ...contact } = { properties: {}, ...data.contact };
  const title = escapeHtml(words.title);
  return `<!doctype html>
<html lang="${escapeHtml(locale)}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:15px/1.6 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;border:1px solid #ccc;border-radius:6px;padding:.8rem}
dt{color:#555}dd{margin:0;overflow-wrap:anywhere}</style></head><body>
<h1>${title}</h1><p>${escapeHtml(words.made(toText(data.exportedAt, { locale, timeZone })))}</p>
${section("contact", [contact])}
${section(
  "properties",
  data.properties.map(({ label, value }) => ({ [label]: value })),
)}
${section("subscriptions", data.subscriptions)}
${section("consents", data.consents)}
${section("suppressions", data.suppressions)}
${section(
  "segments",
  data.staticSegments.map((name) => ({ [words.heading("segments")]: name })),
)}
${section("mails", data.mails)}
${section("history", data.history)}
</body></html>
`;
}

function toText(
  value: unknown,
  { locale, timeZone }: { locale: string; timeZone: string },
): string {
  if (value instanceof Date) {
    return value.toLocaleString(locale, {
      timeZone,
      dateStyle: "medium",
      timeStyle: "medium",
      hourCycle: "h23",
    });
  }
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
}
