import { sql } from "drizzle-orm";
import { db } from "@/db";
import { contactQuery } from "@/lib/contact-conditions";
import { estimateContacts, inWindows, type ListScope } from "@/lib/contact-search";
import { contactFilterParams, type ContactFilter } from "@/lib/domain/contact-filter";

/** How many a list has, as far as that can be said at once. */
export type ListCount =
  | { kind: "exact"; count: number }
  | { kind: "about"; count: number } // from the statistics
  | { kind: "more_than"; count: number } // counted up to a limit
  | { kind: "unknown" }; // counting would have taken too long

const countedAtOnce = 10_000;
const patienceMs = 120;

/** Every match, one by one: what an act on all of them and an export say. */
export async function countContacts(
  filter: ContactFilter,
  { upTo, ...scope }: ListScope & { upTo?: number },
): Promise<number> {
  const { joins, where } = await contactQuery(filter, scope);
  const bound = upTo === undefined ? sql`` : sql` and contacts.id <= ${upTo}::bigint`;
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from contacts${joins} where ${where}${bound}`,
  );
  return rows[0]?.n ?? 0;
}

/** What a page says beside its first rows: never more than a tenth of a second of work. */
export async function countQuickly(filter: ContactFilter, scope: ListScope): Promise<ListCount> {
  if (Object.keys(contactFilterParams(filter)).length === 0) {
    const { count, isExact } = await estimateContacts();
    return { kind: isExact ? "exact" : "about", count };
  }
  const query = await contactQuery(filter, scope);
  const limit = countedAtOnce + 1;
  const some = query.isIndexedSearch
    ? inWindows(query, { after: undefined, limit, isAscending: false })
    : sql`select 1 from contacts${query.joins} where ${query.where} limit ${limit}::int`;
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = ${sql.raw(String(patienceMs))}`);
      const { rows } = await tx.execute<{ n: number }>(
        sql`select count(*)::int as n from (${some}) found`,
      );
      const count = rows[0]?.n ?? 0;
      return count > countedAtOnce
        ? { kind: "more_than", count: countedAtOnce }
        : { kind: "exact", count };
    });
  } catch (error) {
    if (isTimeout(error)) return { kind: "unknown" };
    throw error;
  }
}

/** query_canceled: the statement ran into its own limit. */
function isTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === "57014";
}
