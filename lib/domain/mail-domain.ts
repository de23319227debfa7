import type { DnsAnswer } from "./dns-record";

/** What DNS says about a domain's mail; undefined where DNS did not say anything. */
export type MailAnswer = { state: "mail" | "no_mail"; detail: MailDetail } | undefined;

type MailDetail =
  | "mx"
  | "address" // no MX record, so the domain's own address takes mail (RFC 5321, 5.1)
  | "null_mx" // says itself that it takes none (RFC 7505)
  | "no_server"; // neither: the domain does not exist or has no mail server

type Ask = (question: { type: "MX" | "A" | "AAAA"; name: string }) => Promise<DnsAnswer>;

/** Asks for MX records, then for addresses in their place. A resolver that fails proves nothing. */
export async function askForMail(domain: string, ask: Ask): Promise<MailAnswer> {
  const mx = await ask({ type: "MX", name: domain });
  if (mx.kind === "no_answer") return undefined;
  if (mx.kind === "values") {
    const isNull = mx.values.every(({ value }) => value === "" || value === ".");
    return isNull ? { state: "no_mail", detail: "null_mx" } : { state: "mail", detail: "mx" };
  }
  const addresses = await Promise.all(
    (["A", "AAAA"] as const).map((type) => ask({ type, name: domain })),
  );
  if (addresses.some(({ kind }) => kind === "values")) return { state: "mail", detail: "address" };
  if (addresses.some(({ kind }) => kind === "no_answer")) return undefined;
  return { state: "no_mail", detail: "no_server" };
}

const hour = 3_600_000;

/** When to ask again: servers seldom move, a domain may come back, a resolver recovers soon. */
export function nextCheckIn(answer: MailAnswer, failures: number): number {
  if (answer?.state === "mail") return 30 * 24 * hour;
  if (answer?.state === "no_mail") return 3 * 24 * hour;
  return Math.min(2 ** failures * (hour / 6), 24 * hour);
}

/** Names for tests and documents (RFC 2606, 6761) are in no DNS that anybody mails through. */
export const reservedDomains = String.raw`(^|\.)(test|example|invalid|localhost|local|onion|example\.(com|net|org))$`;
