import type { CampaignStatus, InDoubtPolicy } from "@/db/schema/campaigns";

/** What becomes of a recipient in doubt when nobody does anything and SES reports nothing. */
export type DoubtStep =
  /** The rule may send again from this time on, if reports of the neighbours prove enough. */
  | { by: "rule"; from: Date }
  /** The rule looks at every tick and has not found its proof yet. */
  | { by: "rule"; from: undefined }
  | { by: "person"; why: "hold" | "three_times" | "canceled" | "paused" };

export type Doubt = {
  policy: InDoubtPolicy;
  campaignStatus: CampaignStatus;
  inDoubtCount: number;
  /** The later of the claim and the moment it came in doubt: from here silence is counted. */
  quietSince: Date;
};

export function nextDoubtStep(
  doubt: Doubt,
  { now, quietSeconds, maxInDoubt }: { now: Date; quietSeconds: number; maxInDoubt: number },
): DoubtStep {
  if (doubt.campaignStatus === "canceled") return { by: "person", why: "canceled" };
  if (doubt.policy === "hold") return { by: "person", why: "hold" };
  if (doubt.inDoubtCount >= maxInDoubt) return { by: "person", why: "three_times" };
  if (doubt.campaignStatus === "paused") return { by: "person", why: "paused" };
  if (doubt.policy === "resend") return { by: "rule", from: undefined };
  const from = new Date(doubt.quietSince.getTime() + quietSeconds * 1000);
  return { by: "rule", from: from > now ? from : undefined };
}
