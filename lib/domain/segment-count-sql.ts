import { sql, type SQL } from "drizzle-orm";
import type { SegmentRule } from "./segment-rule";
import { compileSegmentRule, type SegmentClock } from "./segment-sql";
import { summaryOf } from "./segment-summary-sql";

/** A subquery that counts the contacts. Of a rule that asks only the summary, it reads only that. */
export function compileSegmentCount(rule: SegmentRule, clock: SegmentClock): SQL {
  const summary = summaryOf(rule, clock);
  if (summary === undefined)
    return sql`select count(*) from contacts where ${compileSegmentRule(rule, clock)}`;
  const { holds, holdsWithout } = summary;
  const inSummary = (which: SQL) =>
    sql`select count(*) from contact_engagement engagement where ${which}`;
  return holdsWithout
    ? sql`select (select count(*) from contacts) - (${inSummary(sql`not ${holds}`)})`
    : inSummary(holds);
}
