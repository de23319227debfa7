import type { CompiledContent, CompiledPart } from "@/lib/domain/compiled-content";
import type { ContentProblem } from "@/lib/domain/content-problem";

/** Gmail cuts a mail off here and hides the rest behind a link, the unsubscribe link with it. */
const clipBytes = 102_400;
const nearClipBytes = 92_160;
/** Far above any mail worth reading, far below what SES takes. */
const maxBytes = 512_000;

/** What stands in a slot is not known yet: our links are about this long, names are shorter. */
const slotBytes = { link: 90, url: 90, merge: 24 } as const;

/** About how large one recipient's part will be. */
export function estimateBytes(part: CompiledPart): number {
  const fixed = part.chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0);
  return part.slots.reduce(
    (sum, slot) => sum + (slot.kind === "when" ? estimateBytes(slot.part) : slotBytes[slot.kind]),
    fixed,
  );
}

export function sizeProblems(compiled: CompiledContent): ContentProblem[] {
  const bytes = estimateBytes(compiled.html);
  const params = { size: Math.ceil(bytes / 1024), limit: Math.floor(clipBytes / 1024) };
  if (bytes > maxBytes) {
    return [{ field: "mail", code: "too_large", severity: "error", params }];
  }
  if (bytes > clipBytes) return [{ field: "mail", code: "clipped", severity: "warning", params }];
  if (bytes > nearClipBytes) {
    return [{ field: "mail", code: "near_clip", severity: "warning", params }];
  }
  return [];
}
