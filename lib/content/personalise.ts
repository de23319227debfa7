import type {
  CompiledContent,
  CompiledPart,
  MergeData,
  RecipientUrl,
  Slot,
} from "@/lib/domain/compiled-content";
import { escapeHtml } from "@/lib/domain/escape-html";
import { cleanData, compileMerge } from "@/lib/domain/merge-engine";
import { compileMergeUrl } from "@/lib/domain/merge-url";
import { safeWebUrl } from "@/lib/domain/safe-url";

/** The addresses of one recipient; see recipientUrls and inertUrls. */
export type PersonalUrls = { link(n: number): string; url(name: RecipientUrl): string };

export type PersonalMail = { subject: string; html: string; text: string };

/**
 * One recipient's mail out of the compiled chunks. Liquid is parsed once per compiled content and
 * a tag that stands in twenty places is evaluated once, so most of the time is joining strings.
 * Reaches neither React nor the database: it runs in Lambda and in the web process alike.
 */
export function personalise(
  compiled: CompiledContent,
  { data, urls }: { data: MergeData; urls: PersonalUrls },
): PersonalMail {
  const prepared = prepare(compiled);
  const clean = cleanData(data, compiled.fields);
  const values = prepared.evaluations.map((evaluate) => evaluate(clean));
  return {
    subject: oneLine(join(prepared.subject, values, urls)),
    html: join(prepared.html, values, urls),
    text: join(prepared.text, values, urls),
  };
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

type Evaluate = (data: MergeData) => string;
type Place = "html" | "text";
type PreparedSlot =
  | { kind: "value"; index: number }
  | { kind: "link"; n: number; place: Place }
  | { kind: "url"; name: RecipientUrl; place: Place };
type PreparedPart = { chunks: readonly string[]; slots: readonly PreparedSlot[] };
type Prepared = {
  subject: PreparedPart;
  html: PreparedPart;
  text: PreparedPart;
  evaluations: readonly Evaluate[];
  links: readonly ((data: MergeData) => string | undefined)[];
};

const preparedByContent = new WeakMap<CompiledContent, Prepared>();

function prepare(compiled: CompiledContent): Prepared {
  const known = preparedByContent.get(compiled);
  if (known) return known;
  const indexes = new Map<string, number>();
  const evaluations: Evaluate[] = [];
  const preparePart = (part: CompiledPart, place: Place): PreparedPart => ({
    chunks: part.chunks,
    slots: part.slots.map((slot) => {
      if (slot.kind === "link") return { kind: "link", n: slot.n, place };
      if (slot.kind === "url") return { kind: "url", name: slot.name, place };
      const key = `${place} ${slot.escape} ${slot.liquid}`;
      const index = indexes.get(key) ?? evaluations.push(evaluation(slot, place)) - 1;
      indexes.set(key, index);
      return { kind: "value", index };
    }),
  });
  const prepared: Prepared = {
    subject: preparePart(compiled.subject, "text"),
    html: preparePart(compiled.html, "html"),
    text: preparePart(compiled.text, "text"),
    evaluations,
    links: compiled.links.map(compileMergeUrl),
  };
  preparedByContent.set(compiled, prepared);
  return prepared;
}

/** The place decides about escaping, so that no slot can bring markup into the HTML part. */
function evaluation(slot: Extract<Slot, { kind: "merge" }>, place: Place): Evaluate {
  if (slot.escape !== "url") return compileMerge(slot.liquid, place);
  const address = compileMergeUrl(slot.liquid);
  return (data) => atPlace(address(data) ?? "", place);
}

function join(part: PreparedPart, values: readonly string[], urls: PersonalUrls): string {
  const pieces: string[] = [];
  for (const [index, chunk] of part.chunks.entries()) {
    pieces.push(chunk);
    const slot = part.slots[index];
    if (slot) pieces.push(fill(slot, values, urls));
  }
  return pieces.join("");
}

function fill(slot: PreparedSlot, values: readonly string[], urls: PersonalUrls): string {
  if (slot.kind === "value") return values[slot.index] ?? "";
  return atPlace(slot.kind === "link" ? urls.link(slot.n) : urls.url(slot.name), slot.place);
}

function atPlace(value: string, place: Place): string {
  return place === "html" ? escapeHtml(value) : value;
}

/** A line break in a subject would begin a header of its own. */
function oneLine(subject: string): string {
  return subject.replace(/[\r\n\u2028\u2029]+/g, " ").trim();
}
