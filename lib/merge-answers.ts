import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import type { Contact } from "@/lib/contacts";

type Pair = { from: Contact; into: Contact; userId: number };

/**
 * Per topic: who refused with either address has refused, who agreed with either and refused with
 * none is subscribed. What this changes for the one that stays is written down as evidence; the
 * other's evidence stays where it is and is shown with it.
 */
export async function mergeAnswers(tx: Database, { from, into, userId }: Pair): Promise<void> {
  await tx.execute(sql`
    with merged as (
      select topic_id, case when bool_or(status = 'unsubscribed') then 'unsubscribed' else 'subscribed'
        end::subscription_status as status, max(changed_at) as changed_at
      from subscriptions where contact_id in (${from.id}::bigint, ${into.id}::bigint) group by topic_id
    ), changed as (
      insert into subscriptions (contact_id, topic_id, status, changed_at)
      select ${into.id}::bigint, topic_id, status, changed_at from merged
      on conflict (contact_id, topic_id) do update
        set status = excluded.status, changed_at = excluded.changed_at
        where subscriptions.status <> excluded.status
      returning topic_id, status
    )
    insert into consents (contact_id, email_normalized, topic_id, action, source, given_at, recorded_by)
    select ${into.id}::bigint, ${into.emailNormalized}, topic_id,
      case status when 'subscribed' then 'granted' else 'withdrawn' end::consent_action,
      'merge', now(), ${userId}::bigint
    from changed`);
}

/** The other's address stays blocked; what blocked it blocks the address that stays too. */
export async function mergeSuppressions(tx: Database, { from, into, userId }: Pair): Promise<void> {
  await tx.execute(sql`
    insert into suppressions (email_normalized, reason, source, note, campaign_id, recipient_id, created_by)
    select ${into.emailNormalized}, reason, source, note, campaign_id, recipient_id, ${userId}::bigint
    from suppressions
    where email_normalized = ${from.emailNormalized}
      -- A mailbox that does not exist says nothing about the person's other one.
      and reason not in ('bounce', 'soft_bounce')
    on conflict do nothing`);
}
