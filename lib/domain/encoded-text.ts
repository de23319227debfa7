/**
 * A long text on its way into JSON: static chunks, escaped and encoded once for everybody, and
 * one recipient's values between them. Escaping distributes over joining, so nothing of the static
 * text is looked at again for each recipient; it is copied.
 */
export type EncodedText = {
  /** UTF-8 of what stands between the quotes of a JSON string. */
  chunks: readonly Uint8Array[];
  /** values[i] stands after chunks[i]. */
  values: readonly EncodedValue[];
  /** How long it is when joined. */
  length: number;
  /** How many bytes its reader gets, when it is no JSON any more. */
  bytes: number;
};

/** A short text, escaped for JSON and encoded; `bytes` counts those of the plain text. */
export type EncodedValue = { json: Uint8Array; bytes: number };

export type EncodedChunks = Pick<EncodedText, "chunks" | "length" | "bytes">;

export function encodeChunks(texts: readonly string[]): EncodedChunks {
  const chunks = texts.map((text) => Buffer.from(escapeJson(text)));
  return {
    chunks,
    length: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
}

export function encodeValue(text: string): EncodedValue {
  const json = Buffer.from(escapeJson(text));
  return { json, bytes: special.test(text) ? Buffer.byteLength(text) : json.length };
}

/** `values[i]` is to stand after `chunks[i]`. */
export function fillChunks(
  { chunks, length, bytes }: EncodedChunks,
  values: readonly EncodedValue[],
): EncodedText {
  const text = { chunks, values, length, bytes };
  for (const value of values) {
    text.length += value.json.length;
    text.bytes += value.bytes;
  }
  return text;
}

/** A filled text as a value of a longer one. */
export function joinText(text: EncodedText): EncodedValue {
  const json = Buffer.allocUnsafe(text.length);
  writeText(text, json, 0);
  return { json, bytes: text.bytes };
}

/** Joins the text into `target` from `offset`; returns where it ends. */
export function writeText(text: EncodedText, target: Buffer, offset: number): number {
  let end = offset;
  let index = 0;
  for (const chunk of text.chunks) {
    target.set(chunk, end);
    end += chunk.length;
    const value = text.values[index];
    index += 1;
    if (!value) continue;
    target.set(value.json, end);
    end += value.json.length;
  }
  return end;
}

export function decodeText(text: EncodedText): string {
  const joined = Buffer.allocUnsafe(text.length);
  writeText(text, joined, 0);
  return JSON.parse(`"${joined.toString()}"`);
}

/** Quotes, backslashes, control characters; lone surrogates, which have no UTF-8. */
// oxlint-disable-next-line no-control-regex -- these are what JSON escapes
const special = /["\\\u0000-\u001f\ud800-\udfff]/;

function escapeJson(text: string): string {
  return special.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}
