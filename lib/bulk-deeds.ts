import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db";
import { dropFromLedger } from "@/lib/contacts";
import type { BulkDeed } from "@/lib/domain/bulk-action";

/** Whom a deed changed, each with what it takes to undo it. */
export type Changed = { contactId: number; before: Record<string, unknown> };

type Doer = { userId: number; actionId: number };

/** Does a deed to a batch of contacts; who is so already, or gone, is left out. */
export async function doDeed(
  tx: Database,
  deed: BulkDeed,
  ids: number[],
  doer: Doer,
): Promise<Changed[]> {
  switch (deed.kind) {
    case "subscribe":
    case "unsubscribe":
      return answerTopic(tx, deed, ids, doer);
    case "suppress":
      return suppressAll(tx, deed.why, ids, doer);
    case "add_to_segment":
      return readChanged(
        tx,
        sql`insert into segment_members (segment_id, contact_id, added_by)
          select ${deed.segmentId}::bigint, c.id, ${doer.userId}::bigint from contacts c
          where c.id = any(${sql.param(ids)}::bigint[])
            and exists (select 1 from segments g where g.id = ${deed.segmentId}::bigint)
          on conflict do nothing
          returning contact_id, jsonb_build_object('doneAt', added_at) as before`,
      );
    case "set_property":
      return setProperty(tx, deed, ids);
    case "delete":
      return deleteAll(tx, ids);
  }
}

/**
 * A refusal is never overwritten for many at once: "subscribe" reaches those without an answer, and
 * "unsubscribe" everybody who has not refused already.
 */
async function answerTopic(
  tx: Database,
  { kind, topicId, how }: Extract<BulkDeed, { how: string }>,
  ids: number[],
  { userId }: Doer,
): Promise<Changed[]> {
  const isYes = kind === "subscribe";
  const onConflict = isYes
    ? sql`do nothing`
    : sql`(contact_id, topic_id) do update set status = 'unsubscribed', changed_at = now()
        where subscriptions.status <> 'unsubscribed'`;
  // A refusal outlives the deletion of the contact that gave it. Of the contact itself the answer is
  // what counts.
  const hasRefused = sql`coalesce((select k.action = 'withdrawn' from consents k
    where k.email_normalized = c.email_normalized and k.undone_at is null
      and (k.topic_id is null
        or k.topic_id = ${topicId}::bigint and k.contact_id is distinct from c.id)
    order by k.id desc limit 1), false)`;
  return readChanged(
    tx,
    sql`with changed as (
      insert into subscriptions (contact_id, topic_id, status)
      select c.id, ${topicId}::bigint, ${isYes ? "subscribed" : "unsubscribed"}::subscription_status
      from contacts c where c.id = any(${sql.param(ids)}::bigint[])
        ${isYes ? sql`and not ${hasRefused}` : sql``}
      on conflict ${onConflict}
      returning contact_id, changed_at
    ), evidence as (
      insert into consents (contact_id, email_normalized, topic_id, action, source, wording,
        given_at, recorded_by)
      select c.id, c.email_normalized, ${topicId}::bigint,
        ${isYes ? "granted" : "withdrawn"}::consent_action, 'manual', ${how}, now(), ${userId}::bigint
      from changed join contacts c on c.id = changed.contact_id
    )
    -- A statement sees the tables as they were before it: this is the former answer, if any.
    select changed.contact_id, jsonb_build_object('status', s.status, 'changedAt', s.changed_at,
      'doneAt', changed.changed_at) as before
    from changed left join subscriptions s
      on s.contact_id = changed.contact_id and s.topic_id = ${topicId}::bigint`,
  );
}

async function suppressAll(
  tx: Database,
  why: string,
  ids: number[],
  { userId }: Doer,
): Promise<Changed[]> {
  return readChanged(
    tx,
    sql`with added as (
      insert into suppressions (email_normalized, reason, source, note, created_by)
      select c.email_normalized, 'manual', ${`user:${userId}`}, ${why}, ${userId}::bigint
      from contacts c where c.id = any(${sql.param(ids)}::bigint[])
      on conflict do nothing
      returning email_normalized, created_at
    )
    select c.id as contact_id,
      jsonb_build_object('email', added.email_normalized, 'createdAt', added.created_at) as before
    from added join contacts c on c.email_normalized = added.email_normalized`,
  );
}

async function setProperty(
  tx: Database,
  { key, value }: Extract<BulkDeed, { kind: "set_property" }>,
  ids: number[],
): Promise<Changed[]> {
  const next = sql`${JSON.stringify(value)}::jsonb`;
  const properties =
    value === null
      ? sql`c.properties - ${key}::text`
      : sql`c.properties || jsonb_build_object(${key}::text, ${next})`;
  return readChanged(
    tx,
    sql`with former as (
      select id, properties -> ${key}::text as value from contacts
      where id = any(${sql.param(ids)}::bigint[])
        and coalesce(properties -> ${key}::text, 'null'::jsonb) <> ${next}
      for update
    )
    update contacts c set properties = ${properties}, updated_at = now()
    from former where c.id = former.id
    returning c.id as contact_id, jsonb_build_object('value', former.value) as before`,
  );
}

/** The whole contact with all that goes with it, so that it can come back as it was. */
async function deleteAll(tx: Database, ids: number[]): Promise<Changed[]> {
  const changed = await readChanged(
    tx,
    sql`select c.id as contact_id, jsonb_build_object(
        'contact', to_jsonb(c),
        'subscriptions', (select coalesce(jsonb_agg(to_jsonb(s)), '[]') from subscriptions s
          where s.contact_id = c.id),
        'imports', (select coalesce(jsonb_agg(i.import_id), '[]') from import_contacts i
          where i.contact_id = c.id),
        'segments', (select coalesce(jsonb_agg(to_jsonb(m)), '[]') from segment_members m
          where m.contact_id = c.id),
        'engagement', (select to_jsonb(e) from contact_engagement e where e.contact_id = c.id),
        'mails', (select coalesce(jsonb_agg(jsonb_build_array(r.campaign_id, r.id)), '[]')
          from recipients r where r.contact_id = c.id)) as before
      from contacts c where c.id = any(${sql.param(ids)}::bigint[]) for update`,
  );
  await dropFromLedger(
    changed.map(({ contactId }) => contactId),
    tx,
  );
  return changed;
}

async function readChanged(tx: Database, statement: SQL): Promise<Changed[]> {
  const { rows } = await tx.execute<{ contact_id: string; before: Record<string, unknown> }>(
    statement,
  );
  return rows.map(({ contact_id, before }) => ({ contactId: Number(contact_id), before }));
}
