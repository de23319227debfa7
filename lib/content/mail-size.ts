import type { CompiledContent, CompiledPart } from "@/lib/domain/compiled-content";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { publicUrl } from "@/lib/env";

/** Gmail cuts a mail off here and hides the rest behind a link, the unsubscribe link with it. */
const clipBytes = 102_400;
const nearClipBytes = 92_160;
/** Far above any mail worth reading, far below what SES takes. */
const maxBytes = 512_000;

/**
 * What stands in a slot is not known yet. Our addresses are the public one, a path and a signed token
 * (40 to 60 characters); of values the room of a long name, eight Korean characters.
 */
const tokenBytes = 66;
const mergeBytes = 24;

/** About how large one recipient's part will be, tracking and values included. */
export function estimateBytes(part: CompiledPart): number {
  const address = publicUrl().length + tokenBytes;
  const fixed = part.chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0);
  return part.slots.reduce((sum, slot) => {
    if (slot.kind === "when") return sum + estimateBytes(slot.part);
    return sum + (slot.kind === "merge" ? mergeBytes : address);
  }, fixed);
}

/** Whether Gmail would hide the end of it. */
export function isClipped(html: CompiledPart): boolean {
  return estimateBytes(html) > clipBytes;
}

export function sizeProblems(compiled: CompiledContent): ContentProblem[] {
  const bytes = estimateBytes(compiled.html);
  const params = { size: Math.ceil(bytes / 1024), limit: Math.floor(clipBytes / 1024) };
  if (bytes > maxBytes) {
    return [{ field: "mail", code: "too_large", severity: "error", params }];
  }
  if (isClipped(compiled.html))
    return [{ field: "mail", code: "clipped", severity: "warning", params }];
  if (bytes > nearClipBytes) {
    return [{ field: "mail", code: "near_clip", severity: "warning", params }];
  }
  return [];
}
