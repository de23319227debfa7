import { CutUploadError } from "./upload";

/** Headers of a part are a few lines; more is no form of ours. */
const maxHeaderBytes = 16 * 1024;

export type UploadedPart = { fileName: string; bytes: AsyncGenerator<Uint8Array> };

/**
 * The first file of a multipart/form-data body while it streams in: `request.formData()` would
 * hold all of it in memory. Undefined when there is none.
 */
export async function findFilePart(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
): Promise<UploadedPart | undefined> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) return undefined;
  // The first boundary has no line break before it; one is put there so that all look alike.
  const reader = createReader(body, Buffer.from("\r\n"));
  const delimiter = Buffer.from(`\r\n--${name}`);
  for await (const _ of reader.until(delimiter)) continue;
  for (;;) {
    const header = await reader.takeHeader();
    if (header === undefined) return undefined;
    const fileName = findFileName(header);
    if (fileName !== undefined) return { fileName, bytes: reader.until(delimiter) };
    for await (const _ of reader.until(delimiter)) continue;
  }
}

function findFileName(header: string): string | undefined {
  const disposition = /^content-disposition:.*$/im.exec(header)?.[0] ?? "";
  const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  const decoded = encoded === undefined ? undefined : decodeFileName(encoded);
  if (decoded !== undefined && decoded !== "") return decoded;
  // Browsers write UTF-8 and escape only the quote.
  const plain = /filename="([^"]*)"/i.exec(disposition)?.[1]?.replaceAll("%22", '"');
  if (plain !== undefined && plain !== "") return plain;
  return encoded;
}

/** Undefined where the name is not encoded as it should be: a file is not refused for its name. */
export function decodeFileName(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function createReader(body: AsyncIterable<Uint8Array>, start: Buffer) {
  const source = body[Symbol.asyncIterator]();
  let buffer = start;

  async function fill(): Promise<void> {
    const next = await source.next();
    if (next.done === true) throw new CutUploadError("The body ends inside a part.");
    buffer = Buffer.concat([buffer, next.value]);
  }

  /** The bytes before the delimiter, which is taken off too. */
  async function* until(delimiter: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = buffer.indexOf(delimiter);
      if (at !== -1) {
        if (at > 0) yield buffer.subarray(0, at);
        buffer = buffer.subarray(at + delimiter.length);
        return;
      }
      // The end may hold the first bytes of the delimiter.
      const safe = buffer.length - delimiter.length + 1;
      if (safe > 0) {
        yield buffer.subarray(0, safe);
        buffer = buffer.subarray(safe);
      }
      await fill();
    }
  }

  /** Undefined at the closing boundary. */
  async function takeHeader(): Promise<string | undefined> {
    for (;;) {
      if (buffer.subarray(0, 2).toString("latin1") === "--") return undefined;
      const end = buffer.indexOf("\r\n\r\n");
      if (end !== -1) {
        const header = buffer.subarray(0, end).toString("utf8");
        buffer = buffer.subarray(end + 4);
        return header;
      }
      if (buffer.length > maxHeaderBytes)
        throw new CutUploadError("The part has no end of header.");
      await fill();
    }
  }

  return { until, takeHeader };
}
