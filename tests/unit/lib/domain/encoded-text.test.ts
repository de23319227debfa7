import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeText,
  encodeChunks,
  encodeValue,
  fillChunks,
  writeText,
} from "@/lib/domain/encoded-text";

const awkward = [
  `"`,
  "\\",
  '\\"',
  "\u0000\b\t\n\f\r\u001f\u007f",
  "\u2028\u2029",
  "한글",
  "👩‍👩‍👧",
  "\ud83d", // half an emoji
  "\ude00",
  "$& $1",
  "",
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: "binary", maxLength: 12 })), {
    maxLength: 4,
  })
  .map((pieces) => pieces.join(""));

/** A part with its values: one chunk more than slots. */
const part = fc.array(fc.tuple(text, text), { maxLength: 6 }).chain((pairs) =>
  fc.record({
    chunks: text.map((last) => [...pairs.map(([chunk]) => chunk), last]),
    values: fc.constant(pairs.map(([, value]) => value)),
  }),
);

function encode({ chunks, values }: { chunks: string[]; values: string[] }) {
  return fillChunks(encodeChunks(chunks), values.map(encodeValue));
}

function join({ chunks, values }: { chunks: string[]; values: string[] }): string {
  return chunks.map((chunk, index) => chunk + (values[index] ?? "")).join("");
}

/** UTF-8 can say it: no half of an emoji stands alone. */
function isWellFormed(piece: string): boolean {
  return Buffer.from(piece).toString() === piece;
}

test("an encoded text says what its pieces say, whatever is in them", () => {
  fc.assert(
    fc.property(part, (pieces) => {
      expect(decodeText(encode(pieces))).toBe(join(pieces));
    }),
    { numRuns: 2000 },
  );
});

test("it is written where it is told to, as long as it said", () => {
  fc.assert(
    fc.property(part, (pieces) => {
      const encoded = encode(pieces);
      const target = Buffer.alloc(encoded.length + 2, "-");
      expect(writeText(encoded, target, 1)).toBe(encoded.length + 1);
      expect(target.at(0)).toBe("-".charCodeAt(0));
      expect(target.at(-1)).toBe("-".charCodeAt(0));
    }),
    { numRuns: 1000 },
  );
});

test("it is what JSON writes, byte for byte", () => {
  fc.assert(
    fc.property(part, (pieces) => {
      // Halves of an emoji that meet would be written as two escapes; JSON reads the same from both.
      fc.pre([...pieces.chunks, ...pieces.values].every(isWellFormed));
      const encoded = encode(pieces);
      const target = Buffer.alloc(encoded.length);
      writeText(encoded, target, 0);
      expect(`"${target.toString()}"`).toBe(JSON.stringify(join(pieces)));
    }),
    { numRuns: 1000 },
  );
});

test("its bytes are those that a reader of the mail gets", () => {
  fc.assert(
    fc.property(part, (pieces) => {
      fc.pre([...pieces.chunks, ...pieces.values].every(isWellFormed));
      expect(encode(pieces).bytes).toBe(Buffer.byteLength(join(pieces)));
    }),
  );
});
