import { allBlocks, findBlock } from "@/emails/blocks/all-blocks";

/**
 * What may not stand in a block: rows hold no rows and no sections, and a section no section, so
 * that a mail is never nested deeper than documents may be.
 */
export function refusedInside(type: string): string[] {
  const holder = findBlock(type);
  if (!holder || holder.slots.length === 0) return [];
  const isRow = holder.slots.length > 1;
  return allBlocks
    .filter(({ slots }) => (isRow ? slots.length > 0 : slots.length === 1))
    .map((block) => block.type);
}
