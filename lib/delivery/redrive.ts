import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { recordAudit } from "@/lib/audit";
import { wakeUp } from "@/lib/delivery/direct";
import {
  type FailureScope,
  takesRetries,
  whereFailed,
  whereInDoubt,
} from "@/lib/delivery/failure-scope";
import { markStatsDue } from "@/lib/delivery/stats";

type Actor = { userId: number };

export type RedriveResult =
  | { ok: true; moved: number }
  /** Nothing moved: retried already, or all of canceled campaigns, or with their secret wiped. */
  | { ok: false; reason: "nothing_left" | "canceled" | "wiped" };

/**
 * Tries failed recipients again: `failed → queued`, the retries of the first life given back, its
 * history kept. Nobody gets past the checks: the claim refuses whoever was suppressed or
 * unsubscribed since, as it does for everybody. Of two presses at once one moves the rows.
 */
export async function redriveFailed(scope: FailureScope, actor: Actor): Promise<RedriveResult> {
  const { moved, campaignIds } = await db.transaction(async (tx) => {
    const open = await lockCampaigns(tx, whereFailed(scope));
    const result = await countMoved(
      tx,
      sql`update recipients r set status = 'queued', attempts = 0, redrive_no = r.redrive_no + 1,
          next_at = now(), enqueued_at = null, lease_until = null, failed_at = null,
          dead_letter_pending = false
        where r.campaign_id = any(${sql.param(open)}::bigint[]) and ${whereFailed(scope)}
          and r.kind <> 'transactional'
        returning r.campaign_id`,
    );
    await reopen(tx, result.campaignIds);
    await auditMove(tx, "recipients.redrive", { scope, ...result, ...actor });
    return result;
  });
  if (moved === 0) return { ok: false, reason: await whyNothing(scope) };
  for (const id of campaignIds) await wakeUp(id);
  return { ok: true, moved };
}

/**
 * Mails recipients whom SES may have mailed already, because a person decided so. A canceled
 * campaign mails nobody any more.
 */
export async function sendAgain(scope: FailureScope, actor: Actor): Promise<RedriveResult> {
  const { moved, campaignIds } = await db.transaction(async (tx) => {
    const open = await lockCampaigns(tx, whereInDoubt(scope));
    const result = await countMoved(
      tx,
      sql`update recipients r set status = 'queued', resolved_by = 'operator', attempts = 0,
          redrive_no = r.redrive_no + 1, next_at = now(), enqueued_at = null, lease_until = null,
          in_doubt_at = null
        where r.campaign_id = any(${sql.param(open)}::bigint[]) and ${whereInDoubt(scope)}
        returning r.campaign_id`,
    );
    await reopen(tx, result.campaignIds);
    await auditMove(tx, "recipients.send_again", { scope, ...result, ...actor });
    return result;
  });
  if (moved === 0) return { ok: false, reason: await whyNoneInDoubt(scope) };
  for (const id of campaignIds) await wakeUp(id);
  return { ok: true, moved };
}

/** Counts recipients in doubt as mailed, because a person knows or accepts it. */
export async function treatAsSent(scope: FailureScope, { userId }: Actor): Promise<RedriveResult> {
  const { moved } = await db.transaction(async (tx) => {
    const result = await countMoved(
      tx,
      sql`update recipients r set status = 'sent', resolved_by = 'operator',
          sent_at = coalesce(r.sent_at, r.claimed_at, now()), in_doubt_at = null,
          lease_until = null, error_code = null, error_message = null,
          merge_data = case when r.kind = 'transactional' then null else r.merge_data end
        where ${whereInDoubt(scope)}
        returning r.campaign_id`,
    );
    await auditMove(tx, "recipients.treat_as_sent", { scope, ...result, userId });
    return result;
  });
  return moved > 0 ? { ok: true, moved } : { ok: false, reason: "nothing_left" };
}

/**
 * The campaigns of these rows that may still send, locked before their rows: a campaign that is
 * just being completed is either completed before (and opened again) or sees the rows wait.
 */
async function lockCampaigns(tx: Database, where: ReturnType<typeof sql>): Promise<number[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select c.id from campaigns c
    where c.id in (select r.campaign_id from recipients r where ${where}) and ${takesRetries}
    order by c.id for update`);
  return rows.map(({ id }) => Number(id));
}

type Moved = { moved: number; campaignIds: number[] };

async function countMoved(tx: Database, update: ReturnType<typeof sql>): Promise<Moved> {
  const { rows } = await tx.execute<{ campaign_id: string; n: number }>(sql`
    with moved as (${update})
    select campaign_id, count(*)::int as n from moved group by campaign_id order by campaign_id`);
  const campaignIds = rows.map(({ campaign_id }) => Number(campaign_id));
  await markStatsDue(campaignIds, tx);
  return { moved: rows.reduce((sum, { n }) => sum + n, 0), campaignIds };
}

/** A finished campaign goes on; one that a person or a stop paused stays so, its rows wait. */
async function reopen(tx: Database, campaignIds: number[]): Promise<void> {
  if (campaignIds.length === 0) return;
  await tx.execute(sql`
    update campaigns set updated_at = clock_timestamp(),
      finished_at = case when status in ('completed', 'completed_with_failures')
        then null else finished_at end,
      status = (case when status in ('completed', 'completed_with_failures')
        then 'sending' else status::text end)::campaign_status
    where id = any(${sql.param(campaignIds)}::bigint[])`);
}

async function auditMove(
  tx: Database,
  action: string,
  entry: Moved & { scope: FailureScope; userId: number },
): Promise<void> {
  const { moved, campaignIds, scope, userId } = entry;
  if (moved === 0) return; // the second of two presses did nothing
  const [only] = campaignIds;
  await recordAudit(
    {
      userId,
      action,
      ...(campaignIds.length === 1 && { subject: `campaign:${only}` }),
      details: {
        count: moved,
        campaigns: campaignIds.length,
        ...(scope.cause && { cause: scope.cause }),
        ...(scope.people && { selected: scope.people.length }),
      },
    },
    tx,
  );
}

async function whyNothing(scope: FailureScope) {
  const { rows } = await db.execute<{ wiped: boolean; canceled: boolean }>(sql`
    select coalesce(bool_and(r.kind = 'transactional'), false) as wiped,
      coalesce(bool_or(c.status = 'canceled'), false) as canceled
    from recipients r join campaigns c on c.id = r.campaign_id where ${whereFailed(scope)}`);
  if (rows[0]?.wiped) return "wiped" as const;
  return rows[0]?.canceled ? ("canceled" as const) : ("nothing_left" as const);
}

async function whyNoneInDoubt(scope: FailureScope) {
  const { rows } = await db.execute<{ canceled: boolean }>(sql`
    select exists (select 1 from recipients r join campaigns c on c.id = r.campaign_id
      where ${whereInDoubt(scope)} and c.status = 'canceled') as canceled`);
  return rows[0]?.canceled ? ("canceled" as const) : ("nothing_left" as const);
}
