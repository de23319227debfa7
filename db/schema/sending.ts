import { bigint, doublePrecision, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });

/**
 * The shared rate: one GCRA bucket a SES region (`tat` = theoretical arrival time), so that one UPDATE
 * decides for both lanes and their sum is bounded by construction.
 */
export const sendRates = pgTable("send_rates", {
  region: text().primaryKey(),
  maxSendRate: doublePrecision().notNull(), // recipients per second, as SES said
  share: doublePrecision().notNull(), // of it, that we use: falls on a 429, grows while there is none
  tat: instant().notNull().defaultNow(), // until when sends are reserved
  campaignTat: instant().notNull().defaultNow(), // the same for a lane's guaranteed part alone
  transactionalTat: instant().notNull().defaultNow(),
  throttledAt: instant(), // SES's last 429
  campaignThrottles: bigint({ mode: "number" }).notNull().default(0), // 429s so far
  transactionalThrottles: bigint({ mode: "number" }).notNull().default(0),
  // --- the day's quota
  dailyQuota: doublePrecision().notNull(), // recipients in 24 hours; below 0 = unlimited
  campaignQuota: doublePrecision().notNull(), // the same without the reserve
  quotaUsed: doublePrecision().notNull(), // by SES's count at polledAt
  reservedSincePoll: doublePrecision().notNull().default(0), // by ours, since then
  quotaRefusedAt: instant(), // SES refused for the quota although the count left room
  polledAt: instant().notNull().defaultNow(),
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
