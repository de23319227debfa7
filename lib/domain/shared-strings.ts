import { Parser } from "htmlparser2";
import { unescapeSheetText } from "./sheet-cell";
import { createSheetText } from "./sheet-text";
import { localName, xmlMode } from "./workbook";

const segmentBytes = 4 * 1024 * 1024;

export type SharedStrings = {
  push(xml: string): void;
  count(): number;
  bytes(): number;
  get(index: number): string;
};

/**
 * The texts that a workbook's cells point to. A million addresses as strings would fill the memory
 * three times over; they are kept as bytes, in segments that are never copied.
 */
export function createSharedStrings(): SharedStrings {
  const store = createTextStore();
  const text = createSheetText();
  const parser = new Parser(
    {
      onopentagname(name) {
        const tag = localName(name);
        if (tag === "si") text.take();
        text.open(tag);
      },
      ontext: text.add,
      onclosetag(name) {
        const tag = localName(name);
        text.close(tag);
        if (tag === "si") store.add(unescapeSheetText(text.take()));
      },
    },
    xmlMode,
  );
  return { push: (xml) => parser.write(xml), ...store };
}

function createTextStore() {
  const segments: Buffer[] = [];
  let used = segmentBytes; // full: the first text opens a segment
  let starts = new Float64Array(1024);
  let count = 0;

  function add(text: string): void {
    const length = Buffer.byteLength(text);
    if (used + 4 + length > segmentBytes) {
      segments.push(Buffer.allocUnsafe(segmentBytes));
      used = 0;
    }
    const segment = segments.at(-1);
    if (segment === undefined) return;
    if (count === starts.length) {
      const grown = new Float64Array(count * 2);
      grown.set(starts);
      starts = grown;
    }
    starts[count] = (segments.length - 1) * segmentBytes + used;
    count += 1;
    segment.writeUInt32LE(length, used);
    segment.write(text, used + 4);
    used += 4 + length;
  }

  function get(index: number): string {
    const start = index < count ? starts[index] : undefined;
    if (start === undefined) return "";
    const segment = segments[Math.floor(start / segmentBytes)];
    const at = start % segmentBytes;
    return segment?.toString("utf8", at + 4, at + 4 + segment.readUInt32LE(at)) ?? "";
  }

  return { add, get, count: () => count, bytes: () => segments.length * segmentBytes };
}
