import { sql } from "drizzle-orm";
import { db } from "@/db";
import { countGivenUp, readQueue } from "@/lib/aws/sqs";
import { listOpenCampaigns } from "@/lib/delivery/open-campaigns";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { log } from "@/lib/log";

/**
 * Whether SES's events reach the ledger in time: none lies among the dead letters of their queue, and
 * the queue is empty or the newest event that came off it is young. While they are late, a mail's
 * silence says nothing.
 */
export async function doEventsArrive(): Promise<boolean> {
  const [{ visible, inFlight }, dead] = await Promise.all([
    readQueue("events"),
    countGivenUp("events"),
  ]);
  const waiting = visible + inFlight;
  const lagSeconds = waiting === 0 ? 0 : await readLag();
  const arrive = dead === 0 && lagSeconds <= protocolTimes.eventLagSeconds;
  if (!arrive)
    log.warn({ waiting, dead, lagSeconds }, "events are late: nobody in doubt is judged");
  return arrive;
}

/** Seconds since the newest event that was recorded happened; without one, for ever. */
async function readLag(): Promise<number> {
  const { rows } = await db.execute<{ lag: number | null }>(sql`
    select extract(epoch from now() - max(newest.at))::float8 as lag
    from unnest(${sql.param(await listOpenCampaigns())}::bigint[]) as c (id)
    cross join lateral (
      select e.occurred_at as at from email_events e
      where e.campaign_id = c.id and e.type = 'send' order by e.occurred_at desc limit 1) newest`);
  return rows[0]?.lag ?? Infinity;
}
