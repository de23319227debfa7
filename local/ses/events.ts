import { createHash } from "node:crypto";
import { bareAddress, parseAddress } from "./address";
import { seededRandom } from "./faults";
import { recipientsOf, type AcceptedMail, type MailHeader, type Outcome } from "./mail";

export const eventKinds = [
  "Send",
  "Delivery",
  "DeliveryDelay",
  "Bounce",
  "Complaint",
  "Reject",
] as const;
export type EventKind = (typeof eventKinds)[number];

export type PlannedEvent = { kind: EventKind; at: number };

const sequences: Record<Outcome, readonly EventKind[]> = {
  delivered: ["Send", "Delivery"],
  delayed: ["Send", "DeliveryDelay", "Delivery"],
  bounced: ["Send", "Bounce"],
  soft_bounced: ["Send", "Bounce"],
  auto_replied: ["Send", "Delivery", "Bounce"],
  complained: ["Send", "Delivery", "Complaint"],
  suppressed: ["Send", "Bounce"],
  suppressed_globally: ["Send", "Bounce"],
  rejected: ["Send", "Reject"],
};

/**
 * What will be reported and when. It follows from the message id alone, so that publishing again
 * after a restart yields the same events to the byte and the consumer's dedupe absorbs them.
 */
export function planEvents(
  mail: Pick<AcceptedMail, "id" | "at" | "outcome">,
  delayMs: readonly [number, number],
): PlannedEvent[] {
  const random = seededRandom(createHash("sha1").update(mail.id).digest().readUInt32LE(0));
  const [min, max] = delayMs;
  let at = mail.at;
  return sequences[mail.outcome].map((kind) => {
    at += Math.round(min + random() * (max - min));
    return { kind, at };
  });
}

const account = { id: "000000000000", region: "us-east-1" };
const maxHeaderBytes = 10 * 1024; // beyond, SES says headersTruncated
const reportingMta = "dsn; a8-70.smtp-out.amazonses.com";

/** The event in SES's JSON shape; every tag is an array. */
export function buildEvent(mail: AcceptedMail, event: PlannedEvent): Record<string, unknown> {
  const at = new Date(event.at).toISOString();
  const recipients = recipientsOf(mail).map(bareAddress);
  return {
    eventType: event.kind,
    mail: describeMail(mail, event, recipients),
    ...details[event.kind]({ mail, at, recipients, processingMs: Math.max(1, event.at - mail.at) }),
  };
}

type Facts = { mail: AcceptedMail; at: string; recipients: string[]; processingMs: number };

const details: Record<EventKind, (facts: Facts) => Record<string, unknown>> = {
  Send: () => ({ send: {} }),
  Delivery: ({ mail, at, recipients, processingMs }) => ({
    delivery: {
      timestamp: at,
      processingTimeMillis: processingMs,
      recipients,
      smtpResponse: `250 2.6.0 Message received (${mail.id})`,
      remoteMtaIp: "127.0.2.0",
      reportingMTA: "a8-70.smtp-out.amazonses.com",
    },
  }),
  DeliveryDelay: ({ mail, at, recipients }) => ({
    deliveryDelay: {
      timestamp: at,
      delayType: "TransientCommunicationFailure",
      expirationTime: new Date(mail.at + 14 * 3600_000).toISOString(),
      delayedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        status: "4.4.1",
        diagnosticCode: "smtp; 421 4.4.1 Unable to connect to remote host",
      })),
      reportingMTA: "a8-70.smtp-out.amazonses.com",
    },
  }),
  Bounce: ({ mail, at, recipients }) => ({
    bounce: {
      feedbackId: feedbackId(mail, "bounce"),
      ...bounceOf(mail.outcome, recipients),
      timestamp: at,
    },
  }),
  Complaint: ({ mail, at, recipients }) => ({
    complaint: {
      feedbackId: feedbackId(mail, "complaint"),
      complaintSubType: null,
      complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
      timestamp: at,
      userAgent: "Amazon SES Mailbox Simulator",
      complaintFeedbackType: "abuse",
      arrivalDate: at,
    },
  }),
  Reject: () => ({ reject: { reason: "Bad content" } }),
};

