import { sql } from "drizzle-orm";
import { db } from "@/db";
import { countContacts } from "@/lib/contact-count";
import type { BulkFilter } from "@/lib/domain/bulk-action";
import type { ContactFilter } from "@/lib/domain/contact-filter";

/** "All that match" means those of now: whoever comes after they were counted is not touched. */
export async function matching(filter: ContactFilter): Promise<BulkFilter> {
  const { rows } = await db.execute<{ id: string | null }>(sql`select max(id) as id from contacts`);
  return { filter, maxContactId: Number(rows[0]?.id ?? 0) };
}

/** One by one: what an act on all of them says before it is done. */
export async function countSelected({ filter, maxContactId }: BulkFilter): Promise<number> {
  return await countContacts(filter, { mayReadAddresses: true, upTo: maxContactId });
}
