import type { Claim } from "@/lib/delivery/claim";
import type { RecipientUrl } from "@/lib/domain/compiled-content";
import { env, publicUrl } from "@/lib/env";

/**
 * Headers SES takes from us. Campaign mail carries a way out that a mailbox provider can press
 * (RFC 2369 and 8058); a mailto: is offered only where somebody reads that address.
 */
export function composeHeaders(
  claim: Pick<Claim, "kind" | "campaignId" | "topicId">,
  urls: { url(name: RecipientUrl): string },
): { name: string; value: string }[] {
  if (claim.kind === "transactional") return [{ name: "Auto-Submitted", value: "auto-generated" }];
  if (claim.kind === "test") return [];
  const ways = [
    `<${urls.url("unsubscribe")}>`,
    ...(env.UNSUBSCRIBE_MAILTO === undefined ? [] : [`<mailto:${env.UNSUBSCRIBE_MAILTO}>`]),
  ];
  return [
    { name: "List-Unsubscribe", value: ways.join(", ") },
    { name: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click" },
    {
      name: "List-Id",
      value: `<topic-${claim.topicId ?? 0}.${new URL(publicUrl()).hostname}>`,
    },
  ];
}

/** Tags come back in every event: the row is found by them, never by SES's message id. */
export function composeTags(
  claim: Pick<Claim, "campaignId" | "recipientId" | "attemptId" | "kind">,
): Record<string, string> {
  return {
    campaign_id: String(claim.campaignId),
    recipient_id: String(claim.recipientId),
    attempt_id: claim.attemptId,
    // SES builds the Feedback-ID header of Gmail's Postmaster Tools from these two.
    "ses:feedback-id-a": String(claim.campaignId),
    "ses:feedback-id-b": claim.kind,
  };
}
