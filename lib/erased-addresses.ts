import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";

/**
 * Whether the person behind an address asked to be forgotten. `contacts` keeps such addresses out
 * by itself (a trigger); this is for whoever wants to say so, or writes addresses elsewhere.
 */
export async function isErased(emailNormalized: string, database: Database = db): Promise<boolean> {
  const { rows } = await database.execute(
    sql`select 1 from erasures where hash = erasure_hash(${emailNormalized})`,
  );
  return rows.length > 0;
}
