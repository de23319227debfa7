import { inputsOf, segmentFieldKind, type FieldKind } from "./segment-fields";
import { isGroup, segmentRule, type SegmentCondition, type SegmentRule } from "./segment-rule";

/** A condition while somebody writes it: everything is text, and may still be missing. */
export type DraftCondition = {
  id: string;
  subject: string; // a text field, "created_at", "property:<key>", "topic", "suppression", …
  op: string;
  value: string;
  to: string; // the second value: "between", or the days of an engagement
  event: string; // of an engagement or a consent
  link: string; // of a click: its number in the campaign's mail, "" = any
};

export type DraftGroup = { id: string; match: DraftMatch; rules: (DraftCondition | DraftGroup)[] };

/** "none" = not any, "not_all" = not all. */
export const draftMatches = ["all", "any", "none", "not_all"] as const;
export type DraftMatch = (typeof draftMatches)[number];

export type DraftProblem = "missing" | "not_a_number" | "unknown_field";

export function isDraftGroup(node: DraftCondition | DraftGroup): node is DraftGroup {
  return "rules" in node;
}

/** `newId` names the nodes, so that fields keep their focus while others come and go. */
export function draftOf(rule: SegmentRule, newId: () => string): DraftGroup {
  const match = rule.not ? ({ all: "not_all", any: "none" } as const)[rule.match] : rule.match;
  const rules = rule.rules.map((part) =>
    isGroup(part) ? draftOf(part, newId) : draftCondition(part, newId()),
  );
  return { id: newId(), match, rules };
}

function draftCondition(condition: SegmentCondition, id: string): DraftCondition {
  const draft = { id, subject: condition.field, op: "", value: "", to: "", event: "", link: "" };
  switch (condition.field) {
    case "topic":
      return { ...draft, op: condition.state, value: String(condition.topicId) };
    case "consent":
      return {
        ...draft,
        op: condition.happened,
        event: condition.action,
        value: draftId(condition.topicId),
        to: draftDays(condition.days),
      };
    case "member":
      return { ...draft, op: condition.op, value: String(condition.segmentId) };
    case "suppression":
      return { ...draft, op: condition.is ? "is" : "is_not", value: condition.reason };
    case "import":
      return { ...draft, op: condition.op, value: String(condition.value) };
    case "campaign":
      return {
        ...draft,
        op: condition.happened,
        event: condition.event,
        value: draftId(condition.campaignId),
        to: draftDays(condition.days),
        link: condition.link === undefined ? "" : String(condition.link),
      };
    case "property":
      return { ...draft, subject: `property:${condition.key}`, ...draftTest(condition.test) };
    case "created_at":
    case "email":
    case "name":
    case "first_name":
    case "last_name":
    case "phone":
    case "locale":
    case "source":
      return { ...draft, ...draftTest(condition.test) };
  }
}

function draftId(id: number | null): string {
  return id === null ? "any" : String(id);
}

function draftDays(days: number | null): string {
  return days === null ? "" : String(days);
}

function draftTest(test: Extract<SegmentCondition, { test: unknown }>["test"]) {
  const value =
    "value" in test
      ? String(test.value)
      : "values" in test
        ? test.values.join("\n")
        : "days" in test
          ? String(test.days)
          : "from" in test
            ? String(test.from)
            : "";
  return { op: test.op, value, to: "to" in test ? String(test.to) : "" };
}

/** The rule, or what is still wrong, by the condition's id. */
export function ruleOf(
  draft: DraftGroup,
  types: ReadonlyMap<string, FieldKind>,
): { ok: true; rule: SegmentRule } | { ok: false; problems: Map<string, DraftProblem> } {
  const problems = new Map<string, DraftProblem>();
  const parsed = segmentRule.safeParse(groupRule(draft, types, problems));
  if (problems.size === 0 && parsed.success) return { ok: true, rule: parsed.data };
  return { ok: false, problems };
}

type Raw = Record<string, unknown>;

function groupRule(
  group: DraftGroup,
  types: ReadonlyMap<string, FieldKind>,
  problems: Map<string, DraftProblem>,
): Raw {
  const isNegated = group.match === "none" || group.match === "not_all";
  return {
    match: group.match === "any" || group.match === "none" ? "any" : "all",
    ...(isNegated && { not: true }),
    rules: group.rules.map((node) => {
      if (isDraftGroup(node)) return groupRule(node, types, problems);
      const kind = segmentFieldKind(node.subject, types);
      const condition = kind === undefined ? "unknown_field" : conditionRule(node, kind);
      if (typeof condition !== "string") return condition;
      problems.set(node.id, condition);
      return {};
    }),
  };
}

function conditionRule(draft: DraftCondition, kind: FieldKind): Raw | DraftProblem {
  const { op, value, to, event, link } = draft;
  const id = Number(value);
  const days = to.trim() === "" ? null : Number(to);
  switch (kind) {
    case "topic":
      return value === "" ? "missing" : { field: "topic", state: op, topicId: id };
    case "suppression":
      return { field: "suppression", is: op === "is", reason: value };
    case "import":
      return value === "" ? "missing" : { field: "import", op, value: id };
    case "member":
      return value === "" ? "missing" : { field: "member", op, segmentId: id };
    case "consent": {
      if (days !== null && !Number.isInteger(days)) return "not_a_number";
      const topicId = value === "any" ? null : id;
      return { field: "consent", action: event, happened: op, topicId, days };
    }
    case "campaign": {
      if (days !== null && !Number.isInteger(days)) return "not_a_number";
      const campaignId = value === "any" ? null : id;
      const isOfLink = event === "clicked" && campaignId !== null && link !== "";
      return {
        field: "campaign",
        event,
        happened: op,
        campaignId,
        days,
        ...(isOfLink && { link: Number(link) }),
      };
    }
    case "text":
    case "number":
    case "date":
    case "boolean":
    case "choice":
    case "list": {
      const test = testRule(draft, kind);
      if (typeof test === "string") return test;
      const [field, ...key] = draft.subject.split(":");
      return field === "property"
        ? { field, key: key.join(":"), type: kind, test }
        : { field, test };
    }
  }
}

function testRule(
  { op, value, to }: DraftCondition,
  kind: "text" | "number" | "date" | "boolean" | "choice" | "list",
): Raw | DraftProblem {
  if (/^is_(not_)?empty$/.test(op) || kind === "boolean") return { op };
  if (value.trim() === "" || (op === "between" && to.trim() === "")) return "missing";
  if (inputsOf(kind, op) === "list") {
    const values = value.split("\n").map((word) => word.trim());
    return { op, values: values.filter((word) => word !== "") };
  }
  if (kind === "text" || kind === "choice") return { op, value };
  if (kind === "date" && !op.endsWith("_days")) {
    return op === "between" ? { op, from: value, to } : { op, value };
  }
  const numbers = [value, to].map(Number);
  if (numbers.some(Number.isNaN)) return "not_a_number";
  const [first, second] = numbers;
  if (kind === "date") return Number.isInteger(first) ? { op, days: first } : "not_a_number";
  return op === "between" ? { op, from: first, to: second } : { op, value: first };
}
