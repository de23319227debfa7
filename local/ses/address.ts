export type Address = { name: string; email: string; local: string; domain: string };

export type AddressResult = { ok: true; address: Address } | { ok: false; reason: string };

const localPart =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"[\x20\x21\x23-\x5B\x5D-\x7E]*")$/;
const domainLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const control = /[\u0000-\u001f\u007f]/;
// oxlint-disable-next-line no-control-regex -- the range of ASCII begins there
const nonAscii = /[^\u0000-\u007f]/;

/** One address as SES takes it: 7-bit local part, domain in punycode, display name encoded. */
export function parseAddress(raw: string): AddressResult {
  if (control.test(raw)) return { ok: false, reason: "Address contains control characters" };
  const text = raw.trim();
  const angle = /^(.*?)\s*<([^<>]*)>$/s.exec(text);
  const name = unquote(angle?.[1] ?? "");
  const email = angle?.[2] ?? text;
  if (nonAscii.test(name))
    return {
      ok: false,
      reason: "Display name contains non-ASCII characters; encode it as RFC 2047 says",
    };
  const at = email.lastIndexOf("@");
  if (at < 0) return { ok: false, reason: "Missing final '@domain'" };
  const local = email.slice(0, at);
  const domain = email.slice(at + 1);
  const reason = localProblem(local) ?? domainProblem(domain);
  if (reason) return { ok: false, reason };
  return { ok: true, address: { name, email, local, domain: domain.toLowerCase() } };
}

function localProblem(local: string): string | undefined {
  if (local === "") return "Missing local part";
  if (nonAscii.test(local)) return "Local address contains non-ASCII characters";
  if (local.length > 64) return "Local part is longer than 64 characters";
  if (!localPart.test(local))
    return "Local address contains control or whitespace or illegal character";
  return undefined;
}

function domainProblem(domain: string): string | undefined {
  if (domain === "") return "Missing final '@domain'";
  if (nonAscii.test(domain)) return "Domain contains non-ASCII characters; use punycode";
  if (domain.length > 255) return "Domain is longer than 255 characters";
  if (domain.startsWith(".")) return "Domain starts with dot";
  const labels = domain.split(".");
  if (labels.length < 2) return "Domain contains no dot";
  if (!labels.every((label) => domainLabel.test(label))) return "Domain contains illegal character";
  return undefined;
}

function unquote(name: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(name.trim());
  return quoted ? (quoted[1] ?? "").replaceAll(/\\(.)/g, "$1") : name.trim();
}

/** The bare address of `"Name" <a@b>`; what cannot be parsed stays as it is. */
export function bareAddress(raw: string): string {
  const result = parseAddress(raw);
  return result.ok ? result.address.email : (/<([^<>]*)>\s*$/.exec(raw)?.[1] ?? raw.trim());
}
