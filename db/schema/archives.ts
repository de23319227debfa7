import { bigint, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const ref = () => bigint({ mode: "number" });

/**
 * Campaigns whose rows lie in files (docs/decisions/013-archive.md). Three steps, each of which may be
 * repeated after a crash: detached (out of everybody's way), written (files read back), dropped.
 */
export const campaignArchives = pgTable("campaign_archives", {
  campaignId: ref().primaryKey(),
  /** The first campaign id of the range it was taken out with: the detached tables' names. */
  rangeLow: ref().notNull(),
  folder: text().notNull(), // as given to the command
  /** ArchivedFile[] of lib/domain/archived-campaign.ts. */
  files: jsonb().$type<unknown>().notNull().default([]),
  /** ArchivedReport of the same: what the report shows beyond campaign_stats. */
  report: jsonb().$type<unknown>().notNull(),
  detachedAt: instant().notNull().defaultNow(),
  writtenAt: instant(),
  droppedAt: instant(),
  /** Everybody up to this row of `erasures` has been taken out of the files. */
  erasedTo: ref().notNull().default(0),
});
