import { setTimeout as sleep } from "node:timers/promises";
import type { Lane } from "@/lib/delivery/lanes";
import type { Schedule } from "@/lib/delivery/place";
import { type Hold, reserveSends } from "@/lib/delivery/rate";

/** A consumer waits this long for its turn, else it gives the wake-ups back: its time is paid for. */
const patienceMs = 2_000;
/** Between two questions of one consumer; grows, so that many consumers do not crowd the bucket. */
const shortestPauseMs = 20;
const longestPauseMs = 500;
/** Part of the slack; the rest is for the way to SES. */
const usableSlack = 0.8;
/** Timers are late too. */
const smallestSlackMs = 20;

/** Reserves a turn, asking again while it is too early; `busy` when others are in front for long. */
export async function takeTurn(
  lane: Lane,
  { wanted, ...ahead }: { wanted: number; leadMs: number; isFlushedLater: boolean },
): Promise<{ ok: true; schedule: Schedule } | { ok: false; reason: "busy" | Hold }> {
  const giveUpAt = performance.now() + patienceMs;
  for (let pauseMs = shortestPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const askedAt = performance.now();
    const turn = await reserveSends(lane, wanted, ahead);
    if (turn.ok) return { ok: true, schedule: toSchedule(turn, askedAt) };
    if (turn.reason !== "too_early") return turn;
    const waitMs = turn.waitMs + Math.random() * pauseMs;
    if (performance.now() + waitMs > giveUpAt) return { ok: false, reason: "busy" };
    await sleep(waitMs);
  }
}

/**
 * The database counted from a moment between question and answer. Counted from the answer no send
 * is too early; how long the answer took comes off the slack, so that none is too late either.
 */
function toSchedule(
  turn: { count: number; waitMs: number; spacingMs: number; slackMs: number },
  askedAt: number,
): Schedule {
  const answeredAt = performance.now();
  const slackMs = turn.slackMs * usableSlack - (answeredAt - askedAt);
  return {
    count: turn.count,
    startsAt: answeredAt + turn.waitMs,
    spacingMs: turn.spacingMs,
    slackMs: Math.max(slackMs, smallestSlackMs),
  };
}
