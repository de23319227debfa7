import type { PropertyType } from "@/db/schema/audience";

/** What conditions can be about, and the names of what they already are about. */
export type SegmentChoices = {
  properties: { key: string; label: string; kind: PropertyType }[];
  topics: { id: number; name: string }[];
  imports: { id: number; name: string }[];
  campaigns: { id: number; name: string }[];
};
