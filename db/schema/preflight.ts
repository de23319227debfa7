import { bigint, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });

/** What links of mails answered when they were last tried; old rows are asked again. */
export const linkChecks = pgTable("link_checks", {
  urlHash: text().primaryKey(), // sha256, hex: addresses may be longer than an index entry
  url: text().notNull(),
  state: jsonb().$type<unknown>().notNull(), // LinkState of lib/domain/link-state.ts
  checkedAt: instant().notNull().defaultNow(),
});

/** Addresses that get test mails together: colleagues, and mailboxes of several providers. */
export const testGroups = pgTable("test_groups", {
  id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
  name: text().notNull(),
  addresses: text().array().notNull(),
  createdAt: instant().notNull().defaultNow(),
  createdBy: bigint({ mode: "number" }),
});
