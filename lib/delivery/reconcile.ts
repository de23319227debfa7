import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { enqueueDeadLetter } from "@/lib/aws/sqs";
import { listOpenCampaigns, listRecentCampaigns } from "@/lib/delivery/open-campaigns";
import { isProved } from "@/lib/delivery/proof";
import { maxInDoubt } from "@/lib/delivery/protocol-times";
import { maskAddresses } from "@/lib/domain/mask";

/** A claim without a result: its process died, or its write failed. */
export async function expireLeases(): Promise<number> {
  const { rowCount } = await db.execute(sql`
    update recipients set status = 'in_doubt', in_doubt_at = now(), lease_until = null,
      in_doubt_count = in_doubt_count + 1, error_code = 'LeaseExpired',
      error_message = 'The process that was sending this mail ended without a result.'
    where campaign_id = any(${sql.param(await listOpenCampaigns())}::bigint[])
      and status = 'sending' and lease_until < now()`);
  return rowCount ?? 0;
}

/** `resend`: rather twice than never (sign-in codes). */
export async function resendInDoubt(): Promise<void> {
  const open = await listOpenCampaigns("resend");
  if (open.length === 0) return;
  await db.execute(sql`
    update recipients r set status = 'queued', next_at = now(), enqueued_at = null,
      resolved_by = 'policy'
    from campaigns c
    where r.campaign_id = any(${sql.param(open)}::bigint[])
      and c.id = r.campaign_id and r.status = 'in_doubt' and not ${isProved(open)}
      and r.in_doubt_count < ${maxInDoubt}::int and c.status in ('launching', 'sending')`);
}

/**
 * Whose ledger can be terminal: a campaign that is planned, or the collection of a message type in a
 * month, which gets no new mails after its month.
 */
const isFilled = sql`(c.kind <> 'transactional' and c.fanout_finished_at is not null
  or c.kind = 'transactional' and c.started_at < now() - interval '35 days')`;

/** Said only when the ledger is terminal, never because a queue looks empty. */
export async function completeCampaigns(): Promise<number> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select c.id from campaigns c where c.status = 'sending' and ${isFilled}`,
  );
  if (rows.length === 0) return 0;
  const filled = sql`any(${sql.param(rows.map(({ id }) => Number(id)))}::bigint[])`;
  // Named beside the join: so only these campaigns' partitions are opened.
  const has = (status: string) => sql`exists (select 1 from recipients r
    where r.campaign_id = ${filled} and r.campaign_id = c.id and r.status = ${sql.raw(`'${status}'`)})`;
  const { rowCount } = await db.execute(sql`
    update campaigns c set finished_at = now(), updated_at = now(),
      status = (case when ${has("failed")}
        then 'completed_with_failures' else 'completed' end)::campaign_status
    from campaigns seen
    -- A redrive may commit while this waits for the campaign's row: then it is not the row that was
    -- seen with nobody left, and the next tick looks again.
    where c.id = ${filled} and seen.id = c.id and seen.updated_at = c.updated_at
      and c.status = 'sending' and ${isFilled}
      and not ${has("queued")} and not ${has("sending")} and not ${has("in_doubt")}`);
  return rowCount ?? 0;
}

const deadLettersAtOnce = 100;

/** Sends the copies that rows owe to the dead-letter queue; a crash in between sends one twice. */
export async function flushDeadLetters(): Promise<void> {
  const recent = sql.param(await listRecentCampaigns());
  await flushOwed(sql`campaign_id = any(${recent}::bigint[])`);
}

/** The same for every campaign there ever was: a queue may be away for longer than a day. */
export async function flushOldDeadLetters(): Promise<void> {
  await flushOwed(sql`true`);
}

async function flushOwed(ofCampaigns: SQL): Promise<void> {
  const { rows } = await db.execute<{
    campaign_id: string;
    id: string;
    error_code: string | null;
    error_message: string | null;
  }>(sql`
    select campaign_id, id, error_code, error_message from recipients
    where dead_letter_pending and ${ofCampaigns}
    order by campaign_id, id limit ${deadLettersAtOnce}::int`);
  for (const row of rows) {
    await enqueueDeadLetter({
      v: 1,
      campaignId: Number(row.campaign_id),
      recipientId: Number(row.id),
      code: row.error_code ?? "Unknown",
      reason: maskAddresses(row.error_message ?? ""),
    });
    await db.execute(sql`update recipients set dead_letter_pending = false
      where campaign_id = ${row.campaign_id}::bigint and id = ${row.id}::bigint`);
  }
}

/** The process that called this is alive. */
export async function beat(role: string): Promise<void> {
  await db.execute(sql`insert into heartbeats (role, at) values (${role}, now())
    on conflict (role) do update set at = now()`);
}
