import {
  decodeText,
  encodeChunks,
  type EncodedChunks,
  type EncodedText,
  type EncodedValue,
  encodeValue,
  fillChunks,
} from "@/lib/domain/encoded-text";
import type {
  CompiledContent,
  CompiledPart,
  MergeData,
  RecipientUrl,
  Slot,
} from "@/lib/domain/compiled-content";
import { escapeHtml } from "@/lib/domain/escape-html";
import { cleanData, compileMerge, isOneOutput } from "@/lib/domain/merge-engine";
import { compileMergeUrl } from "@/lib/domain/merge-url";
import { safeWebUrl } from "@/lib/domain/safe-url";

/** The addresses of one recipient; see recipientUrls and inertUrls. */
export type PersonalUrls = { link(n: number): string; url(name: RecipientUrl): string };

export type PersonalMail = { subject: string; html: string; text: string };

/** The same mail in the form that goes on the wire. */
export type EncodedMail = { subject: string; html: EncodedText; text: EncodedText };

/**
 * One recipient's mail out of the compiled chunks, ready to be written into a request. Liquid is
 * parsed and static text encoded once per compiled content; what stands in twenty places is
 * evaluated once. Reaches neither React nor the database: it runs in Lambda and in the web process.
 */
export function encodeMail(
  compiled: CompiledContent,
  { data, urls }: { data: MergeData; urls: PersonalUrls },
): EncodedMail {
  const { subject, html, text, fillings } = prepare(compiled);
  const clean = cleanData(data, compiled.fields);
  const values = fillings.map((fill) => fill(clean, urls));
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
  const link = prepare(compiled).links[n];
  const address = link?.(cleanData(data, compiled.fields));
  return address === undefined ? undefined : safeWebUrl(address);
}

type Place = "html" | "text";
/** What a slot holds for one recipient, by where it stands: escaped for that place and no other. */
type Value = Readonly<Partial<Record<Place, EncodedValue>>>;
type Fill = (data: MergeData, urls: PersonalUrls) => Value;
/** `slots[i]` stands after chunk i and names one of the fillings. */
type PreparedPart = EncodedChunks & { slots: readonly number[] };
type Prepared = {
  subject: PreparedPart;
  html: PreparedPart;
  text: PreparedPart;
  fillings: readonly Fill[];
  links: readonly ((data: MergeData) => string | undefined)[];
};

const preparedByContent = new WeakMap<CompiledContent, Prepared>();

function prepare(compiled: CompiledContent): Prepared {
  const known = preparedByContent.get(compiled);
  if (known) return known;
  const indexes = new Map<string, number>();
  const fillings: Fill[] = [];
  const preparePart = (part: CompiledPart, place: Place): PreparedPart => ({
    ...encodeChunks(part.chunks),
    slots: part.slots.map((slot) => {
      const key = keyOf(slot, place);
      const index = indexes.get(key) ?? fillings.push(fillingOf(slot, place)) - 1;
      indexes.set(key, index);
      return index;
    }),
  });
  const prepared: Prepared = {
    subject: preparePart(compiled.subject, "text"),
    html: preparePart(compiled.html, "html"),
    text: preparePart(compiled.text, "text"),
    fillings,
    links: compiled.links.map(compileMergeUrl),
  };
  preparedByContent.set(compiled, prepared);
  return prepared;
}

function fillPart(part: PreparedPart, place: Place, values: readonly Value[]): EncodedText {
  return fillChunks(
    part,
    part.slots.map((index) => values[index]?.[place] ?? nothing),
  );
}

const nothing = encodeValue("");

/** What has the same key is made once for both places: addresses, and words that only print a value. */
function keyOf(slot: Slot, place: Place): string {
  if (slot.kind !== "merge" || slot.escape === "url") return JSON.stringify(slot);
  return `${isOneOutput(slot.liquid) ? "both" : place} ${slot.liquid}`;
}

/** The place decides about escaping, so that no slot can bring markup into the HTML part. */
function fillingOf(slot: Slot, place: Place): Fill {
  switch (slot.kind) {
    case "link":
      return (_data, urls) => atPlaces(urls.link(slot.n));
    case "url":
      return (_data, urls) => atPlaces(urls.url(slot.name));
    case "merge":
      return slot.escape === "url" ? fillAddress(slot.liquid) : fillWords(slot.liquid, place);
  }
}

function fillAddress(liquid: string): Fill {
  const address = compileMergeUrl(liquid);
  return (data) => atPlaces(address(data) ?? "");
}

function fillWords(liquid: string, place: Place): Fill {
  if (isOneOutput(liquid)) {
    const value = compileMerge(liquid, "text");
    return (data) => atPlaces(value(data));
  }
  const words = compileMerge(liquid, place);
  return (data) => ({ [place]: encodeValue(words(data)) });
}

function atPlaces(value: string): Value {
  const text = encodeValue(value);
  const escaped = escapeHtml(value);
  return { text, html: escaped === value ? text : encodeValue(escaped) };
}

/** A line break in a subject would begin a header of its own. */
function oneLine(subject: string): string {
  return subject.replace(/[\r\n\u2028\u2029]+/g, " ").trim();
}
