import { closedDomains } from "./closed-domains";
import { meantDomain } from "./domain-typos";

/** What makes an address doubtful though it is well-formed. Never a reason to refuse it. */
export type AddressHint =
  | { kind: "typo"; meant: string } // the domain that was probably meant
  | { kind: "closed"; since: string } // the service ended on this day
  | { kind: "role" }; // a desk, not a person

/** Hints on a normalised address: at most one on its domain and one on what stands before it. */
export function hintsOf(normalized: string): AddressHint[] {
  const at = normalized.lastIndexOf("@");
  const domain = domainHint(normalized.slice(at + 1));
  const role = isRole(normalized.slice(0, at));
  return [...(domain ? [domain] : []), ...(role ? [{ kind: "role" } as const] : [])];
}

/** An import asks a million times about a few thousand domains. */
const domainHints = new Map<string, AddressHint | undefined>();
const rememberedDomains = 50_000;

export function domainHint(domain: string): AddressHint | undefined {
  if (domainHints.has(domain)) return domainHints.get(domain);
  const hint = findDomainHint(domain);
  if (domainHints.size >= rememberedDomains) domainHints.clear();
  domainHints.set(domain, hint);
  return hint;
}

function findDomainHint(domain: string): AddressHint | undefined {
  const since = closedDomains.get(domain);
  if (since !== undefined) return { kind: "closed", since };
  const meant = meantDomain(domain);
  return meant === undefined ? undefined : { kind: "typo", meant };
}

/** The address with the domain that was probably meant. */
export function withDomain(address: string, domain: string): string {
  return `${address.slice(0, address.lastIndexOf("@"))}@${domain}`;
}

/** Desks and programs: nobody there has agreed to anything, and complaints come from them first. */
export const roleNames: ReadonlySet<string> = new Set(
  (
    "abuse account accounting accounts admin administrator all billing career careers ceo " +
    "compliance contact cs customer customerservice daemon dev everyone feedback finance ftp " +
    "help helpdesk hostmaster hr info inquiry investor ir it jobs legal list mailer-daemon " +
    "mail marketing master media news newsletter nobody no-reply noc noreply office ops order " +
    "orders partner postmaster pr press privacy purchase recruit register registrar returns root " +
    "sales security service spam staff subscribe support sysadmin system team tech undisclosed " +
    "unsubscribe usenet uucp webadmin webmaster www"
  ).split(" "),
);

function isRole(local: string): boolean {
  return roleNames.has(local.replace(/\+.*$/, ""));
}
