import { and, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { countOutstanding, enqueueSendJobs, type Refused } from "@/lib/aws/sqs";
import { laneOf, queueOfLane, type Lane } from "@/lib/delivery/lanes";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { findRate } from "@/lib/delivery/rate";
import { log } from "@/lib/log";

const maxOutstanding = 20_000;
const resendAfter = sql`${protocolTimes.wakeUpLostSeconds}::float8 * interval '1 second'`;
const maxDelaySeconds = 900;

/** Fills the window of one lane, shared evenly among the campaigns that have somebody waiting. */
export async function dispatchLane(lane: Lane): Promise<void> {
  const kinds =
    lane === "campaign" ? sql`('marketing', 'information')` : sql`('transactional', 'test')`;
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from campaigns c
    where c.status in ('launching', 'sending') and c.kind in ${kinds}
      and exists (select 1 from recipients r where r.campaign_id = c.id and r.status = 'queued'
        and r.next_at <= now()
        and (r.enqueued_at is null or r.enqueued_at < now() - ${resendAfter}))
    order by c.id`);
  let left = await roomOf(lane);
  for (const [index, { id }] of rows.entries()) {
    const share = Math.ceil(left / (rows.length - index));
    left -= await pushWakeUps({ campaignId: Number(id), lane, limit: share });
  }
}

/** Fills the window for one campaign at once; the route handler calls it right after planning. */
export async function dispatchCampaign(campaignId: number): Promise<void> {
  const [campaign] = await db
    .select({ kind: campaigns.kind })
    .from(campaigns)
    .where(and(eq(campaigns.id, campaignId), inArray(campaigns.status, ["launching", "sending"])));
  if (!campaign) return;
  const lane = laneOf(campaign.kind);
  await pushWakeUps({ campaignId, lane, limit: await roomOf(lane) });
}

async function roomOf(lane: Lane): Promise<number> {
  const rate = await findRate(lane);
  const window = Math.min(maxOutstanding, Math.ceil(rate * protocolTimes.windowSeconds));
  return Math.max(0, window - (await countOutstanding(queueOfLane[lane])));
}

/** Returns how many wake-ups went out. */
async function pushWakeUps(options: {
  campaignId: number;
  lane: Lane;
  limit: number;
}): Promise<number> {
  const { campaignId, lane, limit } = options;
  if (limit <= 0) return 0;
  const { rows } = await db.execute<{ id: string }>(sql`
    update recipients set enqueued_at = now()
    where campaign_id = ${campaignId}::bigint and id in (
      select id from recipients
      where campaign_id = ${campaignId}::bigint and status = 'queued' and next_at <= now()
        and (enqueued_at is null or enqueued_at < now() - ${resendAfter})
      order by next_at, id limit ${limit}::int for update skip locked)
      and status = 'queued'
    returning id`);
  const rate = await findRate(lane);
  const jobs = rows
    .map(({ id }) => Number(id))
    .toSorted((a, b) => a - b)
    .map((recipientId, index) => ({
      job: { v: 1 as const, campaignId, recipientId },
      // Spread at the rate, so that a message is rarely received before its turn.
      delaySeconds: Math.min(maxDelaySeconds, Math.floor(index / Math.max(rate, 0.1))),
    }));
  const refused = await enqueueSendJobs(queueOfLane[lane], jobs);
  if (refused.jobs.length > 0) await keepOwed(campaignId, refused);
  return jobs.length - refused.jobs.length;
}

/** What the queue did not take is due again at the next tick. */
async function keepOwed(campaignId: number, { jobs, cause }: Refused): Promise<void> {
  log.error({ campaign: campaignId, wakeUps: jobs.length, error: cause }, "wake-ups not taken");
  const ids = jobs.map(({ recipientId }) => recipientId);
  await db.execute(sql`update recipients set enqueued_at = null
    where campaign_id = ${campaignId}::bigint and id = any(${sql.param(ids)}::bigint[])
      and status = 'queued'`);
}
