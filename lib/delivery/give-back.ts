import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { enqueueSendJobs } from "@/lib/aws/sqs";
import type { Claim } from "@/lib/delivery/claim";
import { type Lane, queueOfLane } from "@/lib/delivery/lanes";
import { isNamed, isQueued, namedRows } from "@/lib/delivery/named-rows";
import type { SendJob } from "@/lib/domain/send-job";
import { log } from "@/lib/log";

/** SQS delays a message at most so long; what is due later is the dispatcher's. */
const longestDelaySeconds = 900;

/** Who got no turn comes again at some moment in between, so that no crowd comes back at once. */
const comesBackIn: Record<Lane, { soonest: number; spread: number }> = {
  campaign: { soonest: 3, spread: 15 },
  transactional: { soonest: 1, spread: 2 },
};

/**
 * Puts a new wake-up on the queue for each row that still waits, for the time when it is due: the
 * dispatcher's next tick may be a minute away. Each takes the place of one that was just consumed,
 * so they never grow in number. Rows of campaigns that do not run get none.
 *
 * `evenIfDue`: also for rows that could have been sent now and were not reached. A row that was
 * asked for and not claimed although it was due (locked for a moment, another day's) gets none: it
 * would come again and again, so the dispatcher decides.
 */
export async function wakeAgain(
  jobs: SendJob[],
  { lane, evenIfDue }: { lane: Lane; evenIfDue: boolean },
): Promise<void> {
  if (jobs.length === 0) return;
  const woken = await markWoken(jobs, { evenIfDue });
  const entries = woken.map(({ campaign_id, id, wait }) => ({
    job: { v: 1 as const, campaignId: Number(campaign_id), recipientId: Number(id) },
    delaySeconds: Math.ceil(wait > 0 ? wait : someSeconds(lane)),
  }));
  const refused = await enqueueSendJobs(queueOfLane[lane], entries);
  if (refused.jobs.length === 0) return;
  log.error({ wakeUps: refused.jobs.length, error: refused.cause }, "wake-ups not taken");
  await leaveToDispatcher(refused.jobs);
}

/**
 * The jobs that a claim could take now. Wake-ups may be stale (sent meanwhile, canceled, paused):
 * they must not spend the rate that others wait for.
 */
export async function listClaimable(jobs: SendJob[]): Promise<SendJob[]> {
  if (jobs.length === 0) return [];
  const { rows } = await db.execute<{ campaign_id: string; id: string }>(sql`
    select r.campaign_id, r.id from ${namedRows(jobs)}, recipients r, campaigns c
    where ${isNamed(jobs)} and c.id = r.campaign_id and ${isQueued} and r.next_at <= now()
      and c.status in ('launching', 'sending')`);
  const claimable = new Set(rows.map(({ campaign_id, id }) => `${campaign_id}/${id}`));
  return jobs.filter((job) => claimable.has(`${job.campaignId}/${job.recipientId}`));
}

/** The dispatcher sends a new wake-up for these rows, once their lane may go on. */
export async function leaveToDispatcher(jobs: SendJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await db.execute(sql`
    update recipients r set enqueued_at = null from ${namedRows(jobs)}
    where ${isNamed(jobs)} and ${isQueued}`);
}

/** Claimed and certainly not called: back to the queue, nothing spent. Fenced by the attempt id. */
export async function handBack(claims: Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await db.execute(sql`
    update recipients r set status = 'queued', lease_until = null, enqueued_at = null,
      next_at = now()
    from unnest(${sql.param(claims.map((claim) => claim.campaignId))}::bigint[],
      ${sql.param(claims.map((claim) => claim.recipientId))}::bigint[],
      ${sql.param(claims.map((claim) => claim.attemptId))}::uuid[]) as w (campaign_id, id, attempt_id)
    where ${isNamed(claims)} and r.attempt_id = w.attempt_id
      and r.status in ('sending', 'in_doubt')`);
}

type WokenRow = { campaign_id: string; id: string; wait: number };

async function markWoken(
  jobs: SendJob[],
  { evenIfDue }: { evenIfDue: boolean },
): Promise<WokenRow[]> {
  const { rows } = await db.execute<WokenRow & { is_woken: boolean }>(sql`
    update recipients r set
      enqueued_at = case when ${isWoken(evenIfDue)} then greatest(now(), r.next_at) end
    from ${namedRows(jobs)}, campaigns c
    where ${isNamed(jobs)} and c.id = r.campaign_id and ${isQueued}
    returning r.campaign_id, r.id, r.enqueued_at is not null as is_woken,
      extract(epoch from greatest(r.next_at - now(), interval '0'))::float8 as wait`);
  return rows.filter(({ is_woken }) => is_woken);
}

const isWoken = (evenIfDue: boolean): SQL => sql`(c.status in ('launching', 'sending')
  and r.next_at <= now() + ${longestDelaySeconds}::int * interval '1 second'
  and (r.next_at > now() or ${evenIfDue}::boolean))`;

function someSeconds(lane: Lane): number {
  const { soonest, spread } = comesBackIn[lane];
  return soonest + Math.random() * spread;
}
