import { PgDialect } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { segmentBounds, segmentRule, type SegmentRule } from "@/lib/domain/segment-rule";
import { compileSegmentRule } from "@/lib/domain/segment-sql";
import { ruleArbitrary } from "@/tests/support/segment-arbitraries";

const pools = { topicIds: [1, 2], campaignIds: [3], importIds: [4], segmentIds: [9] };
const clock = { asOf: new Date("2026-11-20T00:00:00Z"), timeZone: "Asia/Seoul" };
const compiled = (rule: SegmentRule) => new PgDialect().sqlToQuery(compileSegmentRule(rule, clock));
const isEmpty = { field: "name", test: { op: "is_empty" } };

function nested(levels: number): unknown {
  return { match: "all", rules: [levels <= 1 ? isEmpty : nested(levels - 1)] };
}

describe("the schema of a rule", () => {
  test("takes every rule that can be built, unchanged", () => {
    fc.assert(
      fc.property(ruleArbitrary(pools), (rule) => {
        expect(segmentRule.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
      }),
    );
  });

  test("refuses nesting and length beyond its bounds", () => {
    expect(segmentRule.safeParse(nested(segmentBounds.depth)).success).toBe(true);
    expect(segmentRule.safeParse(nested(segmentBounds.depth + 1)).success).toBe(false);
    expect(segmentRule.safeParse(nested(500)).success).toBe(false);
    const half = { match: "any", rules: Array.from({ length: 30 }, () => isEmpty) };
    expect(segmentRule.safeParse({ match: "all", rules: [half] }).success).toBe(true);
    expect(segmentRule.safeParse({ match: "all", rules: [half, half] }).success).toBe(false);
  });

  test.each([
    ["an empty group", { match: "all", rules: [] }],
    [
      "an unknown field",
      { match: "all", rules: [{ field: "password", test: { op: "is_empty" } }] },
    ],
    [
      "an operator of another type",
      { match: "all", rules: [{ field: "name", test: { op: "gt", value: 1 } }] },
    ],
    ["an empty word", { match: "all", rules: [{ field: "name", test: { op: "is", value: " " } }] }],
    [
      "a day that is none",
      { match: "all", rules: [{ field: "created_at", test: { op: "on", value: "2026-02-31" } }] },
    ],
    [
      "the year 0",
      { match: "all", rules: [{ field: "created_at", test: { op: "on", value: "0000-01-01" } }] },
    ],
    [
      "no number",
      {
        match: "all",
        rules: [
          { field: "property", key: "a", type: "number", test: { op: "gt", value: Number.NaN } },
        ],
      },
    ],
  ])("refuses %s", (_what, rule) => {
    expect(segmentRule.safeParse(rule).success).toBe(false);
  });
});

describe("the SQL of a rule", () => {
  test("never holds what a person typed", () => {
    const typed = `zzz'); drop table contacts; --`;
    const query = compiled({
      match: "all",
      rules: [
        { field: "email", test: { op: "contains", value: typed } },
        { field: "property", key: typed, type: "text", test: { op: "in", values: [typed] } },
        { field: "property", key: typed, type: "number", test: { op: "gt", value: 5 } },
      ],
    });
    expect(query.sql).not.toContain("zzz");
    expect(query.params).toContain(typed);
    expect(query.params).toContain(`%${typed}%`);
  });

  test("is the same however often it is compiled", () => {
    fc.assert(
      fc.property(ruleArbitrary(pools), (rule) => {
        expect(compiled(rule)).toEqual(compiled(rule));
      }),
      { numRuns: 30 },
    );
  });

  test("counts days in the organisation's time zone", () => {
    const rule: SegmentRule = {
      match: "all",
      rules: [{ field: "created_at", test: { op: "in_last_days", days: 7 } }],
    };
    const at = { asOf: new Date("2026-11-20T16:00:00Z"), timeZone: "Asia/Seoul" }; // the 21st there
    const { params } = new PgDialect().sqlToQuery(compileSegmentRule(rule, at));
    expect(params).toEqual(["2026-11-14", "Asia/Seoul", "2026-11-22", "Asia/Seoul"]);
  });
});
