import * as z from "zod";
import type { EmailEventType } from "@/db/schema/recipients";

/** One report of SES about one mail, narrowed; `payload` keeps everything as it came. */
export type SesEvent = {
  type: EmailEventType;
  dedupeKey: string;
  occurredAt: Date;
  sesMessageId: string | null;
  /** From our tags; null for a mail that is not ours. */
  campaignId: number | null;
  recipientId: number | null;
  attemptId: string | null;
  bounce: SesBounce | null;
  /** Complaints only: false for `not-spam` and echoes of the suppression list. */
  isComplaint: boolean;
  payload: unknown;
};

export type SesBounce = {
  type: "permanent" | "transient" | "undetermined";
  subType: string;
  /** The SMTP reply. */
  message: string;
  /** SES's own suppression list answered, no mailbox: no reason to suppress, and no bounce rate. */
  isEcho: boolean;
};

const types: Record<string, EmailEventType> = {
  Send: "send",
  Delivery: "delivery",
  DeliveryDelay: "delivery_delay",
  Bounce: "bounce",
  Complaint: "complaint",
  Reject: "reject",
  "Rendering Failure": "rendering_failure",
  Open: "open",
  Click: "click",
  Subscription: "subscription",
};

// A mail server's answer may hold any bytes; PostgreSQL's text holds no zero byte.
const text = z
  .string()
  .catch("")
  .transform((value) => value.replaceAll("\0", ""));
const tagValues = z.record(z.string(), z.array(z.string()).catch([])).catch({});

/** Loose on purpose: an unknown field or type is stored, never fatal. */
const report = z.looseObject({
  eventType: text,
  notificationType: text, // identity notifications of old
  mail: z.looseObject({ timestamp: text, messageId: text, tags: tagValues }).optional(),
  bounce: z
    .looseObject({
      bounceType: text,
      bounceSubType: text,
      timestamp: text,
      feedbackId: text,
      bouncedRecipients: z.array(z.looseObject({ diagnosticCode: text, status: text })).catch([]),
    })
    .optional(),
  complaint: z
    .looseObject({
      timestamp: text,
      feedbackId: text,
      complaintFeedbackType: text,
      complaintSubType: text,
    })
    .optional(),
  delivery: z.looseObject({ timestamp: text }).optional(),
  deliveryDelay: z.looseObject({ timestamp: text }).optional(),
  open: z.looseObject({ timestamp: text }).optional(),
  click: z.looseObject({ timestamp: text, link: text }).optional(),
});
type Report = z.infer<typeof report>;

const envelope = z.looseObject({ Type: z.literal("Notification"), Message: z.string() });

/** Reads a queue message's body: SES's JSON, raw or in SNS's envelope. undefined = not JSON of SES. */
export function parseSesEvent(body: string): SesEvent | undefined {
  const json = parseJson(body);
  const wrapped = envelope.safeParse(json);
  const payload = wrapped.success ? parseJson(wrapped.data.Message) : json;
  const parsed = report.safeParse(payload);
  if (!parsed.success || (!parsed.data.eventType && !parsed.data.notificationType))
    return undefined;
  return toEvent(parsed.data, payload);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toEvent(data: Report, payload: unknown): SesEvent {
  const name = data.eventType || data.notificationType;
  const type = types[name] ?? "unknown";
  const occurredAt = timeOf(data);
  const messageId = data.mail?.messageId || null;
  const tags = data.mail?.tags ?? {};
  const detail = data.bounce?.feedbackId ?? data.complaint?.feedbackId ?? data.click?.link ?? "";
  return {
    type,
    // SES may publish an event twice and SQS may deliver it twice: the same report, the same key.
    dedupeKey: [messageId ?? "", name, occurredAt.toISOString(), detail].join("|").slice(0, 500),
    occurredAt,
    sesMessageId: messageId,
    campaignId: idOf(tags["campaign_id"]),
    recipientId: idOf(tags["recipient_id"]),
    attemptId: uuidOf(tags["attempt_id"]),
    bounce: data.bounce ? toBounce(data.bounce) : null,
    isComplaint:
      type === "complaint" &&
      data.complaint?.complaintFeedbackType !== "not-spam" &&
      !(data.complaint?.complaintSubType ?? "").endsWith("SuppressionList"),
    payload,
  };
}

function timeOf(data: Report): Date {
  const stamp =
    data.bounce?.timestamp ||
    data.complaint?.timestamp ||
    data.delivery?.timestamp ||
    data.deliveryDelay?.timestamp ||
    data.open?.timestamp ||
    data.click?.timestamp ||
    data.mail?.timestamp;
  const time = stamp ? new Date(stamp) : new Date(Number.NaN);
  // A report without a readable time is still a report; the epoch keeps its key the same each time.
  return Number.isNaN(time.getTime()) ? new Date(0) : time;
}

function toBounce(bounce: NonNullable<Report["bounce"]>): SesBounce {
  const first = bounce.bouncedRecipients[0];
  return {
    type:
      bounce.bounceType === "Permanent"
        ? "permanent"
        : bounce.bounceType === "Transient"
          ? "transient"
          : "undetermined",
    subType: bounce.bounceSubType,
    message: (first?.diagnosticCode || first?.status || "").slice(0, 1_000),
    isEcho: bounce.bounceSubType.endsWith("SuppressionList"),
  };
}

function idOf(values: string[] | undefined): number | null {
  const id = Number(values?.[0]);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

function uuidOf(values: string[] | undefined): string | null {
  const value = values?.[0] ?? "";
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : null;
}
