import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { campaignKind } from "./campaigns";

const instant = () => timestamp({ withTimezone: true });
const ref = () => bigint({ mode: "number" });

// The four tables of this file are range-partitioned by campaign_id, so that a range of finished
// campaigns leaves as one piece (docs/decisions/011-partitions.md). Drizzle cannot say that: their
// CREATE TABLE is written by hand in migration 0001, and `lib/delivery/partitions.ts` makes the
// partitions. Every unique key starts with or contains campaign_id; numbers come from a plain
// sequence, because identity columns of partitioned tables need PostgreSQL 17.

/** What *we* did. What the world reported are the nullable timestamps. */
export const recipientStatus = pgEnum("recipient_status", [
  "queued",
  "sending", // claimed: exactly one SES call may be under way
  "in_doubt", // SES may or may not have accepted it
  "sent", // SES accepted it
  "failed",
  "skipped",
  "canceled",
]);
export type RecipientStatus = (typeof recipientStatus.enumValues)[number];

export const skipReason = pgEnum("skip_reason", [
  "suppressed", // permanent bounce, complaint or by hand
  "unsubscribed", // from everything
  "topic_off", // from this topic
  "no_consent", // never agreed to this topic
  "missing_value", // a merge tag without fallback has no value
  "capped",
  "duplicate_address",
  "invalid_address",
  "erased",
]);
export type SkipReason = (typeof skipReason.enumValues)[number];

/** Who runs the mailbox, by the address's domain: they take or delay our mail as one. */
export const mailboxGroup = pgEnum("mailbox_group", [
  "gmail",
  "outlook",
  "yahoo",
  "naver",
  "kakao", // and Daum, Hanmail
  "nate",
  "other",
]);
export type MailboxGroup = (typeof mailboxGroup.enumValues)[number];

/**
 * The ledger: one row per campaign × contact.
 * Nothing cascades into it: erasing a contact nulls contact_id and the data, the row stays.
 */
export const recipients = pgTable(
  "recipients",
  {
    campaignId: ref().notNull(),
    id: bigint({ mode: "number" })
      .notNull()
      .default(sql`nextval('recipients_id_seq'::regclass)`),
    contactId: ref(),
    kind: campaignKind().notNull(),
    email: text().notNull(), // frozen at fan-out; erased by GDPR erasure ('')
    emailNormalized: text().notNull(),
    name: text().notNull().default(""), // for the report's list and the To header
    status: recipientStatus().notNull().default("queued"),
    skipReason: skipReason(),
    // --- order
    mailboxGroup: mailboxGroup().notNull().default("other"),
    priority: smallint().notNull().default(0), // 0 first: who reads our mails
    sendDay: date(), // the day under whose cap it has a place; null = any day
    // --- claim
    attemptId: uuid(),
    attemptNo: integer().notNull().default(0), // claims so far = SES calls at most
    claimedAt: instant(),
    leaseUntil: instant(),
    mergeData: jsonb().$type<Record<string, unknown>>(), // frozen at the first claim
    // --- retries
    attempts: integer().notNull().default(0), // retryable refusals for cause; at 4 it has failed
    nextAt: instant().notNull().defaultNow(), // not before
    enqueuedAt: instant(), // when the last wake-up falls due; null = there is none
    inDoubtAt: instant(),
    inDoubtCount: integer().notNull().default(0),
    // --- outcome
    sesMessageId: text(),
    resolvedBy: text().$type<"api" | "event" | "operator" | "policy">(),
    errorCode: text(), // of the last failure
    errorMessage: text(),
    deadLetterPending: boolean().notNull().default(false), // outbox: a copy is owed to the dead-letter queue
    redriveNo: integer().notNull().default(0),
    bytes: integer(), // subject + html + text as sent
    createdAt: instant().notNull().defaultNow(),
    sentAt: instant(),
    failedAt: instant(),
    // --- reported, in any order, each set once
    deliveredAt: instant(),
    delayedAt: instant(),
    bouncedAt: instant(),
    bounceType: text().$type<"permanent" | "transient" | "undetermined">(),
    bounceSubType: text(),
    bounceMessage: text(), // the SMTP reply
    complainedAt: instant(),
    rejectedAt: instant(),
    openedAt: instant(),
    openCount: integer().notNull().default(0),
    clickedAt: instant(),
    clickCount: integer().notNull().default(0),
    unsubscribedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.id] }),
    // The contact comes first: one index keeps fan-outs apart and finds a contact's mails.
    unique("recipients_contact_campaign").on(t.contactId, t.campaignId),
    // Only open states are indexed, so finished rows leave these indexes.
    // The dispatcher reads it in this order; those without a wake-up come first.
    index("recipients_queued")
      .on(t.campaignId, t.enqueuedAt.asc().nullsFirst(), t.sendDay, t.priority, t.nextAt, t.id)
      .where(sql`${t.status} = 'queued'`),
    // Who was mailed when: the neighbours in time of a row in doubt.
    index("recipients_sent")
      .on(t.campaignId, t.sentAt)
      .where(sql`${t.sentAt} is not null`),
    index("recipients_leases")
      .on(t.leaseUntil)
      .where(sql`${t.status} = 'sending'`),
    index("recipients_in_doubt")
      .on(t.campaignId, t.inDoubtAt)
      .where(sql`${t.status} = 'in_doubt'`),
    // For the page of failures: only failed rows, so that it stays small.
    index("recipients_failed")
      .on(t.campaignId, t.failedAt)
      .where(sql`${t.status} = 'failed'`),
    index("recipients_dead_letters")
      .on(t.campaignId, t.id)
      .where(sql`${t.deadLetterPending}`),
  ],
);