type BounceKind = { type: string; subType: string; status: string; diagnostic: string };

const hardBounce: BounceKind = {
  type: "Permanent",
  subType: "General",
  status: "5.1.1",
  diagnostic: "smtp; 550 5.1.1 user unknown",
};

const bounces: Partial<Record<Outcome, BounceKind>> = {
  bounced: hardBounce,
  soft_bounced: {
    type: "Transient",
    subType: "MailboxFull",
    status: "4.2.2",
    diagnostic: "smtp; 452 4.2.2 The recipient's mailbox is full",
  },
  auto_replied: { type: "Transient", subType: "General", status: "", diagnostic: "" },
  suppressed: {
    type: "Permanent",
    subType: "OnAccountSuppressionList",
    status: "5.1.1",
    diagnostic:
      "Amazon SES did not send the message to this address because it is on the suppression list for your account.",
  },
  suppressed_globally: {
    type: "Permanent",
    subType: "Suppressed",
    status: "5.1.1",
    diagnostic:
      "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.",
  },
};

function bounceOf(outcome: Outcome, recipients: string[]): Record<string, unknown> {
  const { type, subType, status, diagnostic } = bounces[outcome] ?? hardBounce;
  return {
    bounceType: type,
    bounceSubType: subType,
    bouncedRecipients: recipients.map((emailAddress) =>
      status === ""
        ? { emailAddress }
        : { emailAddress, action: "failed", status, diagnosticCode: diagnostic },
    ),
    reportingMTA: reportingMta,
  };
}

function feedbackId(mail: AcceptedMail, kind: string): string {
  const hex = createHash("sha1").update(`${mail.id} ${kind}`).digest("hex");
  const uuid = [
    hex.slice(12, 20),
    hex.slice(20, 24),
    hex.slice(24, 28),
    hex.slice(28, 32),
    hex.slice(0, 12),
  ];
  return `0100${hex.slice(28, 40)}-${uuid.join("-")}-000000`;
}

function describeMail(
  mail: AcceptedMail,
  event: PlannedEvent,
  destination: string[],
): Record<string, unknown> {
  const from = parseAddress(mail.from);
  const domain = from.ok ? from.address.domain : "";
  const { headers, isTruncated } = eventHeaders(mail);
  const tags: Record<string, string[]> = {
    "ses:operation": ["SendEmail"],
    ...(mail.configurationSet === undefined
      ? {}
      : { "ses:configuration-set": [mail.configurationSet] }),
    "ses:source-ip": ["127.0.0.1"],
    "ses:from-domain": [domain],
    "ses:caller-identity": ["letterpress"],
    ...(event.kind === "Delivery" ? { "ses:outgoing-ip": ["127.0.2.1"] } : {}),
    ...Object.fromEntries(mail.tags.map(({ name, value }) => [name, [value]])),
  };
  return {
    timestamp: new Date(mail.at).toISOString(),
    source: mail.from,
    sourceArn: `arn:aws:ses:${account.region}:${account.id}:identity/${domain}`,
    sendingAccountId: account.id,
    messageId: mail.id,
    destination,
    headersTruncated: isTruncated,
    headers,
    commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.id, subject: mail.subject },
    tags,
  };
}

function eventHeaders(mail: AcceptedMail): { headers: MailHeader[]; isTruncated: boolean } {
  const all: MailHeader[] = [
    { name: "From", value: mail.from },
    ...(mail.replyTo.length > 0 ? [{ name: "Reply-To", value: mail.replyTo.join(", ") }] : []),
    { name: "To", value: mail.to.join(", ") },
    { name: "Subject", value: mail.subject },
    { name: "MIME-Version", value: "1.0" },
    ...mail.headers,
  ];
  let bytes = 0;
  const headers = all.filter(
    ({ name, value }) => (bytes += name.length + value.length + 4) <= maxHeaderBytes,
  );
  return { headers, isTruncated: headers.length < all.length };
}
