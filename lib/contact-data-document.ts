import type { ContactData } from "@/lib/contact-data";
import { type DocumentSection, listSections } from "@/lib/contact-data-sections";
import { dataWords } from "@/lib/i18n/data-words";
import { escapeHtml } from "@/lib/domain/escape-html";
import type { Locale } from "@/lib/domain/locale";

const style = `body{font:15px/1.6 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
h2{margin-top:2.5rem}
dl{display:grid;grid-template-columns:minmax(7rem,14rem) 1fr;gap:.2rem 1rem;border:1px solid #ccc;border-radius:6px;padding:.8rem;break-inside:avoid}
dt{color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
@media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}`;

/**
 * The data as a document that the person can read and print, and the same for machines beside it.
 * It needs nothing from elsewhere, so that it can be passed on as one file.
 */
export function writeDataDocument(
  data: ContactData,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): string {
  const words = dataWords({ locale, timeZone });
  const title = escapeHtml(words.title(data.contact.name || data.contact.email));
  const json = Buffer.from(writeDataFile(data)).toString("base64");
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${style}</style></head><body>
<h1>${title}</h1>
<p>${escapeHtml(words.made(data.exportedAt))} ${escapeHtml(words.zone)}</p>
<p><a download="contact-${data.contact.id}.json" href="data:application/json;base64,${json}">${escapeHtml(words.machine)}</a></p>
${listSections(data, words)
  .map((section) => writeSection(section, words.nothing))
  .join("\n")}
</body></html>
`;
}

/** For machines; instants in UTC (ISO 8601). */
export function writeDataFile(data: ContactData): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

function writeSection({ title, note, blocks }: DocumentSection, nothing: string): string {
  const lists = blocks.map(
    (facts) =>
      `<dl>${facts
        .map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`)
        .join("")}</dl>`,
  );
  const empty = note === undefined ? `<p>${escapeHtml(nothing)}</p>` : "";
  return `<h2>${escapeHtml(title)}</h2>${note === undefined ? "" : `<p>${escapeHtml(note)}</p>`}${
    lists.join("") || empty
  }`;
}
