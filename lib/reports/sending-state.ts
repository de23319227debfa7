import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { Lane } from "@/lib/delivery/lanes";

export type LaneState = {
  lane: Lane;
  /** Recipients per second that may leave. */
  rate: number;
  throttledAt: Date | null;
  waiting: number;
  /** Accepted by SES in the last minute. */
  sentLastMinute: number;
};

/** Both lanes as they are now. */
export async function listLanes(): Promise<LaneState[]> {
  const { rows } = await db.execute<{
    lane: Lane;
    rate: number;
    throttled_at: string | null;
    waiting: number;
    sent: number;
  }>(sql`
    with open_campaigns as (
      select id, case when kind in ('marketing', 'information') then 'campaign' else 'transactional' end as lane
      from campaigns where status in ('launching', 'sending', 'paused')
        or finished_at > now() - interval '2 minutes'
    )
    select b.lane, b.max_send_rate * b.share as rate, b.throttled_at,
      (select count(*)::int from open_campaigns c join recipients r on r.campaign_id = c.id
        where c.lane = b.lane and r.status = 'queued') as waiting,
      (select count(*)::int from open_campaigns c join recipients r on r.campaign_id = c.id
        where c.lane = b.lane and r.sent_at > now() - interval '60 seconds') as sent
    from (select *, 'campaign' as lane from send_rates union all
      select *, 'transactional' from send_rates) b order by b.lane`);
  return rows.map((row) => ({
    lane: row.lane,
    rate: row.rate,
    throttledAt: row.throttled_at === null ? null : new Date(row.throttled_at),
    waiting: row.waiting,
    sentLastMinute: row.sent,
  }));
}
