import { bigint, boolean, index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { users } from "./users";

const instant = () => timestamp({ withTimezone: true });

/** A way of looking at the contacts that was given a name: filter, sort and columns. */
export const contactViews = pgTable(
  "contact_views",
  {
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    userId: bigint({ mode: "number" })
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    isShared: boolean().notNull().default(false), // everybody sees it; only its owner changes it
    /** The parts of the list's address: filter, sort, columns. */
    query: jsonb().$type<Record<string, string>>().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index("contact_views_user").on(t.userId)],
);

/** The columns that a user chose last: what the table shows when its address names none. */
export const contactColumns = pgTable("contact_columns", {
  userId: bigint({ mode: "number" })
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  columns: text().array().notNull(),
});
