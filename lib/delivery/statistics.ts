import { sql } from "drizzle-orm";
import { db } from "@/db";
import { log } from "@/lib/log";

/** Pressing send waits for it: whatever happens, not longer than this. Autovacuum comes by later. */
const patienceMs = 1_000;
/**
 * PostgreSQL reads 300 rows for each of these: 3,000 instead of its usual 30,000, which lie on as many
 * pages of a partition with millions of old rows.
 */
const sampleTarget = 10;

/**
 * Tells PostgreSQL that there is a new campaign in its partition. Until it knows, it takes "the rows
 * of this campaign" for a handful, and reads them all for each claim of ten: 6 ms of 4,000 rows where
 * 0.1 ms is enough, and ever more the larger the campaign. Autovacuum would find out after a minute.
 */
export async function learnCampaignSize(campaignId: number): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ partition: string }>(sql`
        select tableoid::regclass::text as partition from recipients
        where campaign_id = ${campaignId}::bigint limit 1`);
      const [row] = rows;
      if (!row) return;
      await tx.execute(sql`set local statement_timeout = ${sql.raw(String(patienceMs))}`);
      await tx.execute(sql`set local default_statistics_target = ${sql.raw(String(sampleTarget))}`);
      // regclass prints a name as it has to be quoted.
      await tx.execute(sql`analyze (skip_locked) ${sql.raw(row.partition)} (campaign_id)`);
    });
  } catch (error) {
    log.warn({ campaign: campaignId, error }, "statistics of a new campaign left to autovacuum");
  }
}
