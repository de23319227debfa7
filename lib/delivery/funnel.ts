import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { SkipReason } from "@/db/schema/recipients";
import type { AudienceDefinition } from "@/lib/delivery/audience";
import { funnelSql } from "@/lib/delivery/funnel-sql";
import { noneSkipped } from "@/lib/delivery/skip-reason";
import { type SuppressionReason, suppressionReasons } from "@/lib/domain/suppression-reason";

type Funnel = {
  /** total = willGet + every reason. */
  total: number;
  willGet: number;
  skipped: Record<SkipReason, number>;
  /** Parts of "suppressed"; each address under its gravest reason, so they sum. */
  suppressedBy: { reason: SuppressionReason; count: number }[];
  /** People of "missing_value" a field; who lacks two fields counts under both. */
  missingBy: { field: string; count: number }[];
};

/**
 * The planner knows nothing of how many contacts share a number, fears a group for each, and would
 * read a million of them with one of two cores; and it takes a disk for one that turns.
 */
const planning = sql`select set_config('work_mem', '64MB', true),
  set_config('parallel_setup_cost', '0', true), set_config('parallel_tuple_cost', '0', true),
  set_config('enable_sort', 'off', true), set_config('random_page_cost', '1.1', true)`;

/** Who would get a mail and who would not and why, as of now. */
export async function countAudience(
  definition: AudienceDefinition,
  database: Database = db,
): Promise<Funnel> {
  const query = await funnelSql(definition, database);
  const counts = await database.transaction(async (tx) => {
    await tx.execute(planning);
    return (await tx.execute<Record<string, number>>(query)).rows[0] ?? {};
  });
  const countOf = (name: string): number => counts[name] ?? 0;
  const skipped = noneSkipped();
  // Object.keys forgets that these are the reasons.
  for (const reason of Object.keys(skipped) as SkipReason[]) skipped[reason] = countOf(reason);
  return {
    total: countOf("total"),
    willGet: countOf("will_get"),
    skipped,
    suppressedBy: largestFirst(
      suppressionReasons.map((reason) => ({ reason, count: countOf(`suppressed_by_${reason}`) })),
    ),
    missingBy: largestFirst(
      definition.requiredFields.map((field, n) => ({ field, count: countOf(`lacks_${n}`) })),
    ),
  };
}

/** Parts that somebody belongs to. */
function largestFirst<Part extends { count: number }>(parts: Part[]): Part[] {
  return parts.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
}
