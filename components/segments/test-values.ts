import type { SegmentCondition } from "@/lib/domain/segment-rule";

type Test = Extract<SegmentCondition, { test: unknown }>["test"];

const shownWords = 5;

/** What a test compares with, as it is read: choices by their labels, long lists cut. */
export function testValues(test: Test, choices: { key: string; label: string }[] = []) {
  const none = { value: "", from: "", to: "", days: 0, count: 0 };
  const read = (value: string | number) =>
    typeof value === "number"
      ? value.toLocaleString("en", { maximumFractionDigits: 20 }) // Korean groups as English does
      : (choices.find(({ key }) => key === value)?.label ?? value);
  if ("value" in test) return { ...none, value: read(test.value) };
  if ("days" in test) return { ...none, days: test.days };
  if ("from" in test) return { ...none, from: read(test.from), to: read(test.to) };
  if (!("values" in test)) return none;
  const shown = test.values.slice(0, shownWords).map(read).join(", ");
  return { ...none, value: shown, count: Math.max(0, test.values.length - shownWords) };
}
