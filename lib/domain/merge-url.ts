import type { MergeData } from "./compiled-content";
import { compileMerge } from "./merge-engine";
import { safeUrl } from "./safe-url";

const leadingTag = /^\s*\{\{.*?\}\}/s;

/**
 * An address with merge tags. Values are percent-encoded, so that a name cannot become a host or a
 * parameter; only a tag that begins the address may be a whole address itself. What comes out is
 * checked again for each contact: undefined means this contact has no safe address here.
 */
export function compileMergeUrl(source: string): (data: MergeData) => string | undefined {
  const lead = leadingTag.exec(source)?.[0] ?? "";
  const first = compileMerge(lead, "text");
  const rest = compileMerge(source.slice(lead.length), "url");
  return (data) => safeUrl(first(data) + rest(data));
}

/** What is wrong with an address as typed, before any contact is known. */
export function checkMergeUrl(
  source: string,
): { ok: true } | { ok: false; reason: "no_scheme" | "unsafe_scheme" | "invalid_url" } {
  const typed = source.trim();
  if (typed.startsWith("{{") || typed.startsWith("{%")) return { ok: true };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(typed)?.[1]?.toLowerCase();
  if (scheme === undefined || /^[^/]*\.[^/]*:\d/.test(typed))
    return { ok: false, reason: "no_scheme" };
  if (!["http", "https", "mailto", "tel"].includes(scheme)) {
    return { ok: false, reason: "unsafe_scheme" };
  }
  const sample = typed.replace(/\{\{.*?\}\}/gs, "x").replace(/\{%.*?%\}/gs, "");
  return safeUrl(sample) === undefined ? { ok: false, reason: "invalid_url" } : { ok: true };
}
