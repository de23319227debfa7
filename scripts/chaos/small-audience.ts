import { sql } from "drizzle-orm";
import type { Audience } from "@/scripts/rig/audience";
import { execute, readOne } from "./database";
import type { Run } from "./run";

/** For a campaign beside the large one; may be made twice when PostgreSQL dies over it. */
export async function smallAudience(
  run: Run,
  { prefix, count }: { prefix: string; count: number },
): Promise<Audience> {
  const name = `${prefix}-${run.history.entries().length}`;
  const { id } = await readOne<{ id: string }>(
    sql`insert into topics (brand_id, name) values (1, ${name}) returning id`,
  );
  await execute(sql`
    insert into contacts (email, email_normalized, name)
    select ${name} || n || '@example.test', ${name} || n || '@example.test', '고객 ' || n
    from generate_series(1, ${count}::int) n on conflict do nothing`);
  await execute(sql`
    insert into subscriptions (contact_id, topic_id, status)
    select contacts.id, ${id}::bigint, 'subscribed' from contacts
    join generate_series(1, ${count}::int) n on email_normalized = ${name} || n || '@example.test'
    on conflict do nothing`);
  return { topicId: Number(id), senderId: run.audience.senderId };
}
