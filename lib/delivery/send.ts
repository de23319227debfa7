import {
  type Attempt,
  attempt,
  type AttemptResult,
  idsOf,
  prepareAttempt,
} from "@/lib/delivery/attempt";
import { type Claim, claimRecipients, skipBlocked } from "@/lib/delivery/claim";
import { handBack, leaveToDispatcher, listClaimable, wakeAgain } from "@/lib/delivery/give-back";
import type { Lane } from "@/lib/delivery/lanes";
import { claimLead, reachPlace, type Schedule, sleepUntil } from "@/lib/delivery/place";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { slowDown } from "@/lib/delivery/rate";
import { recordAccepted, recordReturned } from "@/lib/delivery/record";
import { takeTurn } from "@/lib/delivery/turn";
import type { SendJob } from "@/lib/domain/send-job";
import { log } from "@/lib/log";

/** A call and a second for its record; with less than this left, nothing new is called. */
const callMs = (protocolTimes.callSeconds + 1) * 1000;
const leaseMs = protocolTimes.leaseSeconds * 1000;
/**
 * A claim has asked whether the campaign still runs and the person still wants mail. Older than this
 * it must ask again: pausing acts within five seconds, also on a process that was frozen meanwhile.
 */
const claimHoldsMs = 5_000;
/** A content that could not be read is asked for again so much later, nothing spent. */
const unreadableSeconds = 30;
/** Claimed together, however high the rate: a killed process leaves no more in doubt. */
const mostAtOnce = 50;

/** One batch of wake-ups on its way. Times are of the monotonic clock, which no NTP step moves. */
type Batch = {
  lane: Lane;
  mustReturnAt: number;
  /** SES refuses everything for now: nothing more of this batch is called. */
  isHalted: boolean;
  tally: Tally;
};

/** How the tries of a batch ended, for metrics. */
export type Tally = { sent: number; refused: number; throttled: number; inDoubt: number };

/**
 * Sends the mails of a batch of wake-ups: reserve a turn, claim no more than that, one SES call a
 * recipient at its place in the turn, record. Wake-ups that find nothing to do are simply done; what
 * cannot be reached gets a new one. `deadline` is a `Date.now()` time by which it must have returned.
 */
export async function sendBatch(
  jobs: SendJob[],
  { lane, deadline }: { lane: Lane; deadline: number },
): Promise<Tally> {
  const batch: Batch = {
    lane,
    mustReturnAt: performance.now() + (deadline - Date.now()),
    isHalted: false,
    tally: { sent: 0, refused: 0, throttled: 0, inDoubt: 0 },
  };
  const chunks: Promise<void>[] = [];
  const waiting = await listClaimable(jobs);
  try {
    await dropUnclaimed(batch, without(jobs, waiting));
    while (waiting.length > 0 && hasTime(batch) && !batch.isHalted) {
      const wanted = Math.min(waiting.length, mostAtOnce);
      const turn = await takeTurn(lane, { wanted, leadMs: claimLead.ms(), isFlushedLater: true });
      if (!turn.ok) {
        if (turn.reason !== "busy") batch.isHalted = true;
        break;
      }
      await sleepUntil(turn.schedule.startsAt - claimLead.ms());
      const chunk = waiting.splice(0, turn.schedule.count);
      const claimedAt = performance.now();
      const claims = await claimRecipients(chunk);
      // Before any further statement that may fail: what is claimed is in doubt without its call.
      chunks.push(sendChunk(claims, { batch, schedule: turn.schedule, claimedAt }));
      if (claims.length < chunk.length) await dropUnclaimed(batch, without(chunk, claims));
    }
    await giveBack(batch, waiting);
  } finally {
    // Calls under way end before the function does, whatever became of the rest.
    await Promise.all(chunks);
  }
  return batch.tally;
}

function hasTime({ mustReturnAt }: Batch): boolean {
  return performance.now() + callMs <= mustReturnAt;
}

function without(jobs: SendJob[], others: { recipientId: number }[]): SendJob[] {
  const ids = new Set(others.map(({ recipientId }) => recipientId)); // unique in all campaigns
  return jobs.filter(({ recipientId }) => !ids.has(recipientId));
}

async function dropUnclaimed({ lane }: Batch, jobs: SendJob[]): Promise<void> {
  await skipBlocked(jobs);
  await wakeAgain(jobs, { lane, evenIfDue: false });
}

/** While SES takes nothing, wake-ups would go round in circles: the dispatcher knows when it does. */
async function giveBack({ lane, isHalted }: Batch, jobs: SendJob[]): Promise<void> {
  if (isHalted) await leaveToDispatcher(jobs);
  else await wakeAgain(jobs, { lane, evenIfDue: true });
}

