import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { Lane } from "@/lib/delivery/lanes";
import { describeRate, type Hold } from "@/lib/delivery/rate";

export type LaneState = {
  lane: Lane;
  /** As of the last count, some seconds ago; without those of paused campaigns. */
  waiting: number;
  /** Who waits in paused campaigns: whatever the lane lets through, they stay. */
  paused: number;
  /** Why nobody leaves although nobody is in front; null while mails may leave. */
  held: Hold | null;
};

export type SendingState = {
  /** Recipients per second that may leave, both lanes together; undefined until SES was asked. */
  targetRate: number | undefined;
  /** Recipients per second that took a turn since SES was last asked. */
  heldRate: number;
  /** What campaigns may still send of SES's day, without other mails' reserve; undefined = unlimited. */
  campaignQuotaLeft: number | undefined;
  /** SES's last request to slow down. */
  throttledAt: Date | null;
  lanes: LaneState[];
};

/** How fast mails may leave and do, and who waits. Reads no row of the ledger, whatever its size. */
export async function readSendingState(): Promise<SendingState> {
  const [state, heldRate, { rows }] = await Promise.all([
    describeRate(),
    readHeldRate(),
    db.execute<{ lane: Lane; waiting: number; paused: number }>(sql`
      select case when c.kind in ('marketing', 'information') then 'campaign'
        else 'transactional' end as lane,
        coalesce(sum(s.queued) filter (where c.status <> 'paused'), 0)::int as waiting,
        coalesce(sum(s.queued) filter (where c.status = 'paused'), 0)::int as paused
      from campaign_stats s join campaigns c on c.id = s.campaign_id
      where s.queued > 0 and c.status in ('launching', 'sending', 'paused') group by 1`),
  ]);
  return {
    targetRate: state?.targetRate,
    heldRate,
    campaignQuotaLeft: state?.quotaLeft?.campaign,
    throttledAt: state?.throttledAt ?? null,
    lanes: (["campaign", "transactional"] as const).map((lane) => {
      const { waiting = 0, paused = 0 } = rows.find((row) => row.lane === lane) ?? {};
      return {
        lane,
        waiting,
        paused,
        held: state === undefined ? "limits_unknown" : state.held[lane],
      };
    }),
  };
}

/** Read off the bucket: counting sent rows would read whole campaigns. */
export async function readHeldRate(): Promise<number> {
  const { rows } = await db.execute<{ held: number }>(sql`
    select coalesce(sum(reserved_since_poll
      / greatest(1, extract(epoch from now() - polled_at))), 0)::float8 as held from send_rates`);
  return rows[0]?.held ?? 0;
}
