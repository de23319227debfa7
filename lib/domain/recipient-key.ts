/** A row of the ledger: both halves of its key. */
export type RecipientKey = { campaignId: number; recipientId: number };

/** As a form posts it: "42:1007". */
export function formatRecipientKey({ campaignId, recipientId }: RecipientKey): string {
  return `${campaignId}:${recipientId}`;
}

export function parseRecipientKey(text: string): RecipientKey | undefined {
  const [, campaign = "", recipient = ""] = /^([1-9]\d{0,14}):([1-9]\d{0,14})$/.exec(text) ?? [];
  if (campaign === "") return undefined;
  return { campaignId: Number(campaign), recipientId: Number(recipient) };
}
