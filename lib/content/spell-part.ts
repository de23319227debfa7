import type { CompiledPart, Slot } from "@/lib/domain/compiled-content";

type PlainSlot = Exclude<Slot, { kind: "when" }>;

/** A compiled part as one text, with everything in it that only some people get. */
export function spellPart(part: CompiledPart, spell: (slot: PlainSlot) => string): string {
  return part.chunks
    .map((chunk, index) => {
      const slot = part.slots[index];
      if (!slot) return chunk;
      return chunk + (slot.kind === "when" ? spellPart(slot.part, spell) : spell(slot));
    })
    .join("");
}

/** Whether everybody gets this slot: one inside a condition does not count. */
export function hasSlot(part: CompiledPart, wanted: (slot: PlainSlot) => boolean): boolean {
  return part.slots.some((slot) => slot.kind !== "when" && wanted(slot));
}
