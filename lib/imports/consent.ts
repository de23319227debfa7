import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db";
import type { ImportOptions } from "@/lib/domain/import-options";

/** What becomes of the consent that a file brings; people, not rows. */
export type ConsentCounts = {
  subscribed: number; // joined the topic now
  alreadySubscribed: number;
  keptUnsubscribed: number; // said yes in the file, but has unsubscribed: left so
  keptSuppressed: number; // said yes in the file, but must not be mailed: left so
  withdrawn: number; // said no
  unanswered: number; // stored, not mailable
};

type ConsentTables = { rows: string; winners: string };

/**
 * Where each person of a file stands towards the topic; who is not here yet has no contact_id.
 * Somebody has refused if the last word we were told about the topic, or about everything, was
 * no; that outlives the deletion of the contact. The file's own rows are joined: asked for each
 * person they would be read from start to end each time.
 */
export function consentState({ rows, winners, topicId }: ConsentTables & { topicId: number }): SQL {
  return sql`
    select c.id as contact_id, n.email_normalized, n.consent, n.consent_date, s.status,
      gone.email_normalized is not null or exists (
        select 1 from suppressions x where x.email_normalized = n.email_normalized
      ) as is_suppressed,
      coalesce((
        select k.action = 'withdrawn' from consents k
        where k.email_normalized = n.email_normalized and (k.topic_id = ${topicId} or k.topic_id is null)
          and k.undone_at is null
        order by k.id desc limit 1
      ), false) as has_refused
    from ${sql.identifier(winners)} n
    left join contacts c on c.email_normalized = n.email_normalized
    left join subscriptions s on s.contact_id = c.id and s.topic_id = ${topicId}
    left join (
      select distinct email_normalized from ${sql.identifier(rows)} where status is not null
    ) gone on gone.email_normalized = n.email_normalized`;
}

/** Over the columns of `consentState`: counted before anything is written. */
export const consentCountColumns = sql.raw(`
  count(*) filter (where consent = 'yes' and status is null and not is_suppressed and not has_refused)::int as "subscribed",
  count(*) filter (where consent = 'yes' and status = 'subscribed' and not is_suppressed)::int as "alreadySubscribed",
  count(*) filter (where consent = 'yes' and not is_suppressed and (status = 'unsubscribed' or (status is null and has_refused)))::int as "keptUnsubscribed",
  count(*) filter (where consent = 'yes' and is_suppressed)::int as "keptSuppressed",
  count(*) filter (where consent = 'no')::int as "withdrawn",
  count(*) filter (where consent = 'unanswered')::int as "unanswered"`);

/** Subscribes and unsubscribes everyone of a file with the evidence; returns what became of it. */
export async function writeConsents(
  tx: Database,
  {
    importId,
    userId,
    tables,
    options,
    timeZone,
  }: {
    importId: number;
    userId: number | null;
    tables: ConsentTables;
    options: ImportOptions & { topicId: number };
    timeZone: string;
  },
): Promise<ConsentCounts> {
  const { topicId } = options;
  // A date without a time means that day where the organisation is; never later than now.
  const givenAt = sql`least(now(), coalesce((state.consent_date::timestamp at time zone ${timeZone}), now()))`;
  const { rows } = await tx.execute<ConsentCounts>(sql`
    with state as materialized (${consentState({ ...tables, topicId })}),
    joined as (
      insert into subscriptions (contact_id, topic_id, status, changed_at)
      select contact_id, ${topicId}::bigint, 'subscribed', now() from state
      where consent = 'yes' and status is null and not is_suppressed and not has_refused
      on conflict do nothing
      returning contact_id
    ), refused as (
      insert into subscriptions (contact_id, topic_id, status, changed_at)
      select contact_id, ${topicId}::bigint, 'unsubscribed', now() from state where consent = 'no'
      on conflict (contact_id, topic_id) do update
        set status = 'unsubscribed', changed_at = excluded.changed_at
        where subscriptions.status <> 'unsubscribed'
      returning contact_id
    ), changed as (
      select contact_id, 'granted'::consent_action as action from joined
      union all select contact_id, 'withdrawn' from refused
    ), evidence as (
      insert into consents (contact_id, email_normalized, topic_id, action, source, wording,
        given_at, recorded_by, import_id)
      select changed.contact_id, state.email_normalized, ${topicId}::bigint, changed.action,
        'import', ${options.consentSource}::text, ${givenAt}, ${userId}::bigint, ${importId}::bigint
      from changed join state using (contact_id)
    )
    select ${consentCountColumns} from state`);
  return rows[0] ?? noConsents;
}

export const noConsents: ConsentCounts = {
  subscribed: 0,
  alreadySubscribed: 0,
  keptUnsubscribed: 0,
  keptSuppressed: 0,
  withdrawn: 0,
  unanswered: 0,
};
