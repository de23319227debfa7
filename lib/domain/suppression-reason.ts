import type { suppressionReason } from "@/db/schema/audience";

export type SuppressionReason = (typeof suppressionReason.enumValues)[number];

/** In the order in which they are shown. */
export const suppressionReasons = [
  "unsubscribe",
  "bounce",
  "soft_bounce",
  "complaint",
  "manual",
] as const satisfies readonly SuppressionReason[];

/** A reason out of an address or a form; undefined = all. */
export function parseReason(value: unknown): SuppressionReason | undefined {
  return suppressionReasons.find((reason) => reason === value);
}
