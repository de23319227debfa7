import { describe, expect, test } from "vitest";
import { readBlocks, writeBlocks } from "@/components/composer/block-clipboard";
import { refusedInside } from "@/components/composer/block-nesting";
import {
  duplicateBlock,
  insertBlocks,
  moveBlock,
  removeBlock,
} from "@/components/composer/block-tree";
import { allBlocks } from "@/emails/blocks/all-blocks";
import { type MailDocument, type PlacedBlock, readDocument } from "@/emails/blocks/document";

const text = (id: string) => ({ type: "text", id, content: { body: `<p>${id}</p>` } });
const row = (id: string, ...slots: unknown[][]) => ({
  type: "columns",
  id,
  content: { count: String(Math.max(2, slots.length)) },
  slots: Object.fromEntries(
    ["first", "second", "third", "fourth"].map((n, i) => [n, slots[i] ?? []]),
  ),
});

function mail(...blocks: unknown[]): MailDocument {
  const read = readDocument({ blocks });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.document;
}

/** "a [b|c] d": the ids as they stand. */
function outline(blocks: readonly PlacedBlock[]): string {
  return blocks
    .map(({ id, type, content, slots }) => {
      if (type !== "columns") return id;
      const shown = Object.values(slots).slice(0, Number(content["count"]));
      return `${id}[${shown.map(outline).join("|")}]`;
    })
    .join(" ");
}

const after = (document: MailDocument) => outline(document.blocks);

describe("moving a block", () => {
  const start = mail(text("a"), row("r", [text("b"), text("c")], [text("d")]), text("e"));

  test.each([
    ["a", "down", "r[b c|d] a e"],
    ["a", "up", "a r[b c|d] e"],
    ["e", "up", "a e r[b c|d]"],
    ["e", "down", "a r[b c|d] e"],
    ["c", "up", "a r[c b|d] e"],
    ["c", "down", "a r[b|c d] e"],
    ["d", "up", "a r[b c d|] e"],
    ["b", "up", "a b r[c|d] e"],
    ["d", "down", "a r[b c|] d e"],
    ["r", "up", "r[b c|d] a e"],
  ] as const)("%s %s", (id, by, expected) => {
    expect(after(moveBlock(start, id, by))).toBe(expected);
  });
});

describe("placing a block", () => {
  const added = mail(text("n")).blocks;

  test("goes to the end where nothing is chosen, else behind what is", () => {
    expect(after(insertBlocks(mail(text("a"), text("b")), added, undefined))).toBe("a b n");
    expect(after(insertBlocks(mail(text("a"), text("b")), added, "a"))).toBe("a n b");
    expect(after(insertBlocks(mail(row("r", [text("a")], [])), added, "a"))).toBe("r[a n|]");
  });

  test("goes into the first empty column of a chosen row, as long as there is one", () => {
    expect(after(insertBlocks(mail(row("r", [text("a")], [])), added, "r"))).toBe("r[a|n]");
    const full = mail(row("r", [text("a")], [text("b")]));
    expect(after(insertBlocks(full, added, "r"))).toBe("r[a|b] n");
  });

  test("leaves alone what may not stand there", () => {
    const inRow = insertBlocks(mail(row("r", [], [])), mail(row("x")).blocks, "r", () => false);
    expect(after(inRow)).toBe("r[|] x[|]");
  });
});

test("removing and duplicating reach into columns, and a copy has names of its own", () => {
  const start = mail(row("r", [text("a")], []));
  expect(after(removeBlock(start, "a"))).toBe("r[|]");
  const copy = duplicateBlock(start, "r");
  const ids = outline(copy.document.blocks);
  expect(ids).toMatch(/^r\[a\|\] columns-\w{12}\[text-\w{12}\|\]$/);
  expect(readDocument(copy.document).ok).toBe(true);
});

describe("the clipboard", () => {
  const blocks = mail(row("r", [text("a")], [])).blocks;

  test("gives back what was copied", () => {
    expect(readBlocks(writeBlocks(blocks))).toEqual(blocks);
  });

  test.each(["", "안녕하세요", '{"letterpress.blocks":', '{"letterpress.blocks":{"blocks":[]}}'])(
    "takes no other text for a block: %j",
    (given) => expect(readBlocks(given)).toBeUndefined(),
  );

  test("refuses blocks that this version does not have", () => {
    const strange = { "letterpress.blocks": { blocks: [{ type: "carousel", id: "x" }] } };
    expect(readBlocks(JSON.stringify(strange))).toBeUndefined();
  });
});

test("no way of nesting that the editor allows is too deep for a document", () => {
  const holders = allBlocks.filter(({ slots }) => slots.length > 0);
  const deepest = (type: string): number => {
    const inside = holders.filter((inner) => !refusedInside(type).includes(inner.type));
    return 1 + Math.max(1, ...inside.map((inner) => deepest(inner.type)));
  };
  for (const { type } of holders) expect(deepest(type)).toBeLessThanOrEqual(3);
});
