import { type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { listEchoPattern } from "@/lib/domain/bounce-kind";

type RecipientKey = { campaignId: number; recipientId: number };

/** Campaigns in a row that must bounce softly until an address becomes inactive; 0 = never. */
async function findSoftBounceLimit(database: Database = db): Promise<number> {
  const { rows } = await database.execute<{ n: number }>(
    sql`select soft_bounce_limit as n from organization where id = 1`,
  );
  return rows[0]?.n ?? 0;
}

/**
 * Whether an address (`a.contact_id`, `a.email_normalized`) is inactive: its latest campaigns, as
 * many as the limit, all bounced without a delivery between. Asked of the ledger alone, so that the
 * order in which reports came cannot matter. What says nothing of the mailbox is left out: mails
 * without a report, mails that a list of SES swallowed, mails from before a forgiveness.
 */
function verdictSql(limit: number): SQL {
  return sql`(
    select count(*) = ${limit}::int and ${limit}::int > 0 and bool_and(latest.delivered_at is null)
    from (
      select r.delivered_at from recipients r
      where r.contact_id = a.contact_id and r.email_normalized = a.email_normalized
        and r.kind in ('marketing', 'information') and r.status = 'sent'
        and r.sent_at > coalesce((select k.bounces_forgiven_at from contacts k
          where k.id = a.contact_id), '-infinity')
        and (r.delivered_at is not null or (r.bounced_at is not null
          and coalesce(r.bounce_sub_type, '') !~ ${sql.raw(`'${listEchoPattern}'`)}))
      order by r.sent_at desc, r.campaign_id desc limit ${limit}::int) latest)`;
}

function asTable(rows: readonly RecipientKey[]): SQL {
  return sql`unnest(${sql.param(rows.map(({ campaignId }) => campaignId))}::bigint[],
    ${sql.param(rows.map(({ recipientId }) => recipientId))}::bigint[]) as w (campaign_id, id)`;
}

/** Makes inactive whose latest bounce was one too many: campaigns leave them out until it is lifted. */
export async function pauseSoftBounced(tx: Database, bounced: RecipientKey[]): Promise<void> {
  const limit = await findSoftBounceLimit(tx);
  if (limit === 0) return;
  await tx.execute(sql`
    insert into suppressions (email_normalized, reason, source, campaign_id, recipient_id)
    select a.email_normalized, 'soft_bounce', 'ses', a.campaign_id, a.recipient_id
    from (
      select distinct on (r.email_normalized) r.contact_id, r.email_normalized, r.campaign_id,
        r.id as recipient_id
      from ${asTable(bounced)} join recipients r on r.campaign_id = w.campaign_id and r.id = w.id
      where r.contact_id is not null and r.email_normalized <> ''
      order by r.email_normalized, r.campaign_id desc) a
    where ${verdictSql(limit)}
    on conflict (email_normalized, reason) do nothing`);
}

/** A mail arrived: the address is no longer inactive, if that mail was a later one. */
export async function liftDelivered(tx: Database, delivered: RecipientKey[]): Promise<void> {
  await lift(
    tx,
    sql`
    select s.email_normalized, r.contact_id
    from ${asTable(delivered)}
    join recipients r on r.campaign_id = w.campaign_id and r.id = w.id
    join suppressions s on s.email_normalized = r.email_normalized and s.reason = 'soft_bounce'`,
  );
}

/**
 * A transactional mail arrived: what bounced before it counts no more. Such mails know no contact,
 * so the address is looked for; remembered on the contact, whether or not it is inactive yet.
 */
export async function forgiveDelivered(tx: Database, delivered: RecipientKey[]): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    update contacts k set bounces_forgiven_at = w.at
    from (select r.email_normalized, max(r.sent_at) as at from ${asTable(delivered)}
      join recipients r on r.campaign_id = w.campaign_id and r.id = w.id group by 1) w
    where k.email_normalized = w.email_normalized and w.at > coalesce(k.bounces_forgiven_at, '-infinity')
    returning k.id`);
  if (rows.length === 0) return;
  await lift(
    tx,
    sql`
    select s.email_normalized, k.id as contact_id from contacts k
    join suppressions s on s.email_normalized = k.email_normalized and s.reason = 'soft_bounce'
    where k.id = any(${sql.param(rows.map(({ id }) => id))}::bigint[])`,
  );
}

/** The slow tick: two batches at once may each have missed what the other wrote. */
export async function reviewSoftBounces(): Promise<void> {
  await lift(
    db,
    sql`
    select s.email_normalized, k.id as contact_id from suppressions s
    join contacts k on k.email_normalized = s.email_normalized
    where s.reason = 'soft_bounce' and s.created_at > now() - interval '1 hour'`,
  );
}

async function lift(database: Database, asked: SQL): Promise<void> {
  const { rows } = await database.execute<{ email_normalized: string; contact_id: string }>(asked);
  if (rows.length === 0) return;
  const limit = await findSoftBounceLimit(database);
  await database.execute(sql`
    delete from suppressions s using unnest(
      ${sql.param(rows.map((row) => row.email_normalized))}::text[],
      ${sql.param(rows.map((row) => row.contact_id))}::bigint[]) as a (email_normalized, contact_id)
    where s.email_normalized = a.email_normalized and s.reason = 'soft_bounce'
      and not coalesce(${verdictSql(limit)}, false)`);
}
