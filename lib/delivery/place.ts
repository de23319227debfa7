import { setTimeout as sleep } from "node:timers/promises";

/** When the sends of a reservation are due, on this process's monotonic clock. */
export type Schedule = { count: number; startsAt: number; spacingMs: number; slackMs: number };

/** Waits for a send's place in the schedule; false when it was missed: the place has expired. */
export async function reachPlace(schedule: Schedule, index: number): Promise<boolean> {
  const dueAt = schedule.startsAt + index * schedule.spacingMs;
  await sleepUntil(dueAt);
  return performance.now() <= dueAt + schedule.slackMs;
}

/** Shorter waits than a timer can measure are none. */
export async function sleepUntil(at: number): Promise<void> {
  const ms = at - performance.now();
  if (ms >= 1) await sleep(ms);
}

/** A claim starts so long before its turn that it is back in time; learnt from those before. */
export const claimLead = createLead({ shortestMs: 20, longestMs: 500 });

export function createLead({ shortestMs, longestMs }: { shortestMs: number; longestMs: number }): {
  ms(): number;
  learn(tookMs: number): void;
} {
  let usualMs = shortestMs;
  return {
    ms: () => Math.min(longestMs, Math.max(shortestMs, usualMs * 1.5)),
    learn: (tookMs) => {
      usualMs += (tookMs - usualMs) / 4;
    },
  };
}
