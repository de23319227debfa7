import type { SkipReason } from "@/db/schema/recipients";

/** Every reason, the gravest first; adding one to the schema breaks the build here. */
const order: Record<SkipReason, number> = {
  suppressed: 0,
  unsubscribed: 1,
  topic_off: 2,
  no_consent: 3,
  missing_value: 4,
  capped: 5,
  duplicate_address: 6,
  invalid_address: 7,
  erased: 8,
};

function isSkipReason(value: string): value is SkipReason {
  return value in order;
}

export const skipReasons: readonly SkipReason[] = Object.keys(order)
  .filter(isSkipReason)
  .toSorted((a, b) => order[a] - order[b]);
