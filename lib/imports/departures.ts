import { sql } from "drizzle-orm";
import type { Database } from "@/db";

/** Somebody was erased or merged away while the import was written: it would bring them back. */
export class DepartureError extends Error {}

/** How many people were erased or merged away so far; it only grows. */
export async function countDepartures(database: Database): Promise<number> {
  const { rows } = await database.execute<{ count: number }>(sql`
    select ((select count(*) from erasures) + (select count(*) from contact_merges))::int as count`);
  return rows[0]?.count ?? 0;
}
