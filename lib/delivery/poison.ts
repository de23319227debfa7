import { sql } from "drizzle-orm";
import { db } from "@/db";

export type PoisonMessage = { messageId: string; body: string; reason: string };

/** Enough to see what it was; one garbage message may have a megabyte. */
const keptCharacters = 64 * 1024;
const keptDays = 90;

/** Sets aside what cannot be read or stored, as evidence, so that it neither stops a batch nor comes back. */
export async function keepPoison(messages: PoisonMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const clean = (text: string) => text.replaceAll("\0", "\ufffd");
  await db.execute(sql`
    insert into poison_messages (queue, message_id, reason, body, bytes)
    select 'events', * from unnest(
      ${sql.param(messages.map(({ messageId }) => clean(messageId)))}::text[],
      ${sql.param(messages.map(({ reason }) => reason))}::text[],
      ${sql.param(messages.map(({ body }) => clean(body.slice(0, keptCharacters))))}::text[],
      ${sql.param(messages.map(({ body }) => Buffer.byteLength(body)))}::int[])`);
}

/** How many came in the last day: for an alarm, not for a total. */
export async function countPoison(): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from poison_messages where received_at > now() - interval '1 day'`);
  return rows[0]?.n ?? 0;
}

export async function forgetOldPoison(): Promise<void> {
  await db.execute(sql`delete from poison_messages
    where received_at < now() - ${keptDays}::int * interval '1 day'`);
}
