import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { SkipReason } from "@/db/schema/recipients";
import { type AudienceDefinition, funnelSql } from "@/lib/delivery/audience";
import { gravity, noneSkipped } from "@/lib/delivery/skip-reason";
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

/** Enough for the answers of a million people to a topic; freed when the count is done. */
const memory = "128MB";

/** Who would get a mail and who would not and why, as of now. */
export async function countAudience(
  definition: AudienceDefinition,
  database: Database = db,
): Promise<Funnel> {
  const query = await funnelSql(definition, database);
  const rows = await database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('work_mem', ${memory}, true)`);
    return (await tx.execute<Row>(query)).rows;
  });
  const funnel: Funnel = {
    total: 0,
    willGet: 0,
    skipped: noneSkipped(),
    suppressedBy: [],
    missingBy: [],
  };
  for (const { skip_reason, n } of rows) {
    funnel.total += Number(n);
    if (skip_reason === null) funnel.willGet += Number(n);
    else funnel.skipped[skip_reason] += Number(n);
  }
  funnel.suppressedBy = suppressionReasons.map((reason) => ({
    reason,
    count: sum(rows, (row) => row.skip_reason === "suppressed" && row.gravity === gravity[reason]),
  }));
  funnel.missingBy = definition.requiredFields.map((field, index) => ({
    field,
    count: sum(rows, (row) => row.skip_reason === "missing_value" && row.blanks[index] === true),
  }));
  return { ...funnel, ...withoutNone(funnel) };
}

type Row = {
  skip_reason: SkipReason | null;
  gravity: number | null;
  blanks: boolean[];
  n: string;
};

function sum(rows: Row[], belongs: (row: Row) => boolean): number {
  return rows.filter(belongs).reduce((total, { n }) => total + Number(n), 0);
}

/** Parts that somebody belongs to, the largest first. */
function withoutNone({ suppressedBy, missingBy }: Funnel) {
  const largest = <Part extends { count: number }>(parts: Part[]) =>
    parts.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  return { suppressedBy: largest(suppressedBy), missingBy: largest(missingBy) };
}
