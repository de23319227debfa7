import type { CampaignKind } from "@/db/schema/campaigns";
import type { WakeUpQueue } from "@/lib/aws/sqs";

/** Transactional mail and tests have their own queue and their own share of the rate. */
export type Lane = "campaign" | "transactional";

export function laneOf(kind: CampaignKind): Lane {
  switch (kind) {
    case "marketing":
    case "information":
      return "campaign";
    case "transactional":
    case "test":
      return "transactional";
  }
}

export const queueOfLane: Record<Lane, WakeUpQueue> = {
  campaign: "send",
  transactional: "transactional",
};
