import type { ComponentData, Data } from "@puckeditor/core";
import type { MailTheme } from "@/emails/blocks/block";
import { findBlock } from "@/emails/blocks/all-blocks";
import type { MailDocument, PlacedBlock } from "@/emails/blocks/document";

/** Puck keeps slots among the fields: the prefix keeps them from meeting a field of that name. */
const slotPrefix = "slot_";

export function slotProp(slot: string): string {
  return slotPrefix + slot;
}

/** Our document as Puck edits it. Nothing is lost on the way there and back. */
export function toPuck({ theme, blocks }: MailDocument): Data {
  const props: Record<string, unknown> = { theme };
  return { root: { props }, content: blocks.map(toItem) };
}

export function fromPuck({ root, content }: Data): MailDocument {
  // What toPuck put there: Puck's own type of it knows titles only.
  const { theme } = { ...root.props } as { theme?: MailTheme };
  return { theme: theme ?? { accent: "" }, blocks: content.map(fromItem) };
}

export function toItem({ type, id, when, content, slots }: PlacedBlock): ComponentData {
  const inside = Object.entries(slots).map(([name, blocks]) => [
    slotProp(name),
    blocks.map(toItem),
  ]);
  return { type, props: { id, when, content, ...Object.fromEntries(inside) } };
}

export function fromItem({ type, props }: ComponentData): PlacedBlock {
  const { id, when, content } = props;
  // In the order of the block's own: Puck changes it.
  const names = findBlock(type)?.slots ?? [];
  const slots = names.map((name) => [name, (props[slotProp(name)] ?? []).map(fromItem)]);
  return { type, id, when, content: content ?? {}, slots: Object.fromEntries(slots) };
}
