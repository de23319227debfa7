import { expectBits } from "@/lib/count-planner";
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

/** Who would get a mail and who would not and why, as of now. */
export async function countAudience(
  definition: AudienceDefinition,
  database: Database = db,
): Promise<Funnel> {
  const query = await funnelSql(definition, database);
  const counts = await database.transaction(async (tx) => {
    await expectBits(tx);
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
