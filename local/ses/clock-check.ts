import { refuse, type Reply } from "./reply";

const stamp = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * What AWS checks of a signature that does not need the secret: that there is one and that it is
 * fresh. The product relies on it: a request signed at its claim's time dies with the claim.
 */
export function checkSignature(
  headers: { authorization?: string | undefined; date: string | undefined },
  clock: { now: number; windowSeconds: number },
): Reply | undefined {
  if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 "))
    return refuse("MissingAuthenticationTokenException", "Missing Authentication Token");
  const signedAt = parseStamp(headers.date);
  if (signedAt === undefined)
    return refuse("InvalidSignatureException", "The header x-amz-date is missing or malformed.");
  const now = toStamp(clock.now);
  const windowMs = clock.windowSeconds * 1000;
  if (signedAt < clock.now - windowMs) {
    const limit = toStamp(clock.now - windowMs);
    return refuse(
      "InvalidSignatureException",
      `Signature expired: ${headers.date} is now earlier than ${limit} (${now} - ${clock.windowSeconds} s.)`,
    );
  }
  if (signedAt > clock.now + windowMs) {
    const limit = toStamp(clock.now + windowMs);
    return refuse(
      "InvalidSignatureException",
      `Signature not yet current: ${headers.date} is still later than ${limit} (${now} + ${clock.windowSeconds} s.)`,
    );
  }
  return undefined;
}

function parseStamp(date: string | undefined): number | undefined {
  const match = stamp.exec(date ?? "");
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

function toStamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
