import type { SkipReason } from "@/db/schema/recipients";

/**
 * What the report's table can be narrowed to: a ledger state, a reason for skipping, or something
 * reported. Every number of a report is one of these, so that each opens its list.
 */
export const recipientFilters = [
  "queued",
  "sending",
  "in_doubt",
  "sent",
  "failed",
  "skipped",
  "canceled",
  "suppressed",
  "unsubscribed_before",
  "topic_off",
  "no_consent",
  "missing_value",
  "erased",
  "delivered",
  "bounced",
  "rejected",
  "unreported",
  "complained",
  "unsubscribed",
  "opened",
  "clicked",
] as const;
export type RecipientFilter = (typeof recipientFilters)[number];

export function parseRecipientFilter(value: unknown): RecipientFilter | undefined {
  return recipientFilters.find((filter) => filter === value);
}

/** undefined: a reason that no list exists for yet, because nothing can be skipped for it. */
export function filterOfSkipReason(reason: SkipReason): RecipientFilter | undefined {
  switch (reason) {
    case "suppressed":
    case "topic_off":
    case "no_consent":
    case "missing_value":
    case "erased":
      return reason;
    case "unsubscribed":
      return "unsubscribed_before";
    case "capped":
    case "duplicate_address":
    case "invalid_address":
      return undefined;
  }
}
