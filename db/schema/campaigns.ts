import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { topics } from "./audience";
import { brands, senders } from "./organization";

const instant = () => timestamp({ withTimezone: true });
const id = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey();
const ref = () => bigint({ mode: "number" });

export const campaignKind = pgEnum("campaign_kind", [
  "marketing", // an advertisement in law
  "information",
  "transactional", // one row a message type and month
  "test", // one row a test send
]);
export type CampaignKind = (typeof campaignKind.enumValues)[number];

export const campaignStatus = pgEnum("campaign_status", [
  "draft",
  "scheduled",
  "launching", // recipients are being planned; the first mails may already leave
  "sending",
  "paused",
  "completed",
  "completed_with_failures",
  "canceled",
  "failed", // could not launch; failedReason says why
]);
export type CampaignStatus = (typeof campaignStatus.enumValues)[number];

export const inDoubtPolicy = pgEnum("in_doubt_policy", ["hold", "confirm", "resend"]);
export type InDoubtPolicy = (typeof inDoubtPolicy.enumValues)[number];

/** Compiled mails, frozen and shared by hash; `compiled` is CompiledContent of lib/domain. */
export const contents = pgTable("contents", {
  hash: text().primaryKey(), // sha256 of the canonical JSON, hex
  compiled: jsonb().$type<unknown>().notNull(),
  createdAt: instant().notNull().defaultNow(),
});

export const campaigns = pgTable(
  "campaigns",
  {
    id: id(),
    brandId: ref()
      .notNull()
      .references(() => brands.id),
    kind: campaignKind().notNull().default("marketing"),
    /** Transactional rows: the message type and month they collect, e.g. "sign-in-link/ko/2026-11". */
    messageType: text(),
    /** Test rows: the campaign that was tried. Erased with nothing: the ledger stays. */
    testOfCampaignId: ref(),
    name: text().notNull().default(""),
    // --- content, editable while draft or scheduled
    subject: text().notNull().default(""),
    previewText: text().notNull().default(""),
    senderId: ref().references(() => senders.id),
    replyTo: text(),
    topicId: ref().references(() => topics.id),
    templateKey: text(), // "promotion" | "letter": emails/templates/<key>.tsx
    content: jsonb()
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'::jsonb`),
    // --- audience: everyone in the topic when no segment is chosen
    segmentIds: ref()
      .array()
      .notNull()
      .default(sql`'{}'::bigint[]`),
    excludedSegmentIds: ref()
      .array()
      .notNull()
      .default(sql`'{}'::bigint[]`),
    // --- life
    status: campaignStatus().notNull().default("draft"),
    revision: integer().notNull().default(1), // raised by every save; a stale save is refused
    scheduleVersion: integer().notNull().default(0), // raised by every change of schedule: an old firing is a no-op
    scheduledFor: instant(),
    timeZone: text(), // IANA name the person chose
    pausedReason: text(), // machine word; null when a person paused
    pausedFrom: campaignStatus(), // launching or sending: where resume goes back to
    failedReason: text(),
    inDoubtPolicy: inDoubtPolicy().notNull().default("confirm"),
    // --- frozen on confirming
    contentHash: text().references(() => contents.hash),
    confirmedAt: instant(),
    confirmedBy: ref(),
    reviewedCount: integer(), // how many would have got it when the person confirmed
    spreadOverDays: boolean().notNull().default(false), // may take more than a day; the person said so
    // --- frozen at launch
    fromName: text(),
    fromEmail: text(),
    launchedReplyTo: text(),
    audienceRule: jsonb().$type<unknown>(), // { include: SegmentRule[], exclude: SegmentRule[] }
    asOf: instant(), // relative dates in rules are meant from here
    maxContactId: ref(),
    mergeFields: text()
      .array()
      .notNull()
      .default(sql`'{}'::text[]`), // what the content reads
    requiredFields: text()
      .array()
      .notNull()
      .default(sql`'{}'::text[]`), // those without a fallback
    // --- fan-out
    fanoutCursor: ref().notNull().default(0), // contacts up to this id are planned
    fanoutAdvancedAt: instant(), // last chunk; a fan-out that stands still is called again
    fanoutFinishedAt: instant(),
    audienceCount: integer().notNull().default(0), // rows planned so far; grows in each chunk's transaction
    startedAt: instant(),
    finishedAt: instant(),
    createdBy: ref(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    archivedAt: instant(),
  },
  (t) => [
    index("campaigns_status").on(t.status),
    index("campaigns_created_at").on(t.createdAt),
    uniqueIndex("campaigns_message_type")
      .on(t.messageType)
      .where(sql`${t.messageType} is not null`),
  ],
);
