import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { SkipReason } from "./recipients";

const instant = () => timestamp({ withTimezone: true });
const ref = () => bigint({ mode: "number" });
const count = () => integer().notNull().default(0);

/**
 * What the ledger of one campaign adds up to. Never incremented, always counted anew from the rows
 * (lib/delivery/stats.ts), so that it cannot drift; once the rows are archived it is what is left.
 */
export const campaignStats = pgTable("campaign_stats", {
  campaignId: ref().primaryKey(),
  // --- what we did: audience = the sum of the seven below
  audience: count(),
  queued: count(),
  sending: count(),
  inDoubt: count(),
  sent: count(),
  failed: count(),
  skipped: count(),
  canceled: count(),
  skipReasons: jsonb()
    .$type<Partial<Record<SkipReason, number>>>()
    .notNull()
    .default(sql`'{}'::jsonb`),
  // --- what was reported of the sent: sent = delivered + bounced + rejected + those without a report
  delivered: count(),
  bounced: count(), // = the four below
  bouncedPermanently: count(),
  bouncedTransiently: count(),
  bouncedUndetermined: count(),
  echoes: count(), // SES's own lists answered, no mailbox: in no rate
  rejected: count(),
  autoReplied: count(), // delivered, and an out-of-office note came back as a "bounce"
  delayed: count(), // at some time
  complained: count(),
  /** Reached at providers that report complaints: what `complained` is a share of. */
  complaintBase: count(),
  opened: count(),
  clicked: count(),
  unsubscribed: count(),
  duplicateAccepts: count(),
  lastSentAt: instant(),
  // --- the count itself
  planned: count(), // the campaign's audience_count that was seen
  countedAt: instant().notNull(),
  countMs: integer().notNull().default(0), // a large ledger is counted less often
  frozenAt: instant(), // archived: the rows are gone, this stays
});

/** Marks of ledgers that changed: append-only, so that no two writers wait for one row. */
export const statsDue = pgTable(
  "stats_due",
  {
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    campaignId: ref().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [index("stats_due_campaign").on(t.campaignId)],
);

/**
 * A person let a campaign go on past a guard: the counts it had then. It is paused again only when
 * they have doubled.
 */
export const guardBars = pgTable(
  "guard_bars",
  {
    scope: text().notNull(), // "campaign:12" or "domain:shop.kr"
    measure: text().$type<"bounces" | "complaints">().notNull(),
    count: integer().notNull(),
    raisedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.measure] })],
);

/** Queue messages that nobody can read: kept as evidence, so that they stop no batch. */
export const poisonMessages = pgTable(
  "poison_messages",
  {
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    queue: text().notNull(), // "events"
    messageId: text().notNull(),
    reason: text().notNull(),
    body: text().notNull(), // its beginning
    bytes: integer().notNull(), // of the whole
    receivedAt: instant().notNull().defaultNow(),
  },
  (t) => [index("poison_messages_received_at").on(t.receivedAt)],
);