/**
 * Each mail is made ahead and its call starts at its place in the turn. Who missed his place (a slow
 * claim, a busy machine) takes part in another turn while the claim still holds; else he goes back,
 * no byte was sent. Never rejects: a row whose result could not be written must not cost its mates
 * theirs. Its lease runs out, and the event decides.
 */
async function sendChunk(
  claims: Claim[],
  { batch, schedule, claimedAt }: { batch: Batch; schedule: Schedule; claimedAt: number },
): Promise<void> {
  const until = claimedAt + Math.min(claimHoldsMs, leaseMs - callMs);
  const coversCall = (): boolean => !batch.isHalted && hasTime(batch) && performance.now() <= until;
  try {
    const { prepared, unprepared } = await prepareAll(claims);
    claimLead.learn(performance.now() - claimedAt);
    let left = prepared;
    for (let turn = schedule; left.length > 0;) {
      left = await callInTurn(left, { batch, schedule: turn, coversCall });
      if (left.length === 0) break;
      const next =
        coversCall() &&
        (await takeTurn(batch.lane, { wanted: left.length, leadMs: 0, isFlushedLater: false }));
      if (!next || !next.ok) break;
      turn = next.schedule;
    }
    const uncalled = left.map(({ claim }) => claim);
    await handBack(uncalled);
    await giveBack(batch, uncalled.map(toJob));
    await recordReturned(unprepared, { delaySeconds: unreadableSeconds });
  } catch (error) {
    log.error(
      { error, claims: claims.length },
      "a chunk ended without all of its results recorded",
    );
  }
}

/** Whose content could not be read was certainly not called. */
async function prepareAll(claims: Claim[]): Promise<{ prepared: Attempt[]; unprepared: Claim[] }> {
  const results = await Promise.allSettled(claims.map(prepareAttempt));
  const prepared = results.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : [],
  );
  const unprepared = claims.filter((_, index) => results[index]?.status === "rejected");
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) log.error({ failed, claims: unprepared.length }, "mails could not be made");
  return { prepared, unprepared };
}

/** Calls those whose place in the turn comes in time; returns the others. */
async function callInTurn(
  attempts: Attempt[],
  turn: { batch: Batch; schedule: Schedule; coversCall: () => boolean },
): Promise<Attempt[]> {
  const { batch, schedule, coversCall } = turn;
  const results = await Promise.all(
    attempts.map(async (prepared, index) => {
      const { claim } = prepared;
      const isInTime = index < schedule.count && (await reachPlace(schedule, index));
      if (!isInTime || !coversCall()) return { prepared, claim, result: undefined };
      const result = await tryOnce(prepared);
      if (result.outcome === "quota" || result.outcome === "account_stop") batch.isHalted = true;
      return { prepared, claim, result };
    }),
  );
  await recordResults(batch, results);
  return results.flatMap(({ prepared, result }) => (result === undefined ? [prepared] : []));
}

type Try = AttemptResult | { outcome: "unrecorded" };

async function tryOnce(prepared: Attempt): Promise<Try> {
  return await attempt(prepared).catch((error: unknown) => {
    log.error({ ...idsOf(prepared.claim), error }, "a try ended without a recorded result");
    return { outcome: "unrecorded" };
  });
}

async function recordResults(
  batch: Batch,
  results: { claim: Claim; result: Try | undefined }[],
): Promise<void> {
  const { lane, tally } = batch;
  const having = (...outcomes: Try["outcome"][]) =>
    results.filter(({ result }) => result !== undefined && outcomes.includes(result.outcome));
  const accepted = results.flatMap(({ result }) =>
    result?.outcome === "accepted" ? [result.acceptance] : [],
  );
  const throttled = having("throttle").length;
  tally.sent += accepted.length;
  tally.throttled += throttled;
  tally.refused += having("permanent", "retryable", "campaign_stop", "account_stop").length;
  tally.inDoubt += having("unknown", "unrecorded").length;
  await recordAccepted(accepted).catch((error: unknown) => {
    log.error({ error, accepted: accepted.length }, "what SES accepted was not recorded");
  });
  if (throttled > 0) await slowDown(lane, throttled);
  const returned = having("throttle", "not_sent", "stale_claim", "retryable");
  await wakeAgain(
    returned.map(({ claim }) => toJob(claim)),
    { lane, evenIfDue: true },
  );
}

const toJob = ({ campaignId, recipientId }: Claim): SendJob => ({ v: 1, campaignId, recipientId });
