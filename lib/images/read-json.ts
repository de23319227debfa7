/** A few words at most: no body of ours is larger. */
const mostBytes = 16 * 1024;

/** The body as JSON, undefined where it is none or too large to be ours. */
export async function readJson(request: Request): Promise<unknown> {
  if (request.body === null) return undefined;
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of request.body) {
    total += part.length;
    if (total > mostBytes) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
