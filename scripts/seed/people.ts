import { sql } from "drizzle-orm";
import { db } from "@/db";
import { seedPerson } from "./names";

const batchSize = 5000;

/** Returns how many were not here before. */
export async function seedContacts(
  count: number,
  onProgress: (done: number) => void,
): Promise<number> {
  let added = 0;
  for (let from = 0; from < count; from += batchSize) {
    const people = Array.from({ length: Math.min(batchSize, count - from) }, (_, i) =>
      seedPerson(from + i + 1),
    );
    // In the order of their signing up: lists sort by id and show this day.
    const result = await db.execute(sql`
      insert into contacts (email, email_normalized, name, first_name, last_name, phone, locale,
        properties, source, created_at, updated_at)
      select email, lower(email), name, "firstName", "lastName", phone, locale, properties, 'seed',
        (properties->>'signup_date')::timestamptz, now()
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(email text, name text,
        "firstName" text, "lastName" text, phone text, locale text, properties jsonb)
      order by properties->>'signup_date'
      on conflict (email_normalized) do nothing`);
    added += result.rowCount ?? 0;
    onProgress(from + people.length);
  }
  return added;
}

/**
 * Answers of the seed's people, each with its evidence: of a hundred, about 80 receive the first
 * topic and 40 the second, a few have refused, the others never answered. Some are suppressed.
 */
export async function seedAnswers(topicIds: number[]): Promise<void> {
  for (const [index, topicId] of topicIds.entries()) {
    const share = index === 0 ? 80 : 40;
    await db.execute(sql`
      with answers as (
        insert into subscriptions (contact_id, topic_id, status, changed_at)
        select id, ${topicId}::bigint,
          (case when (id * 31) % 100 < 6 then 'unsubscribed' else 'subscribed' end)::subscription_status,
          created_at
        from contacts
        where source = 'seed' and (id * 7 + ${index}::int * 13) % 100 < ${share}::int
        on conflict do nothing
        returning contact_id, status, changed_at
      )
      insert into consents (contact_id, email_normalized, topic_id, action, source, wording, given_at)
      select contact_id, email_normalized, ${topicId}::bigint,
        (case when status = 'subscribed' then 'granted' else 'withdrawn' end)::consent_action,
        'manual', '홈페이지 회원가입', changed_at
      from answers join contacts on contacts.id = contact_id`);
  }
  await db.execute(sql`
    insert into suppressions (email_normalized, reason, source, note)
    select email_normalized,
      (array['bounce', 'complaint', 'manual', 'unsubscribe'])[1 + (id % 4)::int]::suppression_reason,
      'seed', null
    from contacts where source = 'seed' and (id * 17) % 100 < 2
    on conflict do nothing`);
}
