/**
 * The client's address out of X-Forwarded-For. Each trusted proxy appended one entry, so the client
 * is that many entries from the end; what stands before was written by the client itself.
 */
export function clientIpOf(forwardedFor: string | null, trustedProxies: number): string {
  const entries = (forwardedFor ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const index = entries.length - Math.max(1, trustedProxies);
  return entries[Math.max(0, index)] ?? "unknown";
}
