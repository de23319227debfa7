import type { Choice, PropertyType } from "@/db/schema/audience";

/** What conditions can be about, and the names of what they already are about. */
export type SegmentChoices = {
  properties: { key: string; label: string; kind: PropertyType; choices: Choice[] }[];
  topics: Named[];
  imports: Named[];
  /** Static ones: a rule may ask who is in them. */
  segments: Named[];
  campaigns: SegmentCampaign[];
};

type Named = { id: number; name: string };

/** `links` in the order of the mail; of an archived one nobody's opens and clicks are here. */
export type SegmentCampaign = Named & { links: string[]; isArchived: boolean };
