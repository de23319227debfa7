import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftOf, ruleOf, type DraftCondition } from "@/lib/domain/segment-draft";
import { emptyCondition, operators, type FieldKind } from "@/lib/domain/segment-fields";
import { isGroup, listConditions, type SegmentRule } from "@/lib/domain/segment-rule";
import { ruleArbitrary } from "@/tests/support/segment-arbitraries";

const pools = { topicIds: [1, 2], campaignIds: [3], importIds: [4], segmentIds: [9] };

function counter() {
  let n = 0;
  return () => String((n += 1));
}

/** `not: false` and an absent `not` are the same rule. */
function plain(rule: SegmentRule): SegmentRule {
  const rules = rule.rules.map((part) => (isGroup(part) ? plain(part) : part));
  return { match: rule.match, ...(rule.not && { not: true }), rules };
}

const condition = (fields: Partial<DraftCondition>): DraftCondition => ({
  id: "c",
  subject: "name",
  op: "is",
  value: "",
  to: "",
  event: "",
  link: "",
  ...fields,
});

function problemOf(fields: Partial<DraftCondition>, types = new Map<string, FieldKind>()) {
  const result = ruleOf({ id: "g", match: "all", rules: [condition(fields)] }, types);
  return result.ok ? "ok" : result.problems.get("c");
}

describe("a rule that is being written", () => {
  test("comes back as it was when nothing is changed", () => {
    fc.assert(
      fc.property(ruleArbitrary(pools), (rule) => {
        // One key may occur with several types; a form knows one type a property.
        const types = new Map<string, FieldKind>();
        for (const one of listConditions(rule)) {
          if (one.field !== "property") continue;
          fc.pre((types.get(one.key) ?? one.type) === one.type);
          types.set(one.key, one.type);
        }
        expect(ruleOf(draftOf(rule, counter()), types)).toEqual({ ok: true, rule: plain(rule) });
      }),
    );
  });

  test("names what is still missing, by condition", () => {
    expect(problemOf({})).toBe("missing");
    expect(problemOf({ value: " " })).toBe("missing");
    expect(problemOf({ subject: "topic", op: "subscribed" })).toBe("missing");
    expect(problemOf({ subject: "created_at", op: "between", value: "2026-01-01" })).toBe(
      "missing",
    );
    expect(problemOf({ subject: "created_at", op: "in_last_days", value: "soon" })).toBe(
      "not_a_number",
    );
    expect(
      problemOf({ subject: "campaign", op: "yes", event: "opened", value: "any", to: "x" }),
    ).toBe("not_a_number");
    expect(problemOf({ subject: "property:gone", value: "x" })).toBe("unknown_field");
    expect(problemOf({ op: "is_empty" })).toBe("ok");
  });

  test("takes a number as people type it", () => {
    const types = new Map<string, FieldKind>([["spent", "number"]]);
    const spent = { subject: "property:spent", op: "gte" };
    expect(problemOf({ ...spent, value: "10000" }, types)).toBe("ok");
    expect(problemOf({ ...spent, value: "-0.5" }, types)).toBe("ok");
    expect(problemOf({ ...spent, value: "many" }, types)).toBe("not_a_number");
  });

  test("starts every kind of condition with an operator that exists", () => {
    for (const kind of Object.keys(operators) as FieldKind[]) {
      expect(operators[kind]).toContain(emptyCondition("c", "x", kind).op);
    }
  });
});
