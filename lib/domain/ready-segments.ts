import type { EngagementEvent, SegmentCondition, SegmentRule } from "./segment-rule";

/** Segments that nearly everybody wants, one press away; in the order in which they are offered. */
export const readySegments = ["active", "inactive", "fresh", "never"] as const;
export type ReadySegment = (typeof readySegments)[number];

export function readyRule(name: ReadySegment): SegmentRule {
  switch (name) {
    case "active":
      return { match: "any", rules: [did("opened", 90), did("clicked", 90)] };
    case "inactive": // whom we wrote to: silence of people who got nothing says nothing
      return {
        match: "all",
        rules: [
          { ...did("opened", 180), happened: "sent_but_not" },
          { ...did("clicked", 180), happened: "sent_but_not" },
        ],
      };
    case "fresh":
      return {
        match: "all",
        rules: [{ field: "created_at", test: { op: "in_last_days", days: 30 } }],
      };
    case "never":
      return { match: "all", rules: [{ ...did("sent", null), happened: "no" }] };
  }
}

type Engagement = Extract<SegmentCondition, { field: "campaign" }>;

function did(event: EngagementEvent, days: number | null): Engagement {
  return { field: "campaign", event, happened: "yes", campaignId: null, days };
}
