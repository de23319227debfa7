import { createHash } from "node:crypto";
import type { MailHeader } from "./mail";

export type Attachment = { name: string; type: string; base64: string };

type Parts = {
  headers: MailHeader[];
  html: string | null;
  text: string | null;
  attachments: Attachment[];
};

/** The mail as it would travel: multipart/alternative in base64, attachments around it. */
export function buildMime({ headers, html, text, attachments }: Parts): Buffer {
  const seed = createHash("sha1")
    .update(headers.map(({ value }) => value).join())
    .digest("hex");
  const bodies = [
    ...(text === null ? [] : [bodyPart("text/plain", text)]),
    ...(html === null ? [] : [bodyPart("text/html", html)]),
  ];
  const alternative =
    bodies.length === 1 ? (bodies[0] ?? "") : multipart("alternative", `alt-${seed}`, bodies);
  const content =
    attachments.length === 0
      ? alternative
      : multipart("mixed", `mix-${seed}`, [alternative, ...attachments.map(attachmentPart)]);
  const head = headers
    .map(({ name, value }) => fold(`${name}: ${encodeWords(value)}`))
    .join("\r\n");
  return Buffer.from(`${head}\r\nMIME-Version: 1.0\r\n${content}`, "utf8");
}

function bodyPart(type: string, body: string): string {
  return `Content-Type: ${type}; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrap(Buffer.from(body).toString("base64"))}\r\n`;
}

function attachmentPart({ name, type, base64 }: Attachment): string {
  const file = encodeWords(name);
  return `Content-Type: ${type}; name="${file}"\r\nContent-Disposition: attachment; filename="${file}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrap(base64)}\r\n`;
}

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  const inside = parts.map((part) => `--${boundary}\r\n${part}`).join("\r\n");
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inside}\r\n--${boundary}--\r\n`;
}

function wrap(base64: string): string {
  return base64.replaceAll(/.{76}(?=.)/g, "$&\r\n");
}

/** Splits at spaces into lines of at most 78 characters where it can. */
function fold(line: string): string {
  if (line.length <= 78) return line;
  return line.replaceAll(/(.{20,76}) (?=\S)/g, "$1\r\n ");
}

/** RFC 2047 for what is not ASCII: words of at most 45 bytes, cut between letters. */
export function encodeWords(value: string): string {
  if (!/[^\u0020-\u007e]/.test(value)) return value;
  const words: string[] = [];
  let current = "";
  for (const letter of value) {
    if (Buffer.byteLength(current + letter) > 45) {
      words.push(current);
      current = "";
    }
    current += letter;
  }
  words.push(current);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`).join(" ");
}

/** Reads RFC 2047 words back, for people. */
export function decodeWords(value: string): string {
  return value
    .replaceAll(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, "$1")
    .replaceAll(
      /=\?([^?]+)\?([bq])\?([^?]*)\?=/gi,
      (_, charset: string, kind: string, encoded: string) => {
        const bytes = kind.toLowerCase() === "b" ? Buffer.from(encoded, "base64") : fromQ(encoded);
        return charset.toLowerCase() === "utf-8"
          ? bytes.toString("utf8")
          : bytes.toString("latin1");
      },
    );
}

function fromQ(encoded: string): Buffer {
  const plain = encoded
    .replaceAll("_", " ")
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(plain, "latin1");
}
