import { createCp949Decoder } from "./cp949";

/** "euc-kr" means CP949, its superset on Windows: see cp949.ts. */
export const fileEncodings = ["utf-8", "euc-kr", "utf-16le", "utf-16be"] as const;
export type FileEncoding = (typeof fileEncodings)[number];

export type NotText = "empty" | "xlsx" | "xls" | "zip" | "pdf" | "image" | "html" | "binary";

export type EncodingFinding =
  | { ok: true; encoding: FileEncoding; hasBom: boolean; isCertain: boolean }
  | { ok: false; reason: NotText };

export type EncodingDetector = { push(bytes: Uint8Array): void; finish(): EncodingFinding };

/** Enough for every signature, and to tell UTF-16 by its zero bytes. */
const headBytes = 4096;
/** Real text files carry a stray zero byte at most. */
const strayZeroShare = 0.001;

/**
 * Finds the encoding while the bytes stream by: a file may be plain ASCII for megabytes before
 * its first Korean name, so the head alone decides nothing.
 */
export function createEncodingDetector(): EncodingDetector {
  const head = new Uint8Array(headBytes);
  let headLength = 0;
  let total = 0;
  let zeros = 0;
  const utf8 = createUtf8Validator();
  const korean = createKoreanValidator();
  return {
    push(bytes) {
      if (headLength < headBytes) {
        const part = bytes.subarray(0, headBytes - headLength);
        head.set(part, headLength);
        headLength += part.length;
      }
      total += bytes.length;
      for (let i = bytes.indexOf(0); i !== -1; i = bytes.indexOf(0, i + 1)) zeros += 1;
      utf8.push(bytes);
      korean.push(bytes);
    },
    finish() {
      const start = head.subarray(0, headLength);
      return conclude(start, {
        total,
        zeros,
        isUtf8: utf8.finish(),
        isKorean: korean.finish(),
      });
    },
  };
}

type Validator = {
  push(bytes: Uint8Array): void;
  isValid(): boolean;
  /** Also says no to a character cut off at the end. */
  finish(): boolean;
};

function createUtf8Validator(): Validator {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isValid = true;
  function feed(bytes?: Uint8Array): void {
    if (!isValid) return;
    try {
      decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (error) {
      // The only answer a fatal decoder has to bytes that are not its own.
      if (!(error instanceof TypeError)) throw error;
      isValid = false;
    }
  }
  return {
    push: (bytes) => feed(bytes),
    isValid: () => isValid,
    finish() {
      feed();
      return isValid;
    },
  };
}

function createKoreanValidator(): Validator {
  const decoder = createCp949Decoder();
  return {
    push(bytes) {
      if (!decoder.hasErrors()) decoder.decode(bytes);
    },
    isValid: () => !decoder.hasErrors(),
    finish() {
      decoder.decode();
      return !decoder.hasErrors();
    },
  };
}

type Seen = { total: number; zeros: number; isUtf8: boolean; isKorean: boolean };

function conclude(head: Uint8Array, seen: Seen): EncodingFinding {
  if (seen.total === 0) return { ok: false, reason: "empty" };
  const signature = findSignature(head);
  if (signature !== undefined) return { ok: false, reason: signature };
  const byBom = findBom(head);
  if (byBom !== undefined) return { ok: true, encoding: byBom, hasBom: true, isCertain: true };
  const utf16 = guessUtf16(head);
  if (utf16 !== undefined) return { ok: true, encoding: utf16, hasBom: false, isCertain: true };
  if (seen.zeros / seen.total > strayZeroShare || head.subarray(0, 16).includes(0)) {
    return { ok: false, reason: "binary" };
  }
  if (seen.isUtf8) return { ok: true, encoding: "utf-8", hasBom: false, isCertain: true };
  if (seen.isKorean) return { ok: true, encoding: "euc-kr", hasBom: false, isCertain: true };
  // Neither holds to the end: a mixed file. The one that holds for the head is the better guess.
  const isHeadUtf8 = isUtf8Head(head);
  return { ok: true, encoding: isHeadUtf8 ? "utf-8" : "euc-kr", hasBom: false, isCertain: false };
}

const signatures: { reason: NotText; bytes: number[] }[] = [
  { reason: "zip", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { reason: "xls", bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { reason: "pdf", bytes: [0x25, 0x50, 0x44, 0x46] },
  { reason: "image", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { reason: "image", bytes: [0xff, 0xd8, 0xff] },
  { reason: "image", bytes: [0x47, 0x49, 0x46, 0x38] },
  { reason: "zip", bytes: [0x1f, 0x8b] },
];

function findSignature(head: Uint8Array): NotText | undefined {
  const found = signatures.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  const ascii = new TextDecoder("latin1").decode(head);
  if (found?.reason === "zip") {
    return ascii.includes("[Content_Types].xml") || ascii.includes("xl/") ? "xlsx" : "zip";
  }
  if (found !== undefined) return found.reason;
  // Many shop systems call an HTML table ".xls" or ".csv".
  return /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype html|html|table|meta)\b/i.test(ascii)
    ? "html"
    : undefined;
}

function findBom(head: Uint8Array): FileEncoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Commas, digits and line ends of UTF-16 have their zero byte always on the same side. */
function guessUtf16(head: Uint8Array): FileEncoding | undefined {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i += 1) {
    if (head[i] === 0) {
      if (i % 2 === 0) even += 1;
      else odd += 1;
    }
  }
  const enough = Math.max(2, head.length * 0.1);
  if (odd >= enough && even * 20 < odd) return "utf-16le";
  if (even >= enough && odd * 20 < even) return "utf-16be";
  return undefined;
}

function isUtf8Head(head: Uint8Array): boolean {
  const validator = createUtf8Validator();
  validator.push(head);
  // Not finished: the head may end in the middle of a character.
  return validator.isValid();
}

export type StreamDecoder = (bytes?: Uint8Array) => string;

/** Turns pieces of a file into text; call without bytes at the end. A BOM is dropped. */
export function createStreamDecoder(encoding: FileEncoding): StreamDecoder {
  if (encoding === "euc-kr") return createCp949Decoder().decode;
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes, { stream: bytes !== undefined });
}
