import { boolean, doublePrecision, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });

/** The shared rate, one row a lane: a GCRA bucket (theoretical arrival time). */
export const sendBuckets = pgTable("send_buckets", {
  lane: text().$type<"campaign" | "transactional">().primaryKey(),
  rate: doublePrecision().notNull(), // recipients per second
  tat: instant().notNull().defaultNow(),
  paused: boolean().notNull().default(false),
  pausedReason: text(),
  throttledAt: instant(), // SES's last 429
  updatedAt: instant().notNull().defaultNow(),
});

/** What SES's GetAccount last said; one row (id "ses"), polled from one place. */
export const sesAccount = pgTable("ses_account", {
  id: text().primaryKey(),
  account: jsonb().$type<unknown>().notNull(),
  fetchedAt: instant().notNull().defaultNow(),
});

/** Who is alive: one row a process role. */
export const heartbeats = pgTable("heartbeats", {
  role: text().primaryKey(), // "dispatch", "reconcile", …
  at: instant().notNull().defaultNow(),
  details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
});
