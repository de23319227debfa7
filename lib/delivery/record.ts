import { sql } from "drizzle-orm";
import { db } from "@/db";
import { duplicateAccepts } from "@/db/schema/recipients";
import type { Claim } from "@/lib/delivery/claim";
import { isNamed } from "@/lib/delivery/named-rows";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { log } from "@/lib/log";

/** Retries for cause after the first try; the fourth refusal is final. */
export const maxRetries = 3;

export type Acceptance = { claim: Claim; sesMessageId: string; bytes: number };

/**
 * Records what SES accepted, fenced by the attempt id and by nothing else: the proof counts whatever
 * became of the row meanwhile. An event may have proved it before us; then only what is missing is
 * filled in. If this write fails, nothing else is done: the lease runs out, the row is in doubt, and
 * the event resolves it.
 */
export async function recordAccepted(accepted: Acceptance[]): Promise<void> {
  if (accepted.length === 0) return;
  const { rows } = await db.execute<{ message_id: string; known: string }>(sql`
    update recipients r set status = 'sent', ses_message_id = coalesce(r.ses_message_id, w.message_id),
      sent_at = coalesce(r.sent_at, now()), bytes = w.bytes,
      resolved_by = coalesce(r.resolved_by, 'api'), lease_until = null, in_doubt_at = null,
      error_code = null, error_message = null, skip_reason = null, failed_at = null,
      dead_letter_pending = false,
      merge_data = case when r.kind = 'transactional' then null else r.merge_data end
    from unnest(${sql.param(accepted.map(({ claim }) => claim.campaignId))}::bigint[],
      ${sql.param(accepted.map(({ claim }) => claim.recipientId))}::bigint[],
      ${sql.param(accepted.map(({ claim }) => claim.attemptId))}::uuid[],
      ${sql.param(accepted.map(({ sesMessageId }) => sesMessageId))}::text[],
      ${sql.param(accepted.map(({ bytes }) => bytes))}::int[])
      as w (campaign_id, id, attempt_id, message_id, bytes)
    where ${isNamed(accepted.map(({ claim }) => claim))} and r.attempt_id = w.attempt_id
    returning w.message_id, r.ses_message_id as known`);
  const second = new Set(
    rows.filter((row) => row.known !== row.message_id).map((row) => row.message_id),
  );
  await noteDuplicates(accepted.filter(({ sesMessageId }) => second.has(sesMessageId)));
}

/** An earlier attempt had been accepted after all: both are on record, whatever the events say. */
async function noteDuplicates(accepted: Acceptance[]): Promise<void> {
  for (const { claim, sesMessageId } of accepted) {
    log.error({ campaign: claim.campaignId, recipient: claim.recipientId }, "accepted twice");
    await db
      .insert(duplicateAccepts)
      .values({
        campaignId: claim.campaignId,
        recipientId: claim.recipientId,
        sesMessageId,
        attemptId: claim.attemptId,
      })
      .onConflictDoNothing();
  }
}

export type Refusal = { outcome: string; code: string; message: string };

/**
 * Writes down why a try was not accepted, which the recipient's history shows, in the statement that
 * draws the consequence: `with noted as (…) update …`.
 */
const noting = (claim: Claim, { outcome, code, message }: Refusal) => sql`with noted as (
  insert into attempt_failures (campaign_id, recipient_id, attempt_id, attempt_no, outcome, code, message)
  select campaign_id, id, ${claim.attemptId}::uuid, attempt_no, ${outcome}, ${code}, ${message}
  from recipients where campaign_id = ${claim.campaignId}::bigint and id = ${claim.recipientId}::bigint
  on conflict do nothing)`;

const fence = (claim: Claim) => sql`campaign_id = ${claim.campaignId}::bigint
  and id = ${claim.recipientId}::bigint and attempt_id = ${claim.attemptId}::uuid
  and status in ('sending', 'in_doubt')`;

/** Refused for good: failed, and a copy is owed to the dead-letter queue. */
export async function recordFailed(claim: Claim, refusal: Refusal): Promise<void> {
  await db.execute(sql`
    ${noting(claim, refusal)}
    update recipients set status = 'failed', failed_at = now(), lease_until = null,
      error_code = ${refusal.code}, error_message = ${refusal.message}, dead_letter_pending = true,
      merge_data = case when kind = 'transactional' then null else merge_data end
    where ${fence(claim)}`);
}

/** Refused for cause: spends a retry and waits, or has failed when none is left. Says which. */
export async function recordRetry(
  claim: Claim,
  refusal: Refusal,
): Promise<"waits" | "failed" | "not_ours"> {
  const [first, second, third] = protocolTimes.retrySeconds;
  const { rows } = await db.execute<{ status: string }>(sql`
    ${noting(claim, refusal)}
    update recipients set attempts = attempts + 1, lease_until = null, enqueued_at = null,
      error_code = ${refusal.code}, error_message = ${refusal.message},
      status = (case when attempts >= ${maxRetries}::int then 'failed' else 'queued' end)::recipient_status,
      failed_at = case when attempts >= ${maxRetries}::int then now() end,
      dead_letter_pending = attempts >= ${maxRetries}::int,
      next_at = now() + interval '1 second' * (1 + random() / 4)
        * (case attempts when 0 then ${first}::float8 when 1 then ${second}::float8 else ${third}::float8 end),
      merge_data = case when kind = 'transactional' and attempts >= ${maxRetries}::int
        then null else merge_data end
    where ${fence(claim)}
    returning status`);
  const [row] = rows;
  if (!row) return "not_ours";
  return row.status === "failed" ? "failed" : "waits";
}

/** Certainly not accepted and nobody's fault: back to the queue, nothing spent. */
export async function recordReturned(
  claims: Claim[],
  { delaySeconds, refusal }: { delaySeconds: number; refusal?: Refusal },
): Promise<void> {
  for (const claim of claims) {
    await db.execute(sql`
      ${refusal ? noting(claim, refusal) : sql``}
      update recipients set status = 'queued', lease_until = null, enqueued_at = null,
        next_at = now() + interval '1 second' * ${delaySeconds}::float8 * (0.5 + random())
      where ${fence(claim)}`);
  }
}

/** SES may have accepted it. Only an event, a person or the policy decides. */
export async function recordInDoubt(claim: Claim, refusal: Refusal): Promise<void> {
  await db.execute(sql`
    ${noting(claim, refusal)}
    update recipients set status = 'in_doubt', in_doubt_at = now(), lease_until = null,
      in_doubt_count = in_doubt_count + 1, error_code = ${refusal.code},
      error_message = ${refusal.message}
    where ${fence(claim)} and status = 'sending'`);
}
