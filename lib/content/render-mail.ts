import type { ReactElement } from "react";
import { render, toPlainText } from "react-email";
import { rawClose, rawOpen } from "@/emails/system/raw-html";
import { longClose, longOpen } from "@/emails/system/top-line";
import type { CompiledContent, CompiledPart } from "@/lib/domain/compiled-content";
import { tidyLinesAtMarks } from "@/lib/domain/merge-marks";
import { isClipped } from "./mail-size";
import { rewriteLinks } from "./rewrite-links";
import { type SlotTable, splitPart } from "./slot-table";

/**
 * The one place where React draws a mail: once, with marks in place of everything personal, cut
 * into chunks and slots right after. `trackLinks: false` leaves every address as it is.
 */
export async function renderMail(
  element: ReactElement,
  {
    table,
    subject,
    locale,
    trackLinks,
  }: { table: SlotTable; subject: CompiledPart; locale: "ko" | "en"; trackLinks: boolean },
): Promise<CompiledContent> {
  const rendered = restoreRawHtml(withoutReactComments(await render(element)));
  const { html, links } = trackLinks
    ? rewriteLinks(rendered, table)
    : { html: rendered, links: [] };
  const short = withoutTopLine(html);
  const part = splitPart(short, table, "html");
  return {
    v: 1,
    locale,
    subject,
    html: isClipped(part) ? splitPart(withTopLine(html), table, "html") : part,
    text: splitPart(toText(short), table, "text"),
    links,
    fields: [...table.fields].toSorted(),
    requiredFields: [...table.requiredFields].toSorted(),
  };
}

/** Markers of React's own (`<!-- -->`, `<!--$-->`, `<!--body-->`); Outlook's conditionals stay. */
function withoutReactComments(html: string): string {
  return html.replace(/<!--(?!\[if)(?!<!\[endif)[\s\S]*?-->/g, "");
}

function withoutTopLine(html: string): string {
  const [begin, end] = [html.indexOf(longOpen), html.indexOf(longClose)];
  return begin < 0 || end < begin
    ? html
    : html.slice(0, begin) + html.slice(end + longClose.length);
}

function withTopLine(html: string): string {
  return html.replace(longOpen, "").replace(longClose, "");
}

/** What `outlookOnly` wrapped travelled as escaped text; see emails/system/raw-html.ts. */
function restoreRawHtml(html: string): string {
  return html.replace(new RegExp(`${rawOpen}([^${rawClose}]*)${rawClose}`, "g"), (_, raw: string) =>
    raw
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#x27;", "'")
      .replaceAll("&amp;", "&"),
  );
}

/**
 * Headings keep their case (a capitalised name is not a name), no line is broken by count, and
 * pictures say what they show.
 */
function toText(html: string): string {
  const keepCase = ["h1", "h2", "h3"].map((selector) => ({
    selector,
    options: { uppercase: false },
  }));
  const text = toPlainText(withoutLooks(html), {
    selectors: [...keepCase, { selector: "img", format: "picture" }],
    formatters: { picture: sayPicture },
  });
  return tidyLinesAtMarks(text)
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Two thirds of a mail say how it looks: text needs none of it, nor where pictures lie. */
function withoutLooks(html: string): string {
  return html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/g, "")
    .replace(
      / (?:style|class|src|width|height|border|cellpadding|cellspacing|bgcolor)="[^"]*"/gi,
      "",
    );
}

function sayPicture(
  { attribs }: { attribs: Readonly<Record<string, string>> },
  _: unknown,
  builder: { addInline: (words: string) => void },
): void {
  builder.addInline(attribs["alt"] ?? "");
}
