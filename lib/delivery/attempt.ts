import { type PreparedCall, prepareEmail } from "@/lib/aws/send-email";
import { describeSesError } from "@/lib/aws/ses-failure";
import { type Claim, readClaimAgeMs } from "@/lib/delivery/claim";
import { composeMail } from "@/lib/delivery/compose";
import { stopAllCampaigns, stopCampaign, stopHopeless } from "@/lib/delivery/lifecycle";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { closeQuota } from "@/lib/delivery/rate";
import {
  type Acceptance,
  recordFailed,
  recordInDoubt,
  recordRetry,
  recordReturned,
  type Refusal,
} from "@/lib/delivery/record";
import { isQuotaRefusal } from "@/lib/domain/send-quota";
import { classifySesFailure, isSignatureRefusal, type SendOutcome } from "@/lib/domain/ses-outcome";
import { log } from "@/lib/log";

/** How one try ended; `quota` is the throttle that lasts for hours. */
export type AttemptResult =
  | { outcome: "accepted"; acceptance: Acceptance }
  | { outcome: SendOutcome | "quota" };

/** One claim, ready to be called; or the mail cannot be made of its values. */
export type Attempt = { claim: Claim } & (
  | { ok: true; call: PreparedCall; bytes: number }
  | { ok: false; message: string }
);

/** What can be done before a mail's place in the turn: at its place it has only to be written. */
export async function prepareAttempt(claim: Claim): Promise<Attempt> {
  const mail = await composeMail(claim);
  if (!mail.ok) return { claim, ...mail };
  const call = await prepareEmail(mail.mail, { claimedAt: claim.claimedAt }).catch(
    // No credentials, say: told where the call's other errors are told.
    (error: unknown): PreparedCall =>
      async () =>
        await Promise.reject(error),
  );
  return { ok: true, claim, call, bytes: mail.bytes };
}

/**
 * One call to SES for one claim, and the record of a refusal; what was accepted is the caller's to
 * record, together with others. From SES's acceptance to that commit is the gap where a crash leaves
 * a row in doubt.
 */
export async function attempt(prepared: Attempt): Promise<AttemptResult> {
  const { claim } = prepared;
  if (!prepared.ok) {
    const refusal = {
      outcome: "permanent",
      code: "ContentError",
      message: prepared.message,
    } as const;
    await failForGood(claim, refusal);
    return refusal;
  }
  try {
    const { sesMessageId } = await prepared.call();
    return { outcome: "accepted", acceptance: { claim, sesMessageId, bytes: prepared.bytes } };
  } catch (error) {
    return { outcome: await recordSesFailure(claim, error) };
  }
}

export function idsOf({ campaignId, recipientId, attemptId }: Claim) {
  return { campaign: campaignId, recipient: recipientId, attempt: attemptId };
}

async function recordSesFailure(claim: Claim, error: unknown): Promise<SendOutcome | "quota"> {
  const failure = describeSesError(error);
  const outcome = classifySesFailure(failure, {
    claimAgeMs: isSignatureRefusal(failure) ? await readClaimAgeMs(claim) : 0,
    staleClaimMs: protocolTimes.staleClaimSeconds * 1000,
  });
  const refusal = { outcome, code: failure.errno ?? failure.name, message: failure.message };
  const { code } = refusal;
  log.warn({ ...idsOf(claim), outcome, code, status: failure.status }, "send refused");
  if (outcome === "throttle" && isQuotaRefusal(refusal)) {
    await closeQuota();
    await recordReturned([claim], { delaySeconds: 5 });
    return "quota";
  }
  await recordRefusal(claim, { ...refusal, outcome });
  return outcome;
}

async function recordRefusal(
  claim: Claim,
  refusal: Refusal & { outcome: SendOutcome },
): Promise<void> {
  switch (refusal.outcome) {
    case "permanent":
      return await failForGood(claim, refusal);
    case "retryable":
      return await retry(claim, refusal);
    case "throttle":
      return await recordReturned([claim], { delaySeconds: 2 });
    case "not_sent":
      return await recordReturned([claim], { delaySeconds: 5, refusal });
    case "stale_claim":
      return await recordReturned([claim], { delaySeconds: 1, refusal });
    case "campaign_stop":
      // One refused address must not keep everybody else from signing in.
      if (claim.kind === "transactional") return await retry(claim, refusal);
      // Nobody goes on with a test that was stopped: another one is sent instead.
      if (claim.kind === "test") return await recordFailed(claim, refusal);
      await recordReturned([claim], { delaySeconds: 5, refusal });
      return await stopCampaign(claim.campaignId, refusal.code);
    case "account_stop":
      await recordReturned([claim], { delaySeconds: 30, refusal });
      return await stopAllCampaigns(refusal.code);
    case "unknown":
      return await recordInDoubt(claim, refusal);
  }
}

async function retry(claim: Claim, refusal: Refusal): Promise<void> {
  const outcome = await recordRetry(claim, refusal);
  if (outcome === "failed") await stopHopeless(claim.campaignId, refusal.code);
}

async function failForGood(claim: Claim, refusal: Refusal): Promise<void> {
  await recordFailed(claim, refusal);
  // As the reason of a stop, MessageRejected speaks of the sender; here it was the mail.
  const isContent = refusal.code === "MessageRejected";
  await stopHopeless(claim.campaignId, isContent ? "ContentRejected" : refusal.code);
}
