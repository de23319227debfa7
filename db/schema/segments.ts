import { bigint, index, integer, pgTable, primaryKey, timestamp } from "drizzle-orm/pg-core";
import { contacts, segments } from "./audience";

const instant = () => timestamp({ withTimezone: true });
const ref = () => bigint({ mode: "number" });
const count = () => integer().notNull().default(0);

/** Who is in a static segment. */
export const segmentMembers = pgTable(
  "segment_members",
  {
    segmentId: ref()
      .notNull()
      .references(() => segments.id, { onDelete: "cascade" }),
    contactId: ref()
      .notNull()
      .references(() => contacts.id, { onDelete: "cascade" }), // erasure takes it
    addedAt: instant().notNull().defaultNow(),
    addedBy: ref(),
  },
  (t) => [
    primaryKey({ columns: [t.segmentId, t.contactId] }),
    index("segment_members_contact").on(t.contactId),
  ],
);

/**
 * The latest time of each kind over all campaign mails of a contact (docs/decisions/015-engagement.md).
 * Never incremented, only raised: folding the ledger again, in any order, ends in the same row.
 */
export const contactEngagement = pgTable("contact_engagement", {
  contactId: ref()
    .primaryKey()
    .references(() => contacts.id, { onDelete: "cascade" }),
  lastSentAt: instant(),
  lastDeliveredAt: instant(),
  lastOpenedAt: instant(),
  lastClickedAt: instant(),
  lastBouncedAt: instant(),
  lastComplainedAt: instant(),
  lastUnsubscribedAt: instant(),
});

/** How far the ledger of a campaign is folded into `contact_engagement`. */
export const engagementFolds = pgTable("engagement_folds", {
  campaignId: ref().primaryKey(),
  // The counts of campaign_stats that the fold under way, or the last one, is about.
  sent: count(),
  delivered: count(),
  bounced: count(),
  complained: count(),
  opened: count(),
  clicked: count(),
  unsubscribed: count(),
  startedAt: instant().notNull().defaultNow(),
  /** Recipients up to this one are done; null = all are. */
  cursor: bigint({ mode: "number" }),
  /** Work so far, waiting for the next tick not counted: a large ledger is folded less often. */
  foldMs: integer().notNull().default(0),
});
