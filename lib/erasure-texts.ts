import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db";

/** Every address in a text, spelled as it is hashed. */
function quotesErased(text: SQL, hash: Buffer): SQL {
  return sql`(${text} like '%@%' and exists (
    select 1 from erasure_salt s, regexp_matches(lower(${text}), '[^\\s<>()"'',;:=|]+@[^\\s<>()"'',;:=|]+', 'g') found
    where sha256(s.salt || convert_to(found[1], 'UTF8')) = ${hash}))`;
}

/**
 * Refused rows of imports, reports that belong to no mail of ours, the log's details, and what it
 * takes to bring back a contact that was deleted with many others.
 */
export async function blankTexts(tx: Database, hash: Buffer): Promise<number> {
  const refusals = await tx.execute(sql`
    update import_refusals set raw = '' where ${quotesErased(sql`raw`, hash)}`);
  const strays = await tx.execute(sql`
    delete from email_events where campaign_id = 0
      and ${quotesErased(sql`dedupe_key || ' ' || payload::text`, hash)}`);
  const log = await tx.execute(sql`
    update audit_log set details = '{}'::jsonb where ${quotesErased(sql`details::text`, hash)}`);
  const images = await tx.execute(sql`
    delete from bulk_changes where ${quotesErased(sql`before::text`, hash)}`);
  return (
    (images.rowCount ?? 0) + (refusals.rowCount ?? 0) + (strays.rowCount ?? 0) + (log.rowCount ?? 0)
  );
}
