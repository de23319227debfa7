/** A call of a thousand people is a few hundred kilobytes. */
export const maxSyncBytes = 2 * 1024 * 1024;

/** The lines of a request's body; undefined where it is larger than allowed, whatever it announced. */
export async function readBodyLines(
  body: ReadableStream<Uint8Array> | null,
): Promise<{ line: number; json: string }[] | undefined> {
  const parts: Uint8Array[] = [];
  let total = 0;
  if (body !== null) {
    for await (const part of body) {
      total += part.length;
      if (total > maxSyncBytes) return undefined;
      parts.push(part);
    }
  }
  return Buffer.concat(parts)
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((json, index) => ({ line: index + 1, json }))
    .filter(({ json }) => json.trim() !== "");
}
