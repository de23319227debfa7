import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";

/** Contacts that were merged into this one, and into those: their history is this one's too. */
export async function listMergedIds(contactId: number, database: Database = db): Promise<number[]> {
  const { rows } = await database.execute<{ id: string }>(sql`
    with recursive merged as (
      select from_contact_id as id from contact_merges where into_contact_id = ${contactId}::bigint
      union
      select m.from_contact_id from contact_merges m join merged on m.into_contact_id = merged.id
    )
    select id from merged`);
  return rows.map(({ id }) => Number(id));
}
