/** A report of SES to make up; what is not said is as for a plain mail. */
export type MadeUpReport = {
  type: string;
  messageId?: string;
  /** When SES accepted the mail, in seconds after any beginning. */
  acceptedSecond?: number;
  /** Seconds after the mail was accepted. */
  second?: number;
  bounceType?: string;
  subType?: string;
  feedback?: string;
  answer?: string;
};

// A week ago, in whole seconds: what is done now comes after it.
const beginning = Math.floor(Date.now() / 1000) * 1000 - 7 * 24 * 3_600_000;

/** SES's JSON about one recipient's mail, as a queue message's body. */
export function reportOn(
  row: { campaignId: number; id: number; sesMessageId?: string | null } | undefined,
  report: MadeUpReport,
): string {
  if (!row) throw new Error("There is no such recipient.");
  const { type, second = 1, acceptedSecond = 0 } = report;
  const acceptedAt = beginning + acceptedSecond * 1000;
  const messageId = report.messageId ?? row.sesMessageId ?? `m-${row.campaignId}-${row.id}`;
  return JSON.stringify({
    eventType: type,
    mail: {
      timestamp: new Date(acceptedAt).toISOString(),
      messageId,
      tags: { campaign_id: [String(row.campaignId)], recipient_id: [String(row.id)] },
    },
    ...detailOf(report, {
      messageId,
      timestamp: new Date(acceptedAt + second * 1000).toISOString(),
    }),
  });
}

function detailOf(
  { type, second = 1, bounceType, subType, feedback, answer }: MadeUpReport,
  { messageId, timestamp }: { messageId: string; timestamp: string },
): Record<string, unknown> {
  switch (type) {
    case "Bounce":
      return {
        bounce: {
          bounceType,
          bounceSubType: subType,
          feedbackId: `f-${messageId}-${second}`,
          timestamp,
          bouncedRecipients: [{ diagnosticCode: answer ?? "550 5.1.1 no such user" }],
        },
      };
    case "Complaint":
      return {
        complaint: {
          feedbackId: `c-${messageId}-${second}`,
          timestamp,
          complaintFeedbackType: feedback ?? "abuse",
          complaintSubType: subType ?? null,
        },
      };
    case "Delivery":
      return { delivery: { timestamp } };
    case "DeliveryDelay":
      return { deliveryDelay: { timestamp, delayType: "General" } };
    default:
      return {};
  }
}
