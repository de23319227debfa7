import { sql, type SQL } from "drizzle-orm";
import { testSummary } from "./segment-engagement-sql";
import { isGroup, type SegmentCondition, type SegmentRule } from "./segment-rule";
import type { SegmentClock } from "./segment-value-sql";

/** A condition over the row `engagement` of a contact, and what it says of a contact without one. */
export type Summary = { holds: SQL; holdsWithout: boolean };

/** Undefined when the rule asks for more than the summary knows. */
export function summaryOf(
  rule: SegmentRule | SegmentCondition,
  clock: SegmentClock,
): Summary | undefined {
  if (!isGroup(rule)) {
    if (rule.field !== "campaign" || rule.campaignId !== null) return undefined;
    const holds = testSummary(rule, clock);
    return rule.happened === "no"
      ? { holds: sql`not ${holds}`, holdsWithout: true }
      : { holds, holdsWithout: false };
  }
  const parts = rule.rules.map((part) => summaryOf(part, clock));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const { holds, holdsWithout } = joinSummaries(known, rule.match);
  return rule.not === true
    ? { holds: sql`not ${holds}`, holdsWithout: !holdsWithout }
    : { holds, holdsWithout };
}

export function joinSummaries(parts: Summary[], match: SegmentRule["match"]): Summary {
  const isAll = match === "all";
  return {
    holds: joinParts(
      parts.map(({ holds }) => holds),
      isAll,
    ),
    holdsWithout: isAll
      ? parts.every((part) => part.holdsWithout)
      : parts.some((part) => part.holdsWithout),
  };
}

export function joinParts(parts: SQL[], isAll: boolean): SQL {
  return sql`(${sql.join(parts, isAll ? sql` and ` : sql` or `)})`;
}
