import { sql } from "drizzle-orm";
import { execute, readOne } from "./database";

/** Finished last year, two in each of three ranges of the ledger; this year's begin behind them. */
const ranges = [
  { low: 1, high: 6, ids: [1, 2] },
  { low: 6, high: 11, ids: [6, 7] },
  { low: 11, high: 21, ids: [11, 12] },
] as const;
const people = 200;

export const oldCampaignIds: readonly number[] = ranges.flatMap(({ ids }) => ids);

/** Before anything is sent: each of their mails was accepted and delivered, says the ledger. */
export async function createOldCampaigns(): Promise<void> {
  await cutRanges();
  for (const id of oldCampaignIds) await createOldCampaign(id);
  await execute(
    sql`select setval('campaigns_id_seq', ${Math.max(...ranges.map(({ high }) => high))}::bigint)`,
  );
}

/** In place of the one range that a fresh ledger begins with. */
async function cutRanges(): Promise<void> {
  const { db } = await import("@/db");
  const { attachPartition, createDetached, ledgerTables } =
    await import("@/lib/delivery/partitions");
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('ledger partitions'))`);
    for (const table of ledgerTables) {
      await tx.execute(sql`drop table ${sql.identifier(`${table}_1`)}`);
      for (const { low, high } of ranges) {
        await createDetached(table, { low, high }, tx);
        await attachPartition(table, { low, high }, tx);
      }
    }
  });
}

async function createOldCampaign(id: number): Promise<void> {
  await execute(sql`
    insert into campaigns (id, brand_id, name, subject, status, audience_count, started_at,
      fanout_finished_at, finished_at) overriding system value
    select ${id}::bigint, 1, 'Last year', 'Last year', 'completed', ${people}::int,
      at, at, at + interval '1 hour' from (select now() - interval '300 days' as at) t`);
  await execute(sql`
    insert into recipients (campaign_id, kind, email, email_normalized, name, status, attempt_id,
      attempt_no, ses_message_id, resolved_by, sent_at, claimed_at)
    select ${id}::bigint, 'marketing', email, email, '고객 ' || n, 'sent', gen_random_uuid(),
      1, 'old-' || ${id}::bigint || '-' || n, 'api', at, at
    from generate_series(1, ${people}::int) n,
      lateral (select 'old' || n || '@example.test' as email) e,
      (select now() - interval '300 days' as at) t`);
  await execute(sql`
    insert into email_events (campaign_id, dedupe_key, type, recipient_id, attempt_id,
      ses_message_id, occurred_at, payload)
    select campaign_id, ses_message_id || 'send', 'send', id, attempt_id, ses_message_id, sent_at, '{}'
    from recipients where campaign_id = ${id}::bigint`);
}

export type Print = { rows: number; print: string };

/** What a campaign's rows say, to be compared after they have been in files. */
export async function printCampaign(id: number): Promise<Print> {
  return await readOne<Print>(sql`
    select (select count(*) from recipients where campaign_id = ${id}::bigint)::int as rows,
      md5(coalesce((select string_agg(to_jsonb(r)::text, '' order by id) from recipients r
        where campaign_id = ${id}::bigint), '')
      || coalesce((select string_agg(to_jsonb(e)::text, '' order by dedupe_key) from email_events e
        where campaign_id = ${id}::bigint), '')) as print`);
}
