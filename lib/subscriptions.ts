import { asc, eq, sql, type SQL } from "drizzle-orm";
import { db, type Database } from "@/db";
import { consents, subscriptions, topics, type SubscriptionStatus } from "@/db/schema/audience";
import { evidenceColumns, type Evidence } from "./consents";

type Change = { contactId: number; evidence: Evidence };

/**
 * Subscribes a contact to topics, with the evidence in the same transaction.
 * Returns the topics that changed. Does not lift a suppression: see `resubscribe`.
 */
export async function subscribe(
  change: Change & { topicIds: number[] },
  database: Database = db,
): Promise<number[]> {
  return setSubscriptions({ ...change, status: "subscribed" }, database);
}

/** Unsubscribes from one topic; idempotent, and the refusal counts without an earlier subscription too. */
export async function unsubscribeFromTopic(
  { topicId, ...change }: Change & { topicId: number },
  database: Database = db,
): Promise<number[]> {
  return setSubscriptions({ ...change, topicIds: [topicId], status: "unsubscribed" }, database);
}

/** Sets several topics of one contact to one status; only what really changes leaves evidence. */
export async function setSubscriptions(
  {
    contactId,
    topicIds,
    status,
    evidence,
  }: Change & { topicIds: number[]; status: SubscriptionStatus },
  database: Database = db,
): Promise<number[]> {
  if (topicIds.length === 0) return [];
  const proof = evidenceColumns(evidence);
  const action = status === "subscribed" ? "granted" : "withdrawn";
  // Selecting from contacts makes a contact erased meanwhile a no-op instead of an error.
  const result = await database.execute<{ topic_id: string }>(sql`
    with changed as (
      insert into ${subscriptions} (contact_id, topic_id, status, changed_at)
      select c.id, t.id, ${status}::subscription_status, ${proof.givenAt.toISOString()}::timestamptz
      from contacts c cross join topics t
      where c.id = ${contactId} and t.id = any(${sql.param(topicIds)}::bigint[])
      on conflict (contact_id, topic_id) do update
        set status = excluded.status, changed_at = excluded.changed_at
        where ${subscriptions}.status <> excluded.status
      returning topic_id
    )
    insert into ${consents} (contact_id, email_normalized, topic_id, action, ${evidenceNames})
    select ${contactId}, (select email_normalized from contacts where id = ${contactId}), topic_id,
      ${action}::consent_action, ${evidenceValues(proof)}
    from changed
    returning topic_id`);
  return result.rows.map((row) => Number(row.topic_id));
}

/**
 * Unsubscribes from everything: campaigns to these addresses stop (a suppression), and every
 * topic of the contact is switched off. Returns the topics that were on, for an undo.
 * Works for a contact that is gone, as long as an address is known. Idempotent.
 */
export async function unsubscribeFromEverything(
  {
    contactId,
    addresses,
    evidence,
  }: {
    contactId: number | null;
    addresses: string[]; // normalised; the one mailed, and the contact's present one
    evidence: Evidence;
  },
  database: Database = db,
): Promise<{ isNew: boolean; topicIds: number[] }> {
  const proof = evidenceColumns(evidence);
  const result = await database.execute<{ is_new: boolean; topic_ids: string[] }>(sql`
    with suppressed as (
      insert into suppressions (email_normalized, reason, source, campaign_id, recipient_id, created_by)
      select distinct address, 'unsubscribe'::suppression_reason, ${proof.source}::text,
        ${proof.campaignId}::bigint, ${proof.recipientId}::bigint, ${proof.recordedBy}::bigint
      from unnest(${sql.param(addresses)}::text[]) address
      where address <> ''
      on conflict do nothing
      returning email_normalized
    ), switched_off as (
      update subscriptions set status = 'unsubscribed', changed_at = ${proof.givenAt.toISOString()}::timestamptz
      where contact_id = ${contactId}::bigint and status = 'subscribed'
      returning topic_id
    ), evidence as (
      insert into ${consents} (contact_id, email_normalized, topic_id, action, ${evidenceNames})
      select ${contactId}::bigint, s.address, null::bigint, 'withdrawn'::consent_action,
        ${evidenceValues(proof)}
      from (select min(email_normalized) as address from suppressed) s
      where s.address is not null or exists (select 1 from switched_off)
    )
    select exists (select 1 from suppressed) as is_new,
      coalesce((select array_agg(topic_id) from switched_off), '{}') as topic_ids`);
  const row = result.rows[0];
  return { isNew: row?.is_new ?? false, topicIds: (row?.topic_ids ?? []).map(Number) };
}

/**
 * The person wants mail again: takes back their own unsubscribe-from-everything, then
 * subscribes to the topics. Bounces, complaints and suppressions by hand stay.
 */
export async function resubscribe(
  {
    contactId,
    addresses,
    topicIds,
    evidence,
  }: { contactId: number | null; addresses: string[]; topicIds: number[]; evidence: Evidence },
  database: Database = db,
): Promise<void> {
  const proof = evidenceColumns(evidence);
  await database.transaction(async (tx) => {
    await tx.execute(sql`
      with lifted as (
        delete from suppressions
        where email_normalized = any(${sql.param(addresses)}::text[]) and reason = 'unsubscribe'
        returning email_normalized
      )
      insert into ${consents} (contact_id, email_normalized, topic_id, action, ${evidenceNames})
      select ${contactId}::bigint, l.address, null::bigint, 'granted'::consent_action,
        ${evidenceValues(proof)}
      from (select min(email_normalized) as address from lifted) l
      where l.address is not null`);
    if (contactId !== null) await subscribe({ contactId, topicIds, evidence }, tx);
  });
}

/** A contact's topics with their state; topics never answered are left out. */
export async function listSubscriptions(contactId: number) {
  return db
    .select({
      topicId: subscriptions.topicId,
      topicName: topics.name,
      status: subscriptions.status,
      changedAt: subscriptions.changedAt,
    })
    .from(subscriptions)
    .innerJoin(topics, eq(topics.id, subscriptions.topicId))
    .where(eq(subscriptions.contactId, contactId))
    .orderBy(asc(topics.name), asc(topics.id));
}

const evidenceNames = sql.raw(
  "source, wording, given_at, recorded_by, import_id, campaign_id, recipient_id, ip, user_agent",
);

function evidenceValues(proof: ReturnType<typeof evidenceColumns>): SQL {
  return sql`${proof.source}::text, ${proof.wording}::text, ${proof.givenAt.toISOString()}::timestamptz,
    ${proof.recordedBy}::bigint, ${proof.importId}::bigint, ${proof.campaignId}::bigint,
    ${proof.recipientId}::bigint, ${proof.ip}::text, ${proof.userAgent}::text`;
}
