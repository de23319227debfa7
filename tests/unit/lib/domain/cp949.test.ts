import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createCp949Decoder } from "@/lib/domain/cp949";

function decode(...pieces: number[][]) {
  const decoder = createCp949Decoder();
  const text = pieces.map((piece) => decoder.decode(Uint8Array.from(piece))).join("");
  return { text: text + decoder.decode(), hasErrors: decoder.hasErrors() };
}

test("all 17,048 characters are those of Python's cp949 codec", () => {
  const hash = createHash("sha256");
  let count = 0;
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x41; trail <= 0xfe; trail += 1) {
      const { text, hasErrors } = decode([lead, trail]);
      if (hasErrors || text.length !== 1) continue;
      count += 1;
      hash.update(`${((lead << 8) | trail).toString(16)}${text}`);
    }
  }
  // python3: sha256 of "%02x%02x%s" over every pair that bytes([lead, trail]).decode("cp949") takes
  expect(count).toBe(17_048);
  expect(hash.digest("hex")).toBe(
    "0635eaa9401689b16a39dd66465667fd344365befbabed97a43b00495020643f",
  );
});

test("syllables that EUC-KR does not have are read", () => {
  expect(decode([0x8c, 0x63, 0xb9, 0xe6, 0x94, 0xee])).toEqual({
    text: "똠방뷁",
    hasErrors: false,
  });
});

test("a character cut between two pieces is put together", () => {
  expect(decode([0x61, 0xb1], [0xe8], [0xb9], [0xce, 0x62])).toEqual({
    text: "a김민b",
    hasErrors: false,
  });
});

test.each([
  [[0xff], "\uFFFD"],
  [[0x80, 0x61], "\uFFFDa"],
  [[0xb1, 0x2c, 0x61], "\uFFFD,a"], // the comma after a broken character still separates
  [[0xb1], "\uFFFD"],
])("bytes that are no Korean are seen: %j", (bytes, text) => {
  expect(decode(bytes)).toEqual({ text, hasErrors: true });
});
