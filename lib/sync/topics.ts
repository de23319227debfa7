import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import type { SyncTopic } from "@/lib/domain/sync-line";

export type TopicWish = SyncTopic & { contactId: number; emailNormalized: string; line: number };

export type TopicOutcome = {
  line: number;
  topicId: number;
  status: "subscribed" | "unsubscribed" | "kept_unsubscribed" | "kept_suppressed";
};

/**
 * Subscribes and unsubscribes with the evidence. A job repeats what its database holds, so its yes
 * never overrules a person's no: who unsubscribed here or is suppressed stays so.
 */
export async function writeTopics(tx: Database, wishes: TopicWish[]): Promise<TopicOutcome[]> {
  if (wishes.length === 0) return [];
  const input = sql`jsonb_to_recordset(${JSON.stringify(wishes.map(toRow))}::jsonb) as w(
    line int, contact_id bigint, email_normalized text, topic_id bigint,
    status subscription_status, source text, given_at timestamptz)`;
  const { rows } = await tx.execute<{
    line: number;
    topic_id: string;
    status: TopicOutcome["status"];
  }>(sql`
    with wish as materialized (select * from ${input}),
    state as materialized (
      select wish.*, s.status as was,
        exists (
          select 1 from suppressions x where x.email_normalized = wish.email_normalized
        ) as is_suppressed,
        coalesce((
          select k.action = 'withdrawn' from consents k
          where k.email_normalized = wish.email_normalized
            and (k.topic_id = wish.topic_id or k.topic_id is null) and k.undone_at is null
          order by k.id desc limit 1
        ), false) as has_refused
      from wish
      left join subscriptions s on s.contact_id = wish.contact_id and s.topic_id = wish.topic_id
    ), changed as (
      insert into subscriptions (contact_id, topic_id, status, changed_at)
      select contact_id, topic_id, status, now() from state
      where (status = 'unsubscribed' and was is distinct from 'unsubscribed')
        or (status = 'subscribed' and was is null and not is_suppressed and not has_refused)
      order by contact_id, topic_id
      on conflict (contact_id, topic_id) do update
        set status = excluded.status, changed_at = excluded.changed_at
        where subscriptions.status <> 'unsubscribed'
      returning contact_id, topic_id
    ), evidence as (
      insert into consents (contact_id, email_normalized, topic_id, action, source, wording, given_at)
      select contact_id, email_normalized, topic_id,
        (case status when 'subscribed' then 'granted' else 'withdrawn' end)::consent_action,
        'api', source, least(now(), coalesce(given_at, now()))
      from changed join state using (contact_id, topic_id)
    )
    select line, topic_id, case
        when status = 'unsubscribed' then 'unsubscribed'
        when is_suppressed then 'kept_suppressed'
        when was = 'unsubscribed' or (was is null and has_refused) then 'kept_unsubscribed'
        else 'subscribed' end as status
    from state`);
  return rows.map((row) => ({ ...row, topicId: Number(row.topic_id) }));
}

function toRow({ line, contactId, emailNormalized, topicId, status, source, at }: TopicWish) {
  return {
    line,
    contact_id: contactId,
    email_normalized: emailNormalized,
    topic_id: topicId,
    status,
    source,
    given_at: at,
  };
}
