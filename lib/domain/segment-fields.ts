import { textFields } from "./segment-rule";

/** What a field holds decides which questions can be asked of it. */
export type FieldKind =
  | "text"
  | "number"
  | "date"
  | "boolean"
  | "choice"
  | "list"
  | "topic"
  | "consent"
  | "suppression"
  | "import"
  | "member"
  | "campaign";

/** The operators of each kind, in the order in which they are offered. */
export const operators = {
  text: [
    "is",
    "is_not",
    "contains",
    "not_contains",
    "starts_with",
    "ends_with",
    "in",
    "not_in",
    "is_not_empty",
    "is_empty",
  ],
  number: ["eq", "neq", "gte", "lte", "gt", "lt", "between", "is_not_empty", "is_empty"],
  date: [
    "in_last_days",
    "older_than_days",
    "in_next_days",
    "on",
    "before",
    "after",
    "between",
    "is_not_empty",
    "is_empty",
  ],
  boolean: ["is_true", "is_false", "is_not_empty", "is_empty"],
  choice: ["is", "is_not", "in", "not_in", "is_not_empty", "is_empty"],
  list: ["has_any", "has_all", "has_none", "is_not_empty", "is_empty"],
  topic: ["subscribed", "unsubscribed", "unanswered"],
  consent: ["yes", "no"],
  suppression: ["is_not", "is"],
  import: ["in", "not_in"],
  member: ["in", "not_in"],
  campaign: ["yes", "no", "sent_but_not"],
} as const satisfies Record<FieldKind, readonly string[]>;

/** The kind of a draft's subject; undefined for a property that is not declared any more. */
export function segmentFieldKind(
  subject: string,
  propertyKinds: ReadonlyMap<string, FieldKind>,
): FieldKind | undefined {
  if (subject.startsWith("property:")) return propertyKinds.get(subject.slice("property:".length));
  if (textFields.some((field) => field === subject)) return "text";
  if (subject === "created_at") return "date";
  return recordFields.find((kind) => kind === subject);
}

/** What we keep about a contact beside its fields, in the order in which it is offered. */
export const recordFields = [
  "campaign",
  "topic",
  "consent",
  "suppression",
  "import",
  "member",
] as const;

/** What a condition starts with when its subject was just chosen. */
export function emptyCondition(id: string, subject: string, kind: FieldKind) {
  const blank = { id, subject, op: operators[kind][0], value: "", to: "", event: "", link: "" };
  if (kind === "suppression") return { ...blank, value: "any" };
  if (kind === "consent") return { ...blank, event: "granted", value: "any" };
  if (kind === "campaign") return { ...blank, event: "opened", value: "any" };
  return blank;
}

/** Which inputs an operator needs. */
export function inputsOf(kind: FieldKind, op: string): "none" | "one" | "two" | "list" | "days" {
  if (/^is_(not_)?empty$/.test(op) || kind === "boolean") return "none";
  if (op.endsWith("_days")) return "days";
  if (op === "between") return "two";
  return /^(in|not_in|has_any|has_all|has_none)$/.test(op) ? "list" : "one";
}
