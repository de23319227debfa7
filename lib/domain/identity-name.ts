/** The part after the @, lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/**
 * The SES identities that would let us send from an address, most exact first: the address itself,
 * its domain, and the domains above, whose verification covers what is below.
 */
export function identityNamesOf(email: string): string[] {
  const labels = domainOf(email).split(".");
  const domains = labels.map((_, index) => labels.slice(index).join("."));
  return [email.toLowerCase(), ...domains.slice(0, Math.max(1, labels.length - 1))];
}
