import type { CompiledContent, CompiledPart, MergeData, Slot } from "@/lib/domain/compiled-content";
import {
  encodeChunks,
  type EncodedChunks,
  type EncodedValue,
  encodeValue,
  fillChunks,
  joinText,
} from "@/lib/domain/encoded-text";
import { escapeHtml } from "@/lib/domain/escape-html";
import { matchesCondition } from "@/lib/domain/block-condition";
import { compileMerge, isOneOutput } from "@/lib/domain/merge-engine";
import { compileMergeUrl } from "@/lib/domain/merge-url";
import type { PersonalUrls, UrlFrame, UrlFrames } from "@/lib/domain/personal-urls";

export type Place = "html" | "text";
/** What a slot holds for one recipient, by where it stands: escaped for that place and no other. */
export type Value = Readonly<Partial<Record<Place, EncodedValue>>>;
export type Fill = (data: MergeData, token: PersonalUrls["token"]) => Value;
/** `slots[i]` stands after chunk i and names one of the fillings. */
export type PreparedPart = EncodedChunks & { slots: readonly number[] };
export type PreparedContent = {
  subject: PreparedPart;
  html: PreparedPart;
  text: PreparedPart;
  fillings: readonly Fill[];
};

const known = new WeakMap<CompiledContent, WeakMap<UrlFrames, PreparedContent>>();

/**
 * What can be done once for all recipients of a content: Liquid is parsed, static text encoded,
 * and of our own addresses all but the token belongs to the static text.
 */
export function prepareContent(compiled: CompiledContent, frames: UrlFrames): PreparedContent {
  const byFrames = known.get(compiled) ?? new WeakMap<UrlFrames, PreparedContent>();
  known.set(compiled, byFrames);
  const prepared = byFrames.get(frames) ?? prepare(compiled, frames);
  byFrames.set(frames, prepared);
  return prepared;
}

function prepare({ subject, html, text }: CompiledContent, frames: UrlFrames): PreparedContent {
  const indexes = new Map<string, number>();
  const fillings: Fill[] = [];
  /** What has the same key is evaluated once, however often it stands there. */
  const indexOf: IndexOf = (key, make) => {
    const index = indexes.get(key) ?? fillings.push(make()) - 1;
    indexes.set(key, index);
    return index;
  };
  return {
    subject: preparePart(subject, "text", frames, indexOf),
    html: preparePart(html, "html", frames, indexOf),
    text: preparePart(text, "text", frames, indexOf),
    fillings,
  };
}

type IndexOf = (key: string, make: () => Fill) => number;

function preparePart(
  part: CompiledPart,
  place: Place,
  frames: UrlFrames,
  indexOf: IndexOf,
): PreparedPart {
  const chunks: string[] = [];
  const slots: number[] = [];
  let chunk = part.chunks[0] ?? "";
  const cut = (slot: number) => {
    chunks.push(chunk);
    slots.push(slot);
    chunk = "";
  };
  for (const [index, slot] of part.slots.entries()) {
    if (slot.kind === "merge") {
      cut(indexOf(keyOf(slot, place), () => fillMerge(slot, place)));
    } else if (slot.kind === "when") {
      const key = `${place} when ${JSON.stringify(slot)}`;
      cut(indexOf(key, () => fillWhen(slot, place, frames)));
    } else {
      const { before, purpose, after } = frameOf(slot, frames);
      chunk += escapes[place](before);
      if (purpose) cut(indexOf(`token ${purpose}`, () => (_, token) => atPlaces(token(purpose))));
      chunk += escapes[place](after);
    }
    chunk += part.chunks[index + 1] ?? "";
  }
  return { ...encodeChunks([...chunks, chunk]), slots };
}

/** What stands inside is only made for those who get it. */
function fillWhen(
  { condition, part }: Extract<Slot, { kind: "when" }>,
  place: Place,
  frames: UrlFrames,
): Fill {
  const fillings: Fill[] = [];
  const prepared = preparePart(part, place, frames, (_key, make) => fillings.push(make()) - 1);
  return (data, token) => {
    if (!matchesCondition(condition, data)) return {};
    const values = prepared.slots.map(
      (index) => fillings[index]?.(data, token)[place] ?? encodeValue(""),
    );
    return { [place]: joinText(fillChunks(prepared, values)) };
  };
}

type MergeSlot = Extract<Slot, { kind: "merge" }>;

function frameOf(slot: Extract<Slot, { kind: "link" | "url" }>, frames: UrlFrames): UrlFrame {
  return slot.kind === "link" ? frames.link(slot.n) : frames.url(slot.name);
}

/** Addresses, and words that only print a value, are made once for both places. */
function keyOf({ liquid, escape }: MergeSlot, place: Place): string {
  if (escape === "url") return `address ${liquid}`;
  return `${isOneOutput(liquid) ? "both" : place} ${liquid}`;
}

/** The place decides about escaping, so that no slot can bring markup into the HTML part. */
function fillMerge({ liquid, escape }: MergeSlot, place: Place): Fill {
  if (escape === "url") {
    const address = compileMergeUrl(liquid);
    return (data) => atPlaces(address(data) ?? "");
  }
  if (isOneOutput(liquid)) {
    const value = compileMerge(liquid, "text");
    return (data) => atPlaces(value(data));
  }
  const words = compileMerge(liquid, place);
  return (data) => ({ [place]: encodeValue(words(data)) });
}

const escapes = { html: escapeHtml, text: (value: string) => value } as const;

function atPlaces(value: string): Value {
  const text = encodeValue(value);
  const escaped = escapeHtml(value);
  return { text, html: escaped === value ? text : encodeValue(escaped) };
}
