import type { BlockCondition } from "@/lib/domain/block-condition";
import type { CompiledPart, Slot } from "@/lib/domain/compiled-content";
import { escapeHtml } from "@/lib/domain/escape-html";
import type { MergeToken } from "@/lib/domain/merge-engine";
import { slotMark, splitAtMarks, stripMarks } from "@/lib/domain/merge-marks";
import { parseMergeText } from "@/lib/domain/merge-tags";

/** What each mark in a rendered mail stands for, in its HTML and in its text part. */
export type SlotTable = {
  add(slots: { html: Slot; text: Slot }): string;
  get(id: number): { html: Slot; text: Slot };
  /** Marks around what only those get who match. */
  addCondition(condition: BlockCondition): { open: string; close: string };
  getCondition(id: number): BlockCondition;
  /** Fields read and fields required by everything added with `addText`. */
  fields: Set<string>;
  requiredFields: Set<string>;
};

export function createSlotTable(): SlotTable {
  const entries: { html: Slot; text: Slot }[] = [];
  const conditions: BlockCondition[] = [];
  return {
    add: (slots) => slotMark(entries.push(slots) - 1),
    get: (id) => {
      const entry = entries[id];
      if (!entry) throw new Error(`The rendered mail holds an unknown mark ${id}.`);
      return entry;
    },
    addCondition: (condition) => {
      const id = conditions.push(condition) - 1;
      return { open: slotMark(id, "from"), close: slotMark(id, "to") };
    },
    getCondition: (id) => {
      const condition = conditions[id];
      if (!condition) throw new Error(`The rendered mail holds an unknown condition ${id}.`);
      return condition;
    },
    fields: new Set(),
    requiredFields: new Set(),
  };
}

/** A typed text with a mark in place of each piece of Liquid; the text must have been checked. */
export function markText(
  source: string,
  table: SlotTable,
  { knownFields }: { knownFields: readonly string[] },
): string {
  const text = readText(source, table, knownFields);
  return text.pieces
    .map((piece) => {
      if (piece.kind === "text") return piece.text;
      const html = piece.tokens.map(htmlSource).join("");
      const plain = piece.tokens.map((token) => token.source).join("");
      return table.add({
        html: { kind: "merge", liquid: html, escape: "html" },
        text: { kind: "merge", liquid: plain, escape: "text" },
      });
    })
    .join("");
}

/** An address: as it stands when it is the same for everybody, else one mark for the whole of it. */
export function markAddress(
  source: string,
  table: SlotTable,
  { knownFields }: { knownFields: readonly string[] },
): string {
  const text = readText(source.trim(), table, knownFields);
  if (text.pieces.every((piece) => piece.kind === "text")) return stripMarks(source.trim());
  const slot: Slot = { kind: "merge", liquid: stripMarks(source.trim()), escape: "url" };
  return table.add({ html: slot, text: slot });
}

/** The sender's own words, printed as they stand: they must not pass for a slot or for markup either. */
export function plainOrganization(organization: {
  name: string;
  postalAddress: string;
  phone: string;
}) {
  return {
    name: stripMarks(organization.name),
    postalAddress: stripMarks(organization.postalAddress),
    phone: stripMarks(organization.phone),
  };
}

/** Splits a rendered part at its marks; what stands between the marks of a condition is a part too. */
export function splitPart(rendered: string, table: SlotTable, part: "html" | "text"): CompiledPart {
  const { texts, marks } = splitAtMarks(rendered);
  let at = 0;
  const read = (depth: number): CompiledPart => {
    const chunks = [stripMarks(texts[at] ?? "")];
    const slots: Slot[] = [];
    while (at < marks.length) {
      const { kind, id } = marks[at] ?? { kind: "slot", id: -1 };
      at += 1;
      if (kind === "to" && depth > 0) return { chunks, slots };
      if (kind === "from") {
        slots.push({ kind: "when", condition: table.getCondition(id), part: read(depth + 1) });
      } else slots.push(table.get(id)[part]);
      chunks.push(stripMarks(texts[at] ?? ""));
    }
    if (depth > 0) throw new Error("The rendered mail holds a condition without an end.");
    return { chunks, slots };
  };
  return read(0);
}

function readText(source: string, table: SlotTable, knownFields: readonly string[]) {
  const parsed = parseMergeText(stripMarks(source), { knownFields });
  if (!parsed.ok) throw new Error(`An unchecked merge text was compiled: ${source}`);
  for (const field of parsed.text.fields) table.fields.add(field);
  for (const field of parsed.text.requiredFields) table.requiredFields.add(field);
  return parsed.text;
}

/** Inside a block the typed words become part of the HTML; they were only ever text. */
function htmlSource(token: MergeToken): string {
  return token.kind === "text" ? escapeHtml(token.source).replaceAll("\n", "<br/>") : token.source;
}
