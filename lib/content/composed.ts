import { createElement, type ReactElement } from "react";
import { findBlock } from "@/emails/blocks/all-blocks";
import { ComposedMail } from "@/emails/blocks/composed-mail";
import { listBlocks, type PlacedBlock } from "@/emails/blocks/document";
import type { FrameProps } from "@/emails/system/mail-frame";
import type { BlockCondition } from "@/lib/domain/block-condition";
import type { FieldLabels } from "@/lib/domain/compiled-content";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { fieldsOf } from "@/lib/domain/template-fields";
import { checkFields } from "./check-fields";
import { markFields } from "./mark-fields";
import { readComposed } from "./read-composed";
import { createSlotTable, type SlotTable } from "./slot-table";

type Composed = { content: unknown; knownFields: readonly string[]; labels?: FieldLabels };

/** What is wrong with a composed mail; the place of a problem begins with its block's id. */
export function checkComposed(
  { content, knownFields }: Composed,
  { complete }: { complete: boolean },
): ContentProblem[] {
  const read = readComposed(content);
  if (!read.ok) {
    return read.problems.map(({ code, place }) => error(place || "mail", code));
  }
  const blocks = listBlocks(read.document.blocks);
  if (complete && blocks.length === 0) return [error("mail", "required")];
  return blocks.flatMap((block) => [
    ...checkFields(fieldsOfBlock(block), block.content, `${block.id}.`, knownFields, complete),
    ...checkCondition(block, knownFields),
  ]);
}

/** The checked document, drawn with marks for what is personal in it. */
export function drawComposed(
  { content, knownFields, labels = {} }: Composed,
  frame: FrameProps,
  table: SlotTable,
): ReactElement {
  const read = readComposed(content);
  if (!read.ok) throw new Error("A document that cannot be read passed the check.");
  const mark = (block: PlacedBlock): PlacedBlock => ({
    ...block,
    content: markFields(fieldsOfBlock(block), block.content, table, { knownFields }),
    slots: Object.fromEntries(
      Object.entries(block.slots).map(([name, inside]) => [name, inside.map(mark)]),
    ),
  });
  const document = { ...read.document, blocks: read.document.blocks.map(mark) };
  return createElement(ComposedMail, {
    frame,
    document,
    marksOf: ({ when }) => {
      if (!when) return undefined;
      table.fields.add(when.field);
      return table.addCondition({ ...when, value: labelOf(when, labels) });
    },
  });
}

/** A mail prints a choice by its label, so that is what its conditions ask for. */
function labelOf({ field, value }: BlockCondition, labels: FieldLabels): string {
  const ofField = Object.hasOwn(labels, field) ? labels[field] : undefined;
  return ofField && Object.hasOwn(ofField, value) ? (ofField[value] ?? value) : value;
}

function fieldsOfBlock({ type }: PlacedBlock) {
  const block = findBlock(type);
  if (!block) throw new Error(`There is no block ${type}.`);
  return fieldsOf(block.schema);
}

/**
 * Who does not get a block must not be left out of the mail for lack of a value in it: tags inside
 * need a fallback.
 */
function checkCondition(block: PlacedBlock, knownFields: readonly string[]): ContentProblem[] {
  if (!block.when) return [];
  const { field } = block.when;
  const place = `${block.id}.when`;
  if (!knownFields.includes(field)) {
    const params = { name: field, nearest: "", line: 1, column: 1 };
    return [{ field: place, code: "unknown_field", severity: "error", params }];
  }
  const inside = listBlocks([block]);
  const table = createSlotTable();
  for (const one of inside) {
    const isReadable =
      checkFields(fieldsOfBlock(one), one.content, "", knownFields, false).length === 0;
    if (isReadable) markFields(fieldsOfBlock(one), one.content, table, { knownFields });
  }
  // The condition itself may have seen to it that there is a value.
  const filled = block.when.op === "is_filled" || block.when.op === "is" ? field : "";
  return [...table.requiredFields]
    .filter((name) => name !== filled && name !== "email") // an address is what everybody has
    .map((name) => ({ ...error(place, "needs_fallback"), params: { name } }));
}

function error(field: string, code: ContentProblem["code"]): ContentProblem {
  return { field, code, severity: "error", params: {} };
}
