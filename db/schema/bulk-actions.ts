import {
  bigint,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const ref = () => bigint({ mode: "number" });

export const bulkStatus = pgEnum("bulk_status", [
  "queued",
  "running",
  "completed",
  "failed", // failedReason says why; what was done stays and can be undone
  "undoing",
  "undone",
]);
export type BulkStatus = (typeof bulkStatus.enumValues)[number];

/** One act on many contacts: done batch after batch, each with what it takes to undo it. */
export const bulkActions = pgTable(
  "bulk_actions",
  {
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    /** BulkDeed and BulkSelection of lib/domain/bulk-action.ts. */
    deed: jsonb().$type<unknown>().notNull(),
    selection: jsonb().$type<unknown>().notNull(),
    status: bulkStatus().notNull().default("queued"),
    total: integer(), // null until everybody has been looked at once
    seen: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    /** Contacts above it are done; the run goes from the newest down. */
    cursor: ref(),
    leaseId: uuid(),
    leaseUntil: instant(),
    /** Runs since the last batch that was done: a deed that can never be done is given up. */
    tries: integer().notNull().default(0),
    failedReason: text(), // BulkFailure of lib/domain/bulk-action.ts
    failedWhile: bulkStatus(), // "running" or "undoing": what trying again goes on with
    createdBy: ref().notNull(),
    createdAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
    undoUntil: instant(), // null = what it takes is gone
  },
  (t) => [index("bulk_actions_status").on(t.status)],
);

/** How a contact was before: kept until the time for undoing is over. */
export const bulkChanges = pgTable(
  "bulk_changes",
  {
    actionId: ref()
      .notNull()
      .references(() => bulkActions.id, { onDelete: "cascade" }),
    contactId: ref().notNull(),
    before: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.actionId, t.contactId] }),
    index("bulk_changes_contact").on(t.contactId), // erasing a person reaches these too
  ],
);
