import { decodeText, type EncodedText, encodeValue, fillChunks } from "@/lib/domain/encoded-text";
import type { CompiledContent, MergeData } from "@/lib/domain/compiled-content";
import { cleanData } from "@/lib/domain/merge-engine";
import { compileMergeUrl } from "@/lib/domain/merge-url";
import type { PersonalUrls } from "@/lib/domain/personal-urls";
import { safeWebUrl } from "@/lib/domain/safe-url";
import { type Place, prepareContent, type PreparedPart, type Value } from "./prepare";

export type PersonalMail = { subject: string; html: string; text: string };

/** The same mail in the form that goes on the wire. */
export type EncodedMail = { subject: string; html: EncodedText; text: EncodedText };

/**
 * One recipient's mail out of the compiled chunks, ready to be written into a request. What stands
 * in twenty places is evaluated once. Reaches neither React nor the database: it runs in Lambda and
 * in the web process.
 */
export function encodeMail(
  compiled: CompiledContent,
  { data, urls }: { data: MergeData; urls: PersonalUrls },
): EncodedMail {
  const { subject, html, text, fillings } = prepareContent(compiled, urls.frames);
  const clean = cleanData(data, compiled.fields, compiled.labels);
  const values = fillings.map((fill) => fill(clean, urls.token));
  return {
    subject: oneLine(decodeText(fillPart(subject, "text", values))),
    html: fillPart(html, "html", values),
    text: fillPart(text, "text", values),
  };
}

/** One recipient's mail as a person reads it: the very mail that is sent. */
export function personalise(
  compiled: CompiledContent,
  recipient: { data: MergeData; urls: PersonalUrls },
): PersonalMail {
  const { subject, html, text } = encodeMail(compiled, recipient);
  return { subject, html: decodeText(html), text: decodeText(text) };
}

/** Where the n-th tracked link leads this contact; undefined when there is no safe address. */
export function personaliseLink(
  compiled: CompiledContent,
  n: number,
  data: MergeData,
): string | undefined {
  const link = compiled.links[n];
  const address =
    link === undefined
      ? undefined
      : compileMergeUrl(link)(cleanData(data, compiled.fields, compiled.labels));
  return address === undefined ? undefined : safeWebUrl(address);
}

function fillPart(part: PreparedPart, place: Place, values: readonly Value[]): EncodedText {
  return fillChunks(
    part,
    part.slots.map((index) => values[index]?.[place] ?? nothing),
  );
}

const nothing = encodeValue("");

/** A line break in a subject would begin a header of its own. */
function oneLine(subject: string): string {
  return subject.replace(/[\r\n\u2028\u2029]+/g, " ").trim();
}
