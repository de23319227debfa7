/**
 * What a bounce says about the address, the gravest last:
 * - `echo`: SES did not try, because of a list of its own; nothing is learned, no rate counts it
 * - `soft`: not now (full, too large, slow), or for a reason nobody told
 * - `hard`: there is no such mailbox, or never for us
 */
export type BounceKind = "echo" | "soft" | "hard";

/** SES's lists: of the account or a tenant, of addresses it judged invalid, of its own unsubscribers. */
const echoes = /(SuppressionList|^EmailValidationSuppressed|^UnsubscribedRecipient)$/;

export function bounceKindOf({ type, subType }: { type: string; subType: string }): BounceKind {
  if (echoes.test(subType)) return "echo";
  return type === "permanent" ? "hard" : "soft";
}

/** The same for SQL: a POSIX pattern for `~`. */
export const echoPattern = echoes.source;

/** The echoes that say nothing at all; an address that SES judged invalid counts like a soft bounce. */
export const listEchoPattern = "(SuppressionList|^UnsubscribedRecipient)$";

/**
 * Domains whose provider tells nobody who complained: Gmail shows rates in Postmaster Tools only.
 * (Company mail at Google is silent too, but cannot be told from other domains.)
 */
export const domainsWithoutComplaints = ["gmail.com", "googlemail.com"] as const;
