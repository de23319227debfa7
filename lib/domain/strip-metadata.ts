import type { ImageKind } from "./image-kind";
import { readOrientation, writeOrientation } from "./exif-orientation";

/**
 * The same image without what cameras and programs write beside it (places, names, programs, what
 * follows its end), its pixels untouched. Undefined where the file is not built as its kind is, and
 * for kinds that cannot be taken apart so simply.
 */
export function stripMetadata(kind: ImageKind, file: Buffer): Buffer | undefined {
  if (kind === "jpeg") return stripJpeg(file);
  if (kind === "png") return stripPng(file);
  if (kind === "gif") return stripGif(file);
  if (kind === "webp") return stripWebp(file);
  return undefined;
}

function stripJpeg(file: Buffer): Buffer | undefined {
  const kept: Buffer[] = [file.subarray(0, 2)];
  let orientation = 1;
  let at = 2;
  while (at + 2 <= file.length) {
    if (file[at] !== 0xff) return undefined;
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) at += 1; // fill
    else if (marker === 0xd9) {
      kept.push(file.subarray(at, at + 2));
      break; // what follows the end is another file, such as the film of a "live" photograph
    } else {
      if (at + 4 > file.length) return undefined;
      const end = at + 2 + file.readUInt16BE(at + 2);
      if (end > file.length) return undefined;
      const segment = file.subarray(at, end);
      const scanned = marker === 0xda ? endOfScan(file, end) : end;
      if (marker === 0xe1) orientation = readOrientation(segment.subarray(4)) ?? orientation;
      if (isNeeded(marker, segment)) kept.push(file.subarray(at, scanned));
      at = scanned;
    }
  }
  // A photograph that lies on its side says so in what was just taken away.
  if (orientation !== 1) kept.splice(1, 0, writeOrientation(orientation));
  return Buffer.concat(kept);
}

/** Of the segments for programs: how colours are meant. Everything that is no such segment stays. */
function isNeeded(marker: number, segment: Buffer): boolean {
  if (marker === 0xfe) return false; // a comment
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return segment.toString("latin1", 4, 8) === "JFIF";
  if (marker === 0xe2) return segment.toString("latin1", 4, 15) === "ICC_PROFILE";
  return marker === 0xee && segment.toString("latin1", 4, 9) === "Adobe";
}

/** Where the next marker stands: inside a scan 0xFF is followed by 0 or a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at !== -1; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

const pngChunks = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD acTL fcTL fdAT".split(" "),
);

function stripPng(file: Buffer): Buffer | undefined {
  const kept: Buffer[] = [file.subarray(0, 8)];
  for (let at = 8; at + 12 <= file.length;) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) return undefined;
    const type = file.toString("latin1", at + 4, at + 8);
    if (pngChunks.has(type)) kept.push(file.subarray(at, end));
    if (type === "IEND") return Buffer.concat(kept);
    at = end;
  }
  return undefined;
}

function stripGif(file: Buffer): Buffer | undefined {
  if (file.length < 13) return undefined;
  let at = 13 + tableBytes(file[10]);
  const kept: Buffer[] = [file.subarray(0, at)];
  while (at < file.length) {
    const [start, label] = [at, file[at + 1]];
    if (file[at] === 0x3b) return Buffer.concat([...kept, file.subarray(at, at + 1)]);
    if (file[at] === 0x2c) at = endOfBlocks(file, at + 10 + tableBytes(file[at + 9]) + 1);
    else if (file[at] === 0x21) at = endOfBlocks(file, at + 2);
    else return undefined;
    if (at > file.length) return undefined;
    // Of the extensions: how long a frame stands, and how often all of them are shown.
    const repeats = /^(NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(
      file.toString("latin1", start + 3, start + 14),
    );
    if (file[start] === 0x2c || label === 0xf9 || (label === 0xff && repeats)) {
      kept.push(file.subarray(start, at));
    }
  }
  return undefined;
}

function tableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function endOfBlocks(file: Buffer, from: number): number {
  let at = from;
  while (at < file.length && file[at] !== 0) at += 1 + (file[at] ?? 0);
  return at + 1;
}

function stripWebp(file: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  for (let at = 12; at + 8 <= file.length;) {
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > file.length) return undefined;
    const chunk = Buffer.from(file.subarray(at, end));
    const type = chunk.toString("latin1", 0, 4);
    const flags = chunk[8];
    if (type === "VP8X" && flags !== undefined) chunk[8] = flags & ~0x0c; // no more Exif, no more XMP
    if (type !== "EXIF" && type !== "XMP ") kept.push(chunk);
    at = end;
  }
  if (kept.length === 0) return undefined;
  const body = Buffer.concat([Buffer.from("WEBP", "latin1"), ...kept]);
  const head = Buffer.from("RIFF\0\0\0\0", "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
