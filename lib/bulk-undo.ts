import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import { foldContacts } from "@/lib/contact-engagement";
import type { BulkDeed } from "@/lib/domain/bulk-action";

/**
 * Takes a deed back for a batch of its changes. What was changed again since stays as it is now:
 * the later act was meant.
 */
export async function undoDeed(
  tx: Database,
  deed: BulkDeed,
  { actionId, ids }: { actionId: number; ids: number[] },
): Promise<void> {
  const changes = sql`(select contact_id, before from bulk_changes
    where action_id = ${actionId}::bigint and contact_id = any(${sql.param(ids)}::bigint[])) x`;
  switch (deed.kind) {
    case "subscribe":
    case "unsubscribe":
      return undoAnswers(tx, deed, changes);
    case "suppress":
      await tx.execute(sql`delete from suppressions s using ${changes}
        where s.email_normalized = x.before->>'email' and s.reason = 'manual'
          and s.created_at = (x.before->>'createdAt')::timestamptz`);
      return;
    case "add_to_segment":
      await tx.execute(sql`delete from segment_members m using ${changes}
        where m.segment_id = ${deed.segmentId}::bigint and m.contact_id = x.contact_id
          and m.added_at = (x.before->>'doneAt')::timestamptz`);
      return;
    case "set_property": {
      const isStillSo = sql`coalesce(c.properties -> ${deed.key}::text, 'null'::jsonb)
        = ${JSON.stringify(deed.value)}::jsonb`;
      await tx.execute(sql`update contacts c set updated_at = now(),
          properties = case when jsonb_typeof(x.before->'value') = 'null' then c.properties - ${deed.key}::text
            else c.properties || jsonb_build_object(${deed.key}::text, x.before->'value') end
        from ${changes} where c.id = x.contact_id and ${isStillSo}`);
      return;
    }
    case "delete":
      await restoreContacts(tx, changes);
  }
}

type Changes = ReturnType<typeof sql>;

/**
 * The former answer, or none, is theirs again. The person said neither what was written down nor its
 * contrary: the evidence stays, marked as undone.
 */
async function undoAnswers(
  tx: Database,
  { kind, topicId }: Extract<BulkDeed, { topicId: number }>,
  changes: Changes,
): Promise<void> {
  const isYes = kind === "subscribe";
  // Whoever asked to leave meanwhile was off already: only the mail's row knows of it.
  const isOurs = sql`s.contact_id = x.contact_id and s.topic_id = ${topicId}::bigint
    and s.status = ${isYes ? "subscribed" : "unsubscribed"}
    and s.changed_at = (x.before->>'doneAt')::timestamptz
    and (select true from recipients r where r.contact_id = x.contact_id
      and r.unsubscribed_at >= s.changed_at limit 1) is null`;
  await tx.execute(sql`
    with back as (
      update subscriptions s set status = (x.before->>'status')::subscription_status,
        changed_at = (x.before->>'changedAt')::timestamptz
      from ${changes} where ${isOurs} and x.before->>'status' is not null
      returning s.contact_id
    ), gone as (
      delete from subscriptions s using ${changes} where ${isOurs} and x.before->>'status' is null
      returning s.contact_id
    )
    update consents k set undone_at = now()
    from (select contact_id from back union all select contact_id from gone) u
    join ${changes} on x.contact_id = u.contact_id
    where k.contact_id = x.contact_id and k.topic_id = ${topicId}::bigint and k.source = 'manual'
      and k.given_at = (x.before->>'doneAt')::timestamptz`);
}

/** An address that somebody else has by now, or that was erased, stays away. */
async function restoreContacts(tx: Database, changes: Changes): Promise<void> {
  await tx.execute(sql`
    insert into contacts overriding system value
    select (jsonb_populate_record(null::contacts, x.before->'contact')).* from ${changes}
    on conflict do nothing`);
  const back = sql`${changes} join contacts c on c.id = x.contact_id`;
  await tx.execute(sql`insert into subscriptions
    select s.* from ${back}, jsonb_populate_recordset(null::subscriptions, x.before->'subscriptions') s
    on conflict do nothing`);
  await tx.execute(sql`insert into import_contacts (import_id, contact_id)
    select i.id::bigint, x.contact_id from ${back}, jsonb_array_elements_text(x.before->'imports') i (id)
    where exists (select 1 from imports k where k.id = i.id::bigint) on conflict do nothing`);
  await tx.execute(sql`insert into segment_members
    select m.* from ${back}, jsonb_populate_recordset(null::segment_members, x.before->'segments') m
    where exists (select 1 from segments k where k.id = m.segment_id) on conflict do nothing`);
  await tx.execute(sql`insert into contact_engagement
    select e.* from ${back}, jsonb_populate_record(null::contact_engagement,
      case jsonb_typeof(x.before->'engagement') when 'object' then x.before->'engagement' else '{}' end) e
    where e.contact_id is not null on conflict do nothing`);
  // Mails that waited were skipped and stay so; the others find their contact again.
  const { rows } = await tx.execute<{ contact_id: string; campaign_id: string }>(sql`
    update recipients r set contact_id = x.contact_id
    from ${back}, jsonb_array_elements(x.before->'mails') m
    where r.campaign_id = (m->>0)::bigint and r.id = (m->>1)::bigint and r.contact_id is null
      and r.campaign_id = any(array(select (k->>0)::bigint from ${changes}, jsonb_array_elements(x.before->'mails') k))
    returning r.contact_id, r.campaign_id`);
  // What they did meanwhile was folded without them.
  await foldContacts(tx, {
    contactIds: numbersOf(rows.map((row) => row.contact_id)),
    campaignIds: numbersOf(rows.map((row) => row.campaign_id)),
  });
}

function numbersOf(ids: string[]): number[] {
  return [...new Set(ids)].map(Number);
}
