import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromPuck, toPuck } from "@/components/composer/puck-data";
import { allBlocks } from "@/emails/blocks/all-blocks";
import { type MailDocument, readDocument, storeDocument } from "@/emails/blocks/document";

const anyContent = (type: string) => {
  const block = allBlocks.find((one) => one.type === type);
  const sample = block?.sample("ko", "https://mail.kr/samples") ?? {};
  return fc.constantFrom({}, sample);
};

const when = fc.option(
  fc.record({
    field: fc.constantFrom("name", "vip_level"),
    op: fc.constantFrom("is", "has", "is_filled"),
    value: fc.string({ maxLength: 20 }),
  }),
  { nil: undefined },
);

type Raw = { type: string; when: unknown; content: unknown; slots: Record<string, Raw[]> };

/** Documents as deep as they may be, with every kind of block. */
function anyBlock(depth: number): fc.Arbitrary<Raw> {
  const blocks = allBlocks.filter(({ slots }) => depth > 1 || slots.length === 0);
  return fc.constantFrom(...blocks).chain(({ type, slots }) =>
    fc.record({
      type: fc.constant(type),
      when,
      content: anyContent(type),
      slots: fc.record(
        Object.fromEntries(
          slots.map((slot) => [slot, fc.array(anyBlock(depth - 1), { maxLength: 2 })]),
        ),
      ),
    }),
  );
}

function named(blocks: Raw[], prefix: string): unknown[] {
  return blocks.map((block, index) => {
    const id = `${prefix}${index}`;
    const inside = Object.entries(block.slots).map(([slot, list]) => [
      slot,
      named(list, `${id}-${slot}-`),
    ]);
    return { ...block, id, slots: Object.fromEntries(inside) };
  });
}

const anyDocument = fc
  .record({
    accent: fc.constantFrom("", "#1d4fa8"),
    blocks: fc.array(anyBlock(3), { maxLength: 6 }),
  })
  .map(({ accent, blocks }) => read({ theme: { accent }, blocks: named(blocks, "b") }));

function read(raw: unknown): MailDocument {
  const result = readDocument(raw);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.document;
}

describe("the way into the editor and back", () => {
  test("loses nothing of any document, slots in slots included", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(fromPuck(toPuck(document))).toEqual(document);
      }),
    );
  });

  test("ends in a document that is stored and read as it was, through JSON", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const edited = fromPuck(structuredClone(toPuck(document)));
        const stored: unknown = JSON.parse(JSON.stringify(storeDocument(edited)));
        expect(read(stored)).toEqual(document);
      }),
    );
  });

  test("keeps columns in their order, whatever order Puck gives its props", () => {
    const row = { type: "columns", id: "r", content: {}, slots: {} };
    const { content, root } = toPuck(read({ blocks: [row] }));
    const turned = content.map(({ type, props }) => ({
      type,
      props: { ...Object.fromEntries(Object.entries(props).toReversed()), id: props.id },
    }));
    const [block] = fromPuck({ root, content: turned }).blocks;
    expect(Object.keys(block?.slots ?? {})).toEqual(["first", "second", "third", "fourth"]);
  });

  test("makes a document of what Puck has nothing to say about", () => {
    expect(fromPuck({ root: {}, content: [] })).toEqual({ theme: { accent: "" }, blocks: [] });
  });
});
