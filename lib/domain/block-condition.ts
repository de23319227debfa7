import * as z from "zod";

/** Who sees a block of a mail; whoever does not match gets the mail without it. */
export const blockCondition = z.object({
  field: z.string().min(1).max(100),
  op: z.enum(["is", "is_not", "has", "at_least", "at_most", "is_filled", "is_empty"]),
  value: z.string().max(300).default(""),
});
export type BlockCondition = z.infer<typeof blockCondition>;

/**
 * Asked of what a mail would print: a choice by its label, a list as its words with commas between.
 * Words are compared without case, numbers as numbers where both are.
 */
export function matchesCondition(
  { field, op, value }: BlockCondition,
  data: Readonly<Record<string, unknown>>,
): boolean {
  const own = fold(Object.hasOwn(data, field) ? data[field] : null);
  const wanted = fold(value);
  if (op === "is_filled") return own !== "";
  if (op === "is_empty") return own === "";
  if (op === "is") return own === wanted;
  if (op === "is_not") return own !== wanted;
  if (op === "has") return own.split(",").some((word) => word.trim() === wanted);
  if (own === "" || wanted === "") return false;
  const numbers = [Number(own), Number(wanted)] as const;
  const [a, b] = numbers.every(Number.isFinite) ? numbers : [own, wanted];
  return op === "at_least" ? a >= b : a <= b;
}

function fold(value: unknown): string {
  const isPrinted = ["string", "number", "boolean"].includes(typeof value);
  return isPrinted ? String(value).trim().toLowerCase() : "";
}
