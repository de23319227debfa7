import { sql, type SQL } from "drizzle-orm";
import type { CompiledContent } from "@/lib/domain/compiled-content";

export type Audience = { topicId: number; senderId: number };

/** Contacts who agreed to one topic, made by the database itself. */
export async function createAudience(count: number): Promise<Audience> {
  const { db } = await import("@/db");
  await db.execute(sql`update organization set name = '소담상점', phone = '02-120-0000',
    postal_address = '서울시 중구 세종대로 110', setup_finished_at = now()`);
  await db.execute(sql`insert into identities (name, type, verified) values ('sodam.test', 'domain', true)
    on conflict do nothing`);
  const topicId = await insertOne(
    sql`insert into topics (brand_id, name) values (1, '소식') returning id`,
  );
  const senderId = await insertOne(sql`insert into senders (brand_id, name, email)
    values (1, '소담상점', 'hello@sodam.test') returning id`);
  await db.execute(sql`
    with made as (
      insert into contacts (email, email_normalized, name)
      select 'customer' || n || '@example.test', 'customer' || n || '@example.test', '고객 ' || n
      from generate_series(1, ${count}::int) n returning id)
    insert into subscriptions (contact_id, topic_id, status)
    select id, ${topicId}::bigint, 'subscribed' from made`);
  // As if they had been there for long: the first who reads new rows pays for marking them.
  await db.execute(sql`vacuum (analyze) contacts, subscriptions`);
  return { topicId, senderId };
}

/** A confirmed campaign to all of them. */
export async function createCampaign(
  compiled: CompiledContent,
  audience: Audience,
): Promise<number> {
  const { storeContent } = await import("@/lib/content/store");
  const hash = await storeContent(compiled);
  return insertOne(sql`
    insert into campaigns (brand_id, name, subject, topic_id, sender_id, content_hash, confirmed_at)
    values (1, 'Bench', 'Bench', ${audience.topicId}::bigint, ${audience.senderId}::bigint, ${hash}, now())
    returning id`);
}

async function insertOne(insert: SQL): Promise<number> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ id: string }>(insert);
  const [row] = rows;
  if (!row) throw new Error("The insert returned no row.");
  return Number(row.id);
}
