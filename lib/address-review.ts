import { sql, type SQL } from "drizzle-orm";
import { db, type Database } from "@/db";
import { type AddressReview, sortDomains } from "@/lib/domain/address-review";
import { roleNames } from "@/lib/domain/address-hints";
import { findDeadDomains } from "@/lib/mail-domains";

/** What is doubtful about the addresses of a list: rows `(email_normalized)` of any query. */
export async function reviewAddresses(
  addresses: SQL,
  database: Database = db,
): Promise<AddressReview> {
  const { rows } = await database.execute<{ domain: string; count: number; role: number }>(sql`
    select split_part(email_normalized, '@', 2) as domain, count(*)::int as count,
      count(*) filter (where split_part(split_part(email_normalized, '@', 1), '+', 1)
        = any(${sql.param([...roleNames])}::text[]))::int as role
    from (${addresses}) list group by 1`);
  return sortDomains(rows, await findDeadDomains(rows.map(({ domain }) => domain)));
}
