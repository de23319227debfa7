import { sql } from "drizzle-orm";
import { db } from "@/db";
import { remember } from "@/lib/reports/remember";

/**
 * How many mails of ours left in each of the last 24 hours, and when the last of each did: from then on
 * SES counts them for a day.
 */
export async function listRecentSends(): Promise<{ at: Date; count: number }[]> {
  return await remember("recent sends", readRecentSends);
}

async function readRecentSends(): Promise<{ at: Date; count: number }[]> {
  // Ids first, so that only the partitions of these campaigns are read.
  const { rows: campaigns } = await db.execute<{ id: string }>(sql`
    select id from campaigns where started_at is not null
      and (finished_at is null or finished_at > now() - interval '24 hours')`);
  const ids = sql.param(campaigns.map(({ id }) => Number(id)));
  const { rows } = await db.execute<{ at: string | Date; count: number }>(sql`
    select max(sent_at) as at, count(*)::int as count from recipients
    where campaign_id = any(${ids}::bigint[]) and sent_at > now() - interval '24 hours'
    group by date_bin('1 hour', sent_at, now())`);
  return rows.map((row) => ({ at: new Date(row.at), count: row.count }));
}
