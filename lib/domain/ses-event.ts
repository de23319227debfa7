import type { EmailEventType } from "@/db/schema/recipients";
import { type BounceKind, bounceKindOf } from "./bounce-kind";
import {
  firstIn,
  firstObjectIn,
  type JsonObject,
  objectIn,
  parseSesJson,
  textIn,
} from "./ses-json";

/** One report of SES about one mail, narrowed; `json` keeps everything as it came. */
export type SesEvent = {
  type: EmailEventType;
  dedupeKey: string;
  occurredAt: Date;
  /** When SES accepted the mail that this is about: the same in all its reports. */
  acceptedAt: Date | null;
  sesMessageId: string | null;
  /** From our tags; null for a mail that is not ours. */
  campaignId: number | null;
  recipientId: number | null;
  attemptId: string | null;
  /** Whom it is about, as SES writes it; "" when it does not say. */
  address: string;
  bounce: SesBounce | null;
  /** Complaints only: false for `not-spam` and echoes of the suppression list. */
  isComplaint: boolean;
  json: string;
};

export type SesBounce = {
  type: "permanent" | "transient" | "undetermined";
  subType: string;
  /** The SMTP reply. */
  message: string;
  kind: BounceKind;
};

/** Type and the name of the object beside `mail` that tells more, by SES's name. */
const types = new Map<string, readonly [EmailEventType, detail: string]>([
  ["Send", ["send", "send"]],
  ["Delivery", ["delivery", "delivery"]],
  ["DeliveryDelay", ["delivery_delay", "deliveryDelay"]],
  ["Bounce", ["bounce", "bounce"]],
  ["Complaint", ["complaint", "complaint"]],
  ["Reject", ["reject", "reject"]],
  ["Rendering Failure", ["rendering_failure", "failure"]],
  ["Open", ["open", "open"]],
  ["Click", ["click", "click"]],
  ["Subscription", ["subscription", "subscription"]],
]);

/**
 * Reads a queue message's body. Loose on purpose: an unknown type or field is stored, a part that is
 * missing or of the wrong kind reads as absent. undefined = not a report of SES.
 */
export function parseSesEvent(body: string): SesEvent | undefined {
  const json = parseSesJson(body);
  if (!json) return undefined;
  const { report, text } = json;
  // Identity notifications of old say notificationType (and carry no tags).
  const name = textIn(report, "eventType", 50) || textIn(report, "notificationType", 50);
  return name === "" ? undefined : toEvent(name, report, text);
}

function toEvent(name: string, report: JsonObject, json: string): SesEvent {
  const [type, detailName] = types.get(name) ?? (["unknown", ""] as const);
  const mail = objectIn(report, "mail");
  const tags = objectIn(mail, "tags");
  const detail = objectIn(report, detailName);
  const acceptedAt = timeOf(textIn(mail, "timestamp", 40));
  const occurredAt = timeOf(textIn(detail, "timestamp", 40)) ?? acceptedAt ?? noTime;
  const messageId = textIn(mail, "messageId", 200) || null;
  const recipientId = idOf(firstIn(tags, "recipient_id"));
  const address = addressOf(detail, mail);
  return {
    type,
    // SES may publish a report twice and SQS may deliver it twice: the same report, the same key.
    dedupeKey: [
      messageId ?? "",
      name,
      recipientId ?? address,
      textIn(detail, "feedbackId", 200) || occurredAt.toISOString(),
      textIn(detail, "link", 1_000),
    ]
      .join("|")
      .slice(0, 500),
    occurredAt,
    acceptedAt,
    sesMessageId: messageId,
    campaignId: idOf(firstIn(tags, "campaign_id")),
    recipientId,
    attemptId: uuidOf(firstIn(tags, "attempt_id")),
    address,
    bounce: type === "bounce" ? bounceOf(detail) : null,
    isComplaint: type === "complaint" && isComplaint(detail),
    json,
  };
}

// A report without a readable time is still a report; the epoch keeps its key the same each time.
const noTime = new Date(0);
const latest = Date.UTC(2200, 0);

/** A time that a database keeps too; null for anything else. */
function timeOf(text: string): Date | null {
  if (text === "") return null;
  const time = new Date(text);
  return time.getTime() >= 0 && time.getTime() < latest ? time : null;
}

/** One recipient a mail is the rule here, so the first is the one. */
function addressOf(detail: JsonObject | undefined, mail: JsonObject | undefined): string {
  const about =
    firstObjectIn(detail, "bouncedRecipients") ??
    firstObjectIn(detail, "complainedRecipients") ??
    firstObjectIn(detail, "delayedRecipients");
  const address = textIn(about, "emailAddress", 320);
  if (address !== "") return address;
  const to = firstIn(detail, "recipients") ?? firstIn(mail, "destination");
  return typeof to === "string" ? to.slice(0, 320).replaceAll("\0", "") : "";
}

function bounceOf(bounce: JsonObject | undefined): SesBounce {
  const first = firstObjectIn(bounce, "bouncedRecipients");
  const said = textIn(bounce, "bounceType", 50);
  const type =
    said === "Permanent" ? "permanent" : said === "Transient" ? "transient" : "undetermined";
  const subType = textIn(bounce, "bounceSubType", 100);
  return {
    type,
    subType,
    message: textIn(first, "diagnosticCode", 1_000) || textIn(first, "status", 50),
    kind: bounceKindOf({ type, subType }),
  };
}

function isComplaint(complaint: JsonObject | undefined): boolean {
  return (
    textIn(complaint, "complaintFeedbackType", 50) !== "not-spam" &&
    !textIn(complaint, "complaintSubType", 100).endsWith("SuppressionList")
  );
}

function idOf(value: unknown): number | null {
  const id = typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

function uuidOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : null;
}
