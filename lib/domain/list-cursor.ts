import type { RecipientKey } from "@/lib/domain/recipient-key";

/** Where a page of recipients of many campaigns ended: a time of the database, then the key. */
export type ListCursor = RecipientKey & { at: string };

const timestamp = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/;

export function formatCursor({ at, campaignId, recipientId }: ListCursor): string {
  return `${at}_${campaignId}_${recipientId}`;
}

/** undefined for what nobody could have been given: the list then starts at its beginning. */
export function parseCursor(text: unknown): ListCursor | undefined {
  if (typeof text !== "string") return undefined;
  const [at = "", campaign = "", recipient = ""] = text.split("_");
  if (!isTimestamp(at) || !/^\d{1,15}$/.test(campaign) || !/^\d{1,15}$/.test(recipient)) {
    return undefined;
  }
  return { at, campaignId: Number(campaign), recipientId: Number(recipient) };
}

/** A time as PostgreSQL writes it: with all its microseconds, which a Date would cut off. */
export function isTimestamp(text: string): boolean {
  return (
    timestamp.test(text) &&
    !Number.isNaN(Date.parse(text.replace(" ", "T").replace(/([+-]\d{2})$/, "$1:00")))
  );
}
