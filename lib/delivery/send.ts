import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { describeSesError, sendEmail } from "@/lib/aws/ses";
import { type Claim, claimRecipients, skipBlocked } from "@/lib/delivery/claim";
import { composeMail } from "@/lib/delivery/compose";
import { type Lane, laneOf } from "@/lib/delivery/lanes";
import { stopAllCampaigns, stopCampaign, stopHopeless } from "@/lib/delivery/lifecycle";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { reserveSends, slowDown } from "@/lib/delivery/rate";
import {
  type Acceptance,
  recordAccepted,
  recordFailed,
  recordInDoubt,
  recordRetry,
  recordReturned,
  type Refusal,
} from "@/lib/delivery/record";
import { classifySesFailure } from "@/lib/domain/ses-outcome";
import type { SendJob } from "@/lib/domain/send-job";
import { log } from "@/lib/log";

/** A call and a second for its record; with less than this left, nothing new is claimed. */
const callMs = (protocolTimes.callSeconds + 1) * 1000;

/**
 * Sends the mails of a batch of wake-ups: reserve a turn, claim, one SES call a recipient, record.
 * Wake-ups that find nothing to do are simply done. `deadline` is a `Date.now()` time by which the
 * function must have returned; what it cannot reach goes back to the dispatcher.
 */
export async function sendBatch(
  jobs: SendJob[],
  { lane, deadline }: { lane: Lane; deadline: number },
): Promise<void> {
  const calls: Promise<void>[] = [];
  const waiting = [...jobs];
  try {
    while (waiting.length > 0) {
      if (Date.now() + callMs > deadline) break;
      const turn = await reserveSends(lane, waiting.length);
      if (turn === undefined) break;
      if (turn.waitMs > 0) await sleep(turn.waitMs);
      const chunk = waiting.splice(0, turn.count);
      const claims = await claimRecipients(chunk);
      // Before any further statement that may fail: what is claimed is in doubt without its call.
      calls.push(sendClaims(claims, { spacingMs: turn.spacingMs }));
      if (claims.length < chunk.length) {
        await skipBlocked(chunk);
        // A row may have been locked for a moment by somebody else: it must not wait for long.
        await giveBack(withoutClaim(chunk, claims));
      }
    }
    await giveBack(waiting);
  } finally {
    // Calls under way end before the function does, whatever became of the rest.
    await Promise.all(calls);
  }
}

function withoutClaim(jobs: SendJob[], claims: Claim[]): SendJob[] {
  const claimed = new Set(claims.map(({ recipientId }) => recipientId));
  return jobs.filter(({ recipientId }) => !claimed.has(recipientId));
}

/** The dispatcher sends a new wake-up for these rows at its next tick. */
async function giveBack(jobs: SendJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await db.execute(sql`
    update recipients r set enqueued_at = null
    from unnest(${sql.param(jobs.map((job) => job.campaignId))}::bigint[],
      ${sql.param(jobs.map((job) => job.recipientId))}::bigint[]) as w (campaign_id, id)
    where r.campaign_id = w.campaign_id and r.id = w.id and r.status = 'queued'`);
}

/**
 * Calls start evenly over the reserved time; what was accepted is recorded together. Never rejects:
 * a row whose result could not be written must not cost its mates theirs. Its lease runs out, and
 * the event decides.
 */
async function sendClaims(claims: Claim[], { spacingMs }: { spacingMs: number }): Promise<void> {
  const results = await Promise.all(
    claims.map(async (claim, index) => {
      if (spacingMs >= 1 && index > 0) await sleep(index * spacingMs);
      return await sendClaim(claim).catch((error: unknown) => {
        log.error({ ...idsOf(claim), error }, "a try ended without a recorded result");
        return undefined;
      });
    }),
  );
  const accepted = results.filter((result) => result !== undefined);
  await recordAccepted(accepted).catch((error: unknown) => {
    log.error({ error, accepted: accepted.length }, "what SES accepted was not recorded");
  });
}

function idsOf({ campaignId, recipientId, attemptId }: Claim) {
  return { campaign: campaignId, recipient: recipientId, attempt: attemptId };
}

/** The gap: from SES's acceptance to the commit of `sent` is where a crash leaves a row in doubt. */
async function sendClaim(claim: Claim): Promise<Acceptance | undefined> {
  const mail = await composeMail(claim);
  if (!mail.ok) {
    await failForGood(claim, {
      outcome: "permanent",
      code: "ContentError",
      message: mail.message,
    });
    return undefined;
  }
  try {
    const { sesMessageId } = await sendEmail(mail.mail, { claimedAt: claim.claimedAt });
    return { claim, sesMessageId, bytes: mail.bytes };
  } catch (error) {
    await recordSesFailure(claim, error);
    return undefined;
  }
}

async function failForGood(claim: Claim, refusal: Refusal): Promise<void> {
  await recordFailed(claim, refusal);
  // As the reason of a stop, MessageRejected speaks of the sender; here it was the mail.
  const isContent = refusal.code === "MessageRejected";
  await stopHopeless(claim.campaignId, isContent ? "ContentRejected" : refusal.code);
}

async function recordSesFailure(claim: Claim, error: unknown): Promise<void> {
  const failure = describeSesError(error);
  const claimAgeMs = Date.now() - claim.claimedAt.getTime();
  const outcome = classifySesFailure(failure, {
    claimAgeMs,
    staleClaimMs: protocolTimes.staleClaimSeconds * 1000,
  });
  const refusal = { outcome, code: failure.errno ?? failure.name, message: failure.message };
  const { code } = refusal;
  log.warn({ ...idsOf(claim), outcome, code, status: failure.status }, "send refused");
  switch (outcome) {
    case "permanent":
      return await failForGood(claim, refusal);
    case "retryable":
      return await recordRetry(claim, refusal);
    case "throttle":
      await recordReturned([claim], { delaySeconds: 2 });
      return await slowDown(laneOf(claim.kind));
    case "not_sent":
      return await recordReturned([claim], { delaySeconds: 5, refusal });
    case "stale_claim":
      return await recordReturned([claim], { delaySeconds: 1, refusal });
    case "campaign_stop":
      // One refused address must not keep everybody else from signing in.
      if (claim.kind === "transactional") return await recordRetry(claim, refusal);
      await recordReturned([claim], { delaySeconds: 5, refusal });
      return await stopCampaign(claim.campaignId, refusal.code);
    case "account_stop":
      await recordReturned([claim], { delaySeconds: 30, refusal });
      return await stopAllCampaigns(refusal.code);
    case "unknown":
      return await recordInDoubt(claim, refusal);
  }
}
