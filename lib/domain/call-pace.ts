/**
 * How fast a service may be called that throttles but tells no rate: found out by its answers. SES's
 * documentation promises one call a second for everything but sending, and accounts are given more.
 */
export type CallPace = {
  perSecond: number;
  /** Seconds in a row in which as many calls as allowed were made and none was throttled. */
  calmSeconds: number;
};

export const firstPace: CallPace = { perSecond: 1, calmSeconds: 0 };

const fastest = 20;
/** One call too many in ten seconds is all that a limit costs which is never found to rise. */
const growsAfterSeconds = 10;

/** The pace of the next second, after one with so many calls. */
export function nextPace(
  pace: CallPace,
  { calls, isThrottled }: { calls: number; isThrottled: boolean },
): CallPace {
  const { perSecond } = pace;
  if (isThrottled) return { perSecond: Math.max(1, Math.floor(perSecond / 2)), calmSeconds: 0 };
  if (calls < perSecond) return pace; // says nothing about the limit
  const calmSeconds = pace.calmSeconds + 1;
  if (calmSeconds < growsAfterSeconds) return { perSecond, calmSeconds };
  return { perSecond: Math.min(fastest, perSecond + 1), calmSeconds: 0 };
}

/** A tick comes every second on one machine and every minute on AWS; between, others must run too. */
const longestTurn = 30;

/** How many seconds a turn may call for, that long after the one before; one when there was none. */
export function turnSeconds(sinceLastMs: number | undefined): number {
  const share = Math.floor((sinceLastMs ?? 0) / 1500);
  return Math.min(longestTurn, Math.max(1, share));
}
