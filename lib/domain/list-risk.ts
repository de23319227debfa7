import type { AddressReview } from "./address-review";

/** A list as it would be mailed; counts of `review` and of people are out of `review.total`. */
type ListFacts = {
  review: AddressReview;
  neverMailed: number;
  longSilent: number;
};

export type RiskLevel = "low" | "raised" | "high";

/** Why a list is at risk, the gravest first; each has its own advice. */
type RiskReason =
  | "no_mail" // domains that take no mail
  | "closed"
  | "typo"
  | "never_mailed" // many addresses nobody has tried
  | "long_silent" // many who have not opened or clicked for a year
  | "role";

export type ListRisk = {
  level: RiskLevel;
  /** Share of mails that will probably bounce, 0 to 1. */
  bounceShare: number;
  reasons: { reason: RiskReason; count: number; share: number }[];
};

/**
 * How often such an address bounces. Judged, not measured: a typo domain often exists and refuses,
 * a list that was never mailed loses a few addresses in a hundred, a silent one somewhat fewer.
 */
const bounceOdds: Record<RiskReason, number> = {
  no_mail: 1,
  closed: 1,
  typo: 0.8,
  never_mailed: 0.02,
  long_silent: 0.01,
  role: 0,
};

/** SES reviews an account at 5 % of bounces; half of it leaves room for what nobody foresaw. */
const bounceLimits = { high: 0.05, raised: 0.025 };
/** A share of people from which the list itself is doubtful, whatever its addresses look like. */
const shareLimits: Record<"never_mailed" | "long_silent" | "role", number> = {
  never_mailed: 0.5,
  long_silent: 0.3,
  role: 0.1,
};
/** With fewer people no share says much, and a first mail to them harms nobody's name. */
const smallList = 200;

export function estimateRisk({ review, neverMailed, longSilent }: ListFacts): ListRisk {
  const counts: Record<RiskReason, number> = {
    no_mail: sum(review.dead),
    closed: sum(review.closed),
    typo: sum(review.typos),
    never_mailed: neverMailed,
    long_silent: longSilent,
    role: review.role,
  };
  const total = Math.max(1, review.total);
  const shares = riskReasons.map((reason) => ({
    reason,
    count: counts[reason],
    share: counts[reason] / total,
  }));
  const expected = shares.reduce((all, { reason, share }) => all + share * bounceOdds[reason], 0);
  const bounceShare = Math.min(1, expected);
  const isDoubtful =
    review.total >= smallList &&
    shares.some(
      ({ reason, share }) => reason in shareLimits && share >= (shareLimit(reason) ?? Infinity),
    );
  const level =
    review.total === 0
      ? "low"
      : bounceShare >= bounceLimits.high
        ? "high"
        : bounceShare >= bounceLimits.raised || isDoubtful
          ? "raised"
          : "low";
  return { level, bounceShare, reasons: shares.filter(({ count }) => count > 0) };
}

const riskReasons = Object.keys(bounceOdds) as RiskReason[]; // Object.keys forgets the keys' type

function shareLimit(reason: RiskReason): number | undefined {
  return reason === "never_mailed" || reason === "long_silent" || reason === "role"
    ? shareLimits[reason]
    : undefined;
}

function sum(parts: { count: number }[]): number {
  return parts.reduce((all, { count }) => all + count, 0);
}
