/** What is watched: permanent bounces, complaints, and unsubscribes by the mail's own link. */
export const healthMeasures = ["bounces", "complaints", "unsubscribes"] as const;
export type HealthMeasure = (typeof healthMeasures)[number];
/** Those that pause a campaign; too many unsubscribes harm nobody's reputation, they only say something. */
export type GuardedMeasure = Exclude<HealthMeasure, "unsubscribes">;

type HealthLimit = {
  warn: number;
  /** From this share on a campaign is paused. */
  pause: number;
  /** Fewer prove nothing, whatever their share. */
  atLeast: number;
};

/**
 * Half of where others step in: SES reviews an account at 5 % bounces or 0.1 % complaints, Gmail and
 * Yahoo refuse from 0.3 % complaints on.
 */
export const healthLimits: Record<HealthMeasure, HealthLimit> = {
  bounces: { warn: 0.02, pause: 0.05, atLeast: 10 },
  complaints: { warn: 0.0008, pause: 0.003, atLeast: 3 },
  unsubscribes: { warn: 0.01, pause: Infinity, atLeast: 10 },
};

/** Of a campaign, a domain or everything: how many and out of how many, for each measure. */
export type HealthCounts = Record<HealthMeasure, { part: number; whole: number }>;

/** Counts at which a person said "go on"; a measure is judged anew when it has doubled since. */
export type HealthBars = Partial<Record<HealthMeasure, number>>;

export type HealthLevel = "good" | "warn" | "pause";
export type HealthVerdict = {
  measure: HealthMeasure;
  level: HealthLevel;
  part: number;
  whole: number;
  share: number;
};

export function judgeHealth(counts: HealthCounts, bars: HealthBars = {}): HealthVerdict[] {
  return healthMeasures.map((measure) => {
    const { part, whole } = counts[measure];
    const share = whole === 0 ? 0 : part / whole;
    return { measure, part, whole, share, level: levelOf(measure, { part, share }, bars[measure]) };
  });
}

function levelOf(
  measure: HealthMeasure,
  { part, share }: { part: number; share: number },
  bar = 0,
): HealthLevel {
  const limit = healthLimits[measure];
  if (part < limit.atLeast || share < limit.warn) return "good";
  return share >= limit.pause && part >= 2 * bar ? "pause" : "warn";
}

/** What of a campaign's counts, or of a domain's sums, says how its mails are received. */
export type HealthStats = {
  sent: number;
  bounced: number;
  rejected: number;
  bouncedPermanently: number;
  echoes: number;
  complained: number;
  complaintBase: number;
  unsubscribed: number;
};

/** The counts that the shares are made of; complaints are a share of those whose provider tells. */
export function countHealth(stats: HealthStats): HealthCounts {
  return {
    // What SES's own lists swallowed reached no mailbox that could refuse it.
    bounces: { part: stats.bouncedPermanently, whole: stats.sent - stats.echoes },
    complaints: { part: stats.complained, whole: stats.complaintBase },
    unsubscribes: { part: stats.unsubscribed, whole: stats.sent - stats.bounced - stats.rejected },
  };
}

/** Why a guard paused a campaign: `campaigns.paused_reason`, and a key of its words. */
export const guardStops = {
  campaign: { bounces: "BounceRate", complaints: "ComplaintRate" },
  domain: { bounces: "DomainBounceRate", complaints: "DomainComplaintRate" },
} as const satisfies Record<string, Record<GuardedMeasure, string>>;

const guardReasons: readonly string[] = Object.values(guardStops).flatMap(Object.values);

/** Whether it was a guard that paused a campaign, and not SES or a person. */
export function isGuardStop(pausedReason: string | null): boolean {
  return pausedReason !== null && guardReasons.includes(pausedReason);
}
