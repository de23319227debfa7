import { sql } from "drizzle-orm";
import {
  bigint,
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import { mailboxGroup } from "./recipients";

const instant = () => timestamp({ withTimezone: true });

/** What one domain that we send from may send a day. No row = no limit of ours. */
export const sendingDomains = pgTable("sending_domains", {
  domain: text().primaryKey(),
  dailyCap: integer(), // set by a person; null = none
  // --- warm-up: all null or all set
  warmUpStart: integer(), // mails on its first day
  warmUpGoal: integer(), // mails a day at which it is over
  warmUpGrowth: doublePrecision(), // 1.5 or 2 times the day before
  warmUpFinishedOn: date(), // the last one that reached its goal
  updatedAt: instant().notNull().defaultNow(),
});

/** One row a limited domain and day (of the organisation's time zone): the places given out. */
export const sendingDays = pgTable(
  "sending_days",
  {
    domain: text().notNull(),
    day: date().notNull(),
    taken: integer().notNull().default(0), // above the day's cap only when that came later
    warmUpCap: integer(), // null = the domain does not warm up
    heldBy: text().$type<"bounces" | "complaints" | "delays" | "unused">(), // why the cap did not grow
    heldShare: doublePrecision(), // of the sending day before
  },
  (t) => [primaryKey({ columns: [t.domain, t.day] })],
);

/** How mailboxes took our mails, counted by the batch: append-only, read by the minute, short-lived. */
export const mailboxReports = pgTable(
  "mailbox_reports",
  {
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    at: instant()
      .notNull()
      .default(sql`now()`),
    domain: text().notNull(), // we sent from
    mailboxGroup: mailboxGroup().notNull(),
    delivered: integer().notNull(),
    delayed: integer().notNull(), // DeliveryDelay
    bounced: integer().notNull(), // transient ones
  },
  (t) => [index("mailbox_reports_at").on(t.at)],
);

/** A group of mailboxes that delays our mail gets less of it for a while. */
export const mailboxSlowdowns = pgTable(
  "mailbox_slowdowns",
  {
    domain: text().notNull(),
    mailboxGroup: mailboxGroup().notNull(),
    since: instant().notNull(),
    until: instant().notNull(),
    share: doublePrecision().notNull(), // of a campaign's rate that the group may have until then
    delayedShare: doublePrecision().notNull(), // what was seen when it began
  },
  (t) => [primaryKey({ columns: [t.domain, t.mailboxGroup] })],
);
