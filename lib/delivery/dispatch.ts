import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import { countOutstanding, enqueueSendJobs } from "@/lib/aws/sqs";
import { chooseRows, type Push, type Running, type Window } from "@/lib/delivery/choose-rows";
import { lockDispatch } from "@/lib/delivery/dispatch-lock";
import { laneOf, queueOfLane, type Lane } from "@/lib/delivery/lanes";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { describeRate, unknownRate } from "@/lib/delivery/rate";
import { fromDomainSql } from "@/lib/delivery/sending-days";
import { unmarkWoken } from "@/lib/delivery/wake-ups";
import { log } from "@/lib/log";

/** However fast SES is: so many rows are counted and marked within a second. */
const maxOutstanding = 60_000;
const maxDelaySeconds = 900;

/** Fills the window of one lane; returns how many wake-ups went out. */
export async function dispatchLane(lane: Lane): Promise<number> {
  return await fillWindow(lane, await listRunning(lane));
}

/** Pushes one campaign's share at once; the route handler calls it right after planning. */
export async function dispatchCampaign(campaignId: number): Promise<void> {
  const campaign = await findRunning(campaignId);
  if (!campaign) return;
  const lane = laneOf(campaign.kind);
  // Mails of the system are few, and none of them may wait for a look at all the others.
  const running = lane === "transactional" ? [campaign] : await listRunning(lane);
  await fillWindow(lane, running, campaignId);
}

const runningSql = sql`
  select c.id, c.kind, ${fromDomainSql} as domain, c.fanout_finished_at is not null as is_planned
  from campaigns c where c.status in ('launching', 'sending')`;

async function listRunning(lane: Lane): Promise<Running[]> {
  const kinds =
    lane === "campaign" ? sql`('marketing', 'information')` : sql`('transactional', 'test')`;
  const { rows } = await db.execute<RunningRow>(
    sql`${runningSql} and c.kind in ${kinds} order by c.id`,
  );
  return rows.map(toRunning);
}

async function findRunning(id: number): Promise<Running | undefined> {
  const { rows } = await db.execute<RunningRow>(sql`${runningSql} and c.id = ${id}::bigint`);
  return rows.map(toRunning)[0];
}

type RunningRow = { id: string; kind: CampaignKind; domain: string | null; is_planned: boolean };

function toRunning({ id, kind, domain, is_planned }: RunningRow): Running {
  return { id: Number(id), kind, domain: domain ?? "", isPlanned: is_planned };
}

async function fillWindow(lane: Lane, running: Running[], only?: number): Promise<number> {
  const allowed = await findWindow(lane);
  if (!allowed || running.length === 0) return 0;
  const pushes = await db.transaction(async (tx) => {
    // Mails of the system come one by one: nothing to share, and nobody is to queue for a lock.
    if (lane === "campaign") await lockDispatch(tx);
    return await chooseRows(tx, running, { ...allowed, lane, only });
  });
  let pushed = 0;
  for (const push of pushes) pushed += await pushWakeUps(lane, push);
  return pushed;
}

/**
 * A window of sending time lies on the queue: few wake-ups enough that a pause acts at once and no
 * backlog of stale ones builds up, enough that a consumer never waits for the next tick, which is a
 * minute away on AWS. undefined: nobody is to be woken now.
 */
async function findWindow(lane: Lane): Promise<Window | undefined> {
  const state = await describeRate();
  const perSecond = state?.targetRate ?? unknownRate;
  if (state?.held[lane]) return undefined;
  const byRate = Math.min(maxOutstanding, Math.ceil(perSecond * protocolTimes.windowSeconds));
  const window = Math.min(byRate, Math.floor(state?.quotaLeft?.[lane] ?? byRate));
  // Twice the window lies there only when something is wrong: wake-ups of canceled campaigns, or
  // consumers that stand still. More of them would help nobody.
  return (await countOutstanding(queueOfLane[lane])) > 2 * byRate
    ? undefined
    : { window, perSecond };
}

async function pushWakeUps(lane: Lane, push: Push): Promise<number> {
  const { campaignId, ids, delays } = push;
  const jobs = ids.map((recipientId, index) => ({
    job: { v: 1 as const, campaignId, recipientId },
    delaySeconds: Math.min(maxDelaySeconds, delays[index] ?? 0),
  }));
  const refused = await enqueueSendJobs(queueOfLane[lane], jobs);
  if (refused.jobs.length > 0) {
    const wakeUps = refused.jobs.length;
    log.error({ campaign: campaignId, wakeUps, error: refused.cause }, "wake-ups not taken");
    const owed = refused.jobs.map(({ recipientId }) => recipientId);
    await unmarkWoken(db, campaignId, owed);
  }
  return jobs.length - refused.jobs.length;
}
