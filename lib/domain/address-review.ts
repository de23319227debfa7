import { domainHint } from "./address-hints";

/** Addresses that deserve a look, by domain, the most frequent first; all are out of `total`. */
export type AddressReview = {
  total: number;
  role: number;
  typos: { domain: string; meant: string; count: number }[];
  closed: { domain: string; since: string; count: number }[];
  /** Domains that take no mail, as DNS said; those above are not repeated. */
  dead: { domain: string; count: number }[];
};

/** Sorts the domains of a list into what is doubtful about them. */
export function sortDomains(
  domains: { domain: string; count: number; role: number }[],
  dead: ReadonlySet<string>,
): AddressReview {
  const review: AddressReview = { total: 0, role: 0, typos: [], closed: [], dead: [] };
  for (const { domain, count, role } of domains.toSorted((a, b) => b.count - a.count)) {
    review.total += count;
    review.role += role;
    const hint = domainHint(domain);
    if (hint?.kind === "typo") review.typos.push({ domain, meant: hint.meant, count });
    else if (hint?.kind === "closed") review.closed.push({ domain, since: hint.since, count });
    else if (dead.has(domain)) review.dead.push({ domain, count });
  }
  return review;
}

export function isClean({ role, typos, closed, dead }: AddressReview): boolean {
  return role === 0 && typos.length + closed.length + dead.length === 0;
}