/** What a try met when it was not accepted; a first-time success writes none. */
export const attemptFailures = pgTable(
  "attempt_failures",
  {
    campaignId: ref().notNull(),
    recipientId: ref().notNull(),
    attemptId: uuid().notNull(),
    attemptNo: integer().notNull(),
    at: instant().notNull().defaultNow(),
    outcome: text().notNull(), // SendOutcome of lib/domain/ses-outcome.ts
    code: text().notNull(), // SES's error name, or ours
    message: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.recipientId, t.attemptId] })],
);

export const emailEventType = pgEnum("email_event_type", [
  "send",
  "delivery",
  "delivery_delay",
  "bounce",
  "complaint",
  "reject",
  "rendering_failure",
  "open",
  "click",
  "subscription",
  "unsubscribe", // ours: from the public page or one-click
  "unknown",
]);
export type EmailEventType = (typeof emailEventType.enumValues)[number];

/** Everything reported about a mail, by SES or by our own public routes; deduplicated by key. */
export const emailEvents = pgTable(
  "email_events",
  {
    /** 0 = not about a mail of ours. */
    campaignId: ref().notNull().default(0),
    dedupeKey: text().notNull(),
    type: emailEventType().notNull(),
    recipientId: ref(),
    attemptId: uuid(),
    sesMessageId: text(),
    occurredAt: instant().notNull(),
    receivedAt: instant().notNull().defaultNow(),
    /** SES's JSON as it came; for clicks of ours { link: n, url, userAgent, ip }. */
    payload: jsonb().$type<unknown>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.dedupeKey] }),
    index("email_events_recipient").on(t.campaignId, t.recipientId),
    index("email_events_campaign_type").on(t.campaignId, t.type, t.occurredAt),
  ],
);

/** Evidence that SES accepted one recipient more than once. Shown, never hidden. */
export const duplicateAccepts = pgTable(
  "duplicate_accepts",
  {
    campaignId: ref().notNull(),
    recipientId: ref().notNull(),
    sesMessageId: text().notNull(),
    attemptId: uuid(),
    seenAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.campaignId, t.recipientId, t.sesMessageId] })],
);
