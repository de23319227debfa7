import * as z from "zod";
import { type BlockCondition, blockCondition } from "@/lib/domain/block-condition";
import { color } from "@/lib/domain/template-fields";
import { findBlock } from "./all-blocks";
import type { Block, MailTheme } from "./block";

export type PlacedBlock = {
  type: string;
  /** Within the document; what problems and the editor call it by. */
  id: string;
  when?: BlockCondition | undefined;
  content: Readonly<Record<string, unknown>>;
  slots: Readonly<Record<string, readonly PlacedBlock[]>>;
};

/** A mail as its author placed it. */
export type MailDocument = { theme: MailTheme; blocks: readonly PlacedBlock[] };

export type DocumentProblem = {
  code: "unreadable" | "unknown_block" | "too_many" | "too_deep" | "too_long";
  /** The block's id and field, e.g. "b3.text"; "" is the document. */
  place: string;
};

const maxBlocks = 300;
const maxDepth = 3;

const storedBlock = z.object({
  type: z.string().max(40),
  id: z.string().min(1).max(60),
  v: z.number().int().min(1).default(1),
  when: blockCondition.optional(),
  content: z.record(z.string(), z.unknown()).default({}),
  slots: z.record(z.string(), z.array(z.unknown())).default({}),
});

const storedDocument = z.object({
  theme: z.object({ accent: color() }).default({ accent: "" }),
  blocks: z.array(z.unknown()).max(maxBlocks).default([]),
});

/**
 * A document as a form, the editor or the database holds it, whatever version its blocks are of:
 * absent fields get their defaults, unknown ones are dropped.
 */
export function readDocument(
  raw: unknown,
): { ok: true; document: MailDocument } | { ok: false; problems: DocumentProblem[] } {
  const parsed = storedDocument.safeParse(raw ?? {});
  if (!parsed.success) return { ok: false, problems: [{ code: "unreadable", place: "" }] };
  const problems: DocumentProblem[] = [];
  const ids = new Set<string>();
  const blocks = readBlocks(parsed.data.blocks, { depth: 1, ids, problems });
  if (ids.size > maxBlocks) problems.push({ code: "too_many", place: "" });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, document: { theme: parsed.data.theme, blocks } };
}

/** As it is stored: with the version of each block. */
export function storeDocument({ theme, blocks }: MailDocument): unknown {
  return { theme, blocks: blocks.map(storeBlock) };
}

/** Every block of a document with those inside it, as a reader meets them. */
export function listBlocks(blocks: readonly PlacedBlock[]): PlacedBlock[] {
  return blocks.flatMap((block) => [block, ...Object.values(block.slots).flatMap(listBlocks)]);
}

type Reading = { depth: number; ids: Set<string>; problems: DocumentProblem[] };

function readBlocks(raw: readonly unknown[], reading: Reading): PlacedBlock[] {
  return raw.flatMap((one) => readBlock(one, reading) ?? []);
}

function readBlock(raw: unknown, { depth, ids, problems }: Reading): PlacedBlock | undefined {
  const refuse = (code: DocumentProblem["code"], place: string): undefined => {
    problems.push({ code, place });
  };
  const stored = storedBlock.safeParse(raw);
  if (!stored.success) return refuse("unreadable", "");
  const { type, id, v, when, content, slots } = stored.data;
  const block = findBlock(type);
  if (!block) return refuse("unknown_block", id);
  if (depth > maxDepth) return refuse("too_deep", id);
  if (ids.has(id)) return refuse("unreadable", id); // two of one name cannot be told apart
  ids.add(id);
  const fields = block.schema.safeParse(upgrade(block, content, v));
  if (!fields.success) {
    for (const issue of fields.error.issues) {
      refuse(issue.code === "too_big" ? "too_long" : "unreadable", `${id}.${issue.path.join(".")}`);
    }
    return undefined;
  }
  return {
    type,
    id,
    when,
    content: fields.data,
    slots: Object.fromEntries(
      block.slots.map((slot) => [
        slot,
        readBlocks(slots[slot] ?? [], { depth: depth + 1, ids, problems }),
      ]),
    ),
  };
}

function upgrade(
  block: Block,
  content: Readonly<Record<string, unknown>>,
  version: number,
): Readonly<Record<string, unknown>> {
  return block.upgrades.slice(version - 1).reduce((fields, step) => step(fields), content);
}

function storeBlock({ type, id, when, content, slots }: PlacedBlock): unknown {
  const stored = Object.entries(slots).map(([name, inside]) => [name, inside.map(storeBlock)]);
  const v = (findBlock(type)?.upgrades.length ?? 0) + 1;
  return { type, id, v, ...(when && { when }), content, slots: Object.fromEntries(stored) };
}
