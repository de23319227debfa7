import { bigint, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const ref = () => bigint({ mode: "number" });

/** When all contacts were last looked through by a key: "phone" or "property:<key>". */
export const duplicateSearches = pgTable("duplicate_searches", {
  key: text().primaryKey(),
  /** A user asks for it; null = nobody waits. */
  requestedAt: instant(),
  searchedAt: instant(), // null = never yet
});

/** What was found then. Contacts change meanwhile: who reads a group checks its members again. */
export const duplicateGroups = pgTable(
  "duplicate_groups",
  {
    key: text()
      .notNull()
      .references(() => duplicateSearches.key, { onDelete: "cascade" }),
    value: text().notNull(), // as it is compared
    contactCount: integer().notNull(),
    contactIds: ref().array().notNull(), // the oldest few
  },
  (t) => [primaryKey({ columns: [t.key, t.value] })],
);
