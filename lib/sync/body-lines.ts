import { isUtf8 } from "node:buffer";

/** A call of a thousand people is a few hundred kilobytes. */
export const maxSyncBytes = 2 * 1024 * 1024;

type Body =
  | { ok: true; lines: { line: number; json: string }[] }
  | { ok: false; reason: "too_large" | "not_utf8" };

/** The lines of a request's body, however large it announced itself to be. */
export async function readBodyLines(body: ReadableStream<Uint8Array> | null): Promise<Body> {
  const parts: Uint8Array[] = [];
  let total = 0;
  if (body !== null) {
    for await (const part of body) {
      total += part.length;
      if (total > maxSyncBytes) return { ok: false, reason: "too_large" };
      parts.push(part);
    }
  }
  const bytes = Buffer.concat(parts);
  // Names in another encoding would be stored as question marks.
  if (!isUtf8(bytes)) return { ok: false, reason: "not_utf8" };
  const lines = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((json, index) => ({ line: index + 1, json }))
    .filter(({ json }) => json.trim() !== "");
  return { ok: true, lines };
}
