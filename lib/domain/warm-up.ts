/** How a person lets a new sending domain get known to mailbox providers. */
export type WarmUp = {
  /** Mails on the first day. */
  start: number;
  /** Mails a day at which it is over. */
  goal: number;
  /** A day's mails as a multiple of the day before: 1.5 (careful) to 2 (fast). */
  growth: number;
};

/** What became of the mails of the last day. */
export type WarmUpDay = {
  cap: number;
  sent: number;
  bounced: number; // permanently
  complained: number;
  delayed: number;
};

export type WarmUpHold = "bounces" | "complaints" | "delays" | "unused";

type NextWarmUpDay =
  | { state: "warming"; cap: number; heldBy: null; heldShare: null }
  | { state: "warming"; cap: number; heldBy: WarmUpHold; heldShare: number }
  | { state: "finished" };

/** Shares of a day's mails above which the next day brings no more than this one. */
export const warmUpLimits = { complaints: 0.0008, bounces: 0.02, delays: 0.05 };
/** A day proves something about a volume only when most of it was sent. */
const usedShare = 0.5;

/**
 * Today's cap from the last day's. A bad day does not shrink it: the mails of one day are few, and
 * the guards stop a campaign that is really bad. It only stops growing until a good day.
 */
export function nextWarmUpDay(warmUp: WarmUp, last: WarmUpDay | undefined): NextWarmUpDay {
  if (last === undefined) return grown(Math.min(warmUp.start, warmUp.goal));
  const hold = findHold(last);
  if (hold) {
    return { state: "warming", cap: Math.min(last.cap, warmUp.goal), ...hold };
  }
  if (last.cap >= warmUp.goal) return { state: "finished" };
  return grown(Math.min(warmUp.goal, Math.ceil(last.cap * warmUp.growth)));
}

function grown(cap: number): NextWarmUpDay {
  return { state: "warming", cap, heldBy: null, heldShare: null };
}

function findHold(day: WarmUpDay): { heldBy: WarmUpHold; heldShare: number } | undefined {
  const used = day.cap === 0 ? 0 : day.sent / day.cap;
  const seen: [WarmUpHold, number, number][] = [
    ["complaints", day.complained, warmUpLimits.complaints],
    ["bounces", day.bounced, warmUpLimits.bounces],
    ["delays", day.delayed, warmUpLimits.delays],
  ];
  for (const [heldBy, count, limit] of seen) {
    const share = day.sent === 0 ? 0 : count / day.sent;
    if (share > limit) return { heldBy, heldShare: share };
  }
  return used < usedShare ? { heldBy: "unused", heldShare: used } : undefined;
}

/** The caps of the days after one, when all of them are good and used: what a forecast reckons with. */
export function expectedCaps(warmUp: WarmUp, today: number, days: number): number[] {
  const caps: number[] = [];
  for (let cap = today; caps.length < days; caps.push(cap)) {
    cap = cap >= warmUp.goal ? Infinity : Math.min(warmUp.goal, Math.ceil(cap * warmUp.growth));
  }
  return caps;
}
