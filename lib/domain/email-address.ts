export type EmailProblem =
  | "empty"
  | "no_at"
  | "several" // more than one address in one place
  | "bad_local" // the part before the @
  | "non_ascii_local" // SES does not take it
  | "bad_domain"
  | "too_long";

export type NormalizedEmail =
  | { ok: true; email: string; normalized: string }
  | { ok: false; reason: EmailProblem };

const atom = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
// Letters and digits of any script, dots (the ideographic ones too) and hyphens: what the URL
// parser may see, so that it cannot find a port, a path or an escape in a domain.
const domainCharacters = /^[\p{L}\p{N}\p{M}.\u3002\uFF0E\uFF61-]+$/u;
// Invisible characters that copying from web pages and spreadsheets brings along: joiners, marks of
// writing direction, soft hyphens.
const invisible = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
// What a Korean or Japanese keyboard writes in its wide mode: ＫＩＭ＠ｎａｖｅｒ．ｃｏｍ
const wide = /[\uFF01-\uFF5E]/g;
const plainDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/**
 * An address as it is stored (NFC, trimmed) and as it is compared (lower case, domain as
 * punycode). A plain dot-atom address: no quotes, comments, display names or address literals.
 */
export function normalizeEmail(raw: string): NormalizedEmail {
  const email = tidy(raw);
  if (email === "") return { ok: false, reason: "empty" };
  if (/[,;\s<>]/.test(email) && (email.match(/@/g)?.length ?? 0) > 1) {
    return { ok: false, reason: "several" };
  }
  const at = email.lastIndexOf("@");
  if (at < 0) return { ok: false, reason: "no_at" };
  const local = email.slice(0, at);
  if (/[^\u0020-\u007E]/.test(local)) return { ok: false, reason: "non_ascii_local" };
  if (!atom.test(local)) return { ok: false, reason: "bad_local" };
  const domain = toAsciiDomain(email.slice(at + 1));
  if (domain === undefined) return { ok: false, reason: "bad_domain" };
  // RFC 5321 4.5.3.1: 64 octets before the @, 254 for the whole path.
  if (local.length > 64 || local.length + 1 + domain.length > 254) {
    return { ok: false, reason: "too_long" };
  }
  return { ok: true, email, normalized: `${local.toLowerCase()}@${domain}` };
}

const isTidy = /^(?!mailto:)[!-~]+$/i;

/** As it was meant: nothing invisible, narrow characters, without what copying a link adds. */
function tidy(raw: string): string {
  if (isTidy.test(raw)) return raw; // nearly every address of a million
  return raw
    .replace(invisible, "")
    .replace(wide, (character) => String.fromCodePoint(character.charCodeAt(0) - 0xfee0))
    .replace(/[\u00A0\u3000]/g, " ")
    .normalize("NFC")
    .trim()
    .replace(/^mailto:/i, "");
}

/** The stored address as it goes over the wire: its own spelling before the @, punycode after it. */
export function wireAddress(email: string, normalized: string): string {
  return email.slice(0, email.lastIndexOf("@")) + normalized.slice(normalized.lastIndexOf("@"));
}

function toAsciiDomain(domain: string): string | undefined {
  const lower = domain.toLowerCase();
  // Nearly every domain: the URL parser would only say the same. Punycode it has to check.
  if (plainDomain.test(lower) && !lower.includes("xn--")) {
    return lower.length > 253 ? undefined : lower;
  }
  if (!domainCharacters.test(domain)) return undefined;
  const address = `http://${domain}/`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const labels = url.hostname.split(".");
  const top = labels.at(-1) ?? "";
  // A numeric last label is an IP address, which the URL parser would even complete.
  if (labels.length < 2 || !labels.every((part) => label.test(part)) || !/[a-z]/.test(top)) {
    return undefined;
  }
  return url.hostname.length > 253 || top.length < 2 ? undefined : url.hostname;
}
