import type { MailDocument, PlacedBlock } from "@/emails/blocks/document";

type Blocks = readonly PlacedBlock[];

/** Every list of blocks, the innermost first, as `edit` would have it. */
function editLists(blocks: Blocks, edit: (list: Blocks) => Blocks): Blocks {
  const inside = blocks.map((block) => ({
    ...block,
    slots: Object.fromEntries(
      Object.entries(block.slots).map(([name, list]) => [name, editLists(list, edit)]),
    ),
  }));
  return edit(inside);
}

function edited(document: MailDocument, edit: (list: Blocks) => Blocks): MailDocument {
  return { ...document, blocks: editLists(document.blocks, edit) };
}

export function findPlaced(blocks: Blocks, id: string): PlacedBlock | undefined {
  for (const block of blocks) {
    if (block.id === id) return block;
    const inside = findPlaced(Object.values(block.slots).flat(), id);
    if (inside) return inside;
  }
  return undefined;
}

/** The slots that are shown: a row of columns keeps the blocks of those that were taken away. */
export function shownSlots({ content, slots }: PlacedBlock): string[] {
  const names = Object.keys(slots);
  const count = Number(content["count"]);
  return Number.isInteger(count) && count > 0 ? names.slice(0, count) : names;
}

export function removeBlock(document: MailDocument, id: string): MailDocument {
  return edited(document, (list) => list.filter((block) => block.id !== id));
}

/** The copy stands behind its original. */
export function duplicateBlock(
  document: MailDocument,
  id: string,
): { document: MailDocument; id: string } {
  const original = findPlaced(document.blocks, id);
  if (!original) return { document, id };
  const copy = withNewIds(original);
  const next = edited(document, (list) =>
    list.flatMap((block) => (block.id === id ? [block, copy] : [block])),
  );
  return { document: next, id: copy.id };
}

/** Into the first empty slot of the chosen block, else behind it; without one at the end. */
export function insertBlocks(
  document: MailDocument,
  added: Blocks,
  chosen: string | undefined,
  canHold: (holder: PlacedBlock, added: Blocks) => boolean = () => true,
): MailDocument {
  const target = chosen === undefined ? undefined : findPlaced(document.blocks, chosen);
  if (!target) return { ...document, blocks: [...document.blocks, ...added] };
  const empty = shownSlots(target).find((name) => target.slots[name]?.length === 0);
  if (empty !== undefined && canHold(target, added)) {
    return edited(document, (list) =>
      list.map((block) =>
        block.id === target.id ? { ...block, slots: { ...block.slots, [empty]: added } } : block,
      ),
    );
  }
  return edited(document, (list) =>
    list.flatMap((block) => (block.id === target.id ? [block, ...added] : [block])),
  );
}

/** One step up or down; at the end of a column into the next one, and at last out of the row. */
export function moveBlock(document: MailDocument, id: string, by: "up" | "down"): MailDocument {
  const step = by === "up" ? -1 : 1;
  let isDone = false;
  return edited(document, (list) => {
    if (isDone) return list;
    const at = list.findIndex((block) => block.id === id);
    const [moved, other] = [list[at], list[at + step]];
    if (moved && other) {
      isDone = true;
      return list.with(at, other).with(at + step, moved);
    }
    const holder = list.findIndex((block) => Object.values(block.slots).some(holds(id)));
    const around = list[holder];
    if (!around) return list; // not here, or nowhere to go
    isDone = true;
    const next = leaveSlot(around, id, by);
    return list.toSpliced(holder, 1, ...next);
  });
}

const holds = (id: string) => (list: Blocks) => list.some((block) => block.id === id);

function leaveSlot(holder: PlacedBlock, id: string, by: "up" | "down"): PlacedBlock[] {
  const names = shownSlots(holder);
  const from = names.findIndex((name) => holds(id)(holder.slots[name] ?? []));
  const fromName = names[from];
  const moved = findPlaced([holder], id);
  if (fromName === undefined || !moved) return [holder];
  const toName = names[from + (by === "up" ? -1 : 1)];
  const left = (holder.slots[fromName] ?? []).filter((block) => block.id !== id);
  const slots = { ...holder.slots, [fromName]: left };
  if (toName === undefined) {
    const rest = { ...holder, slots };
    return by === "up" ? [moved, rest] : [rest, moved];
  }
  const there = holder.slots[toName] ?? [];
  const joined = by === "up" ? [...there, moved] : [moved, ...there];
  return [{ ...holder, slots: { ...slots, [toName]: joined } }];
}

/** The same blocks under names that no other mail has. */
export function withNewIds(block: PlacedBlock): PlacedBlock {
  return {
    ...block,
    id: newBlockId(block.type),
    slots: Object.fromEntries(
      Object.entries(block.slots).map(([name, list]) => [name, list.map(withNewIds)]),
    ),
  };
}

/** Browsers give crypto.randomUUID to https only; a mail's blocks need no more than this. */
export function newBlockId(type: string): string {
  const random = () => Math.random().toString(36).slice(2, 8).padEnd(6, "0");
  return `${type}-${random()}${random()}`;
}
