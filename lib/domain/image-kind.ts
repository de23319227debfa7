import type { ImageProblem } from "./image-limits";

export type ImageKind = "jpeg" | "png" | "gif" | "webp" | "avif" | "heic";

/** So many bytes from the start are enough to tell. */
export const headBytes = 512;

type Verdict = { ok: true; kind: ImageKind } | { ok: false; reason: ImageProblem };

/** What a file is by its first bytes; its name and what the browser says of it prove nothing. */
export function detectImageKind(head: Uint8Array): Verdict {
  if (head.length === 0) return { ok: false, reason: "empty" };
  const latin = Array.from(head.subarray(0, headBytes), (byte) => String.fromCharCode(byte)).join(
    "",
  );
  const kind = kindOf(latin);
  if (kind !== undefined) return { ok: true, kind };
  return { ok: false, reason: refusalOf(latin) };
}

function kindOf(head: string): ImageKind | undefined {
  if (head.startsWith("\xFF\xD8\xFF")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1A\n")) return "png";
  if (/^GIF8[79]a/.test(head)) return "gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "webp";
  if (head.slice(4, 8) !== "ftyp") return undefined;
  // The main brand may be a general one; those that can read it too follow it.
  const brands = head.slice(8, 64);
  if (/avi[fs]/.test(brands)) return "avif";
  return /hei[cxms]|hev[cxms]|mif1|msf1/.test(brands) ? "heic" : undefined;
}

/** BMP, TIFF of both byte orders, Photoshop, JPEG 2000 and JPEG XL, bare and boxed. */
const otherFormats = [
  "BM",
  "II*\0",
  "MM\0*",
  "8BPS",
  "\0\0\0\x0CjP  ",
  "\0\0\0\x0CJXL ",
  "\xFF\x0A",
];

function refusalOf(head: string): ImageProblem {
  const text = head.replace(/^\xEF\xBB\xBF/, "").trimStart();
  if (text.startsWith("<") && /<svg[\s>]/i.test(text)) return "svg";
  return otherFormats.some((start) => head.startsWith(start)) ? "unsupported" : "not_image";
}
