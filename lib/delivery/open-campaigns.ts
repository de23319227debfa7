import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import type { InDoubtPolicy } from "@/db/schema/campaigns";

/** Calls of a canceled campaign end within minutes; its rows are swept for a day. */
const stillOpen = sql`(c.status in ('launching', 'sending', 'paused')
  or (c.status = 'canceled' and c.finished_at > now() - interval '1 day'))`;

/**
 * The campaigns that may have recipients on their way. The ledger is partitioned by campaign: whoever
 * sweeps it names these first, so that no finished campaign's partition is opened, however many there
 * are.
 */
export async function listOpenCampaigns(policy?: InDoubtPolicy): Promise<number[]> {
  const chosen: SQL = policy === undefined ? sql`true` : sql`c.in_doubt_policy = ${policy}`;
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from campaigns c where ${stillOpen} and ${chosen} order by c.id`);
  return rows.map(({ id }) => Number(id));
}

/** Of these a recipient may have failed whose copy is still owed: open ones and those just finished. */
export async function listRecentCampaigns(): Promise<number[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from campaigns c
    where ${stillOpen} or c.finished_at > now() - interval '1 day' order by c.id`);
  return rows.map(({ id }) => Number(id));
}
