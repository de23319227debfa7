/** One page of a list with SES's opaque NextToken; undefined = the token is not ours. */
export function page<T>(
  items: readonly T[],
  { token, size, limit }: { token: unknown; size: unknown; limit: number },
): { items: T[]; next: string | undefined } | undefined {
  const start = decodeToken(token);
  if (start === undefined) return undefined;
  const wanted = typeof size === "number" || typeof size === "string" ? Number(size) : limit;
  const length = Math.min(Math.max(1, Math.floor(wanted) || limit), limit);
  const end = start + length;
  return {
    items: items.slice(start, end),
    next: end < items.length ? Buffer.from(`from:${end}`).toString("base64url") : undefined,
  };
}

function decodeToken(token: unknown): number | undefined {
  if (token === undefined || token === null || token === "") return 0;
  if (typeof token !== "string") return undefined;
  const match = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString());
  return match ? Number(match[1]) : undefined;
}
