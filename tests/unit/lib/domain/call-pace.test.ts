import { expect, test } from "vitest";
import { firstPace, nextPace, turnSeconds, type CallPace } from "@/lib/domain/call-pace";

/** Calls as fast as allowed against a service that takes `limit` a second. */
function run(limit: number, seconds: number) {
  let pace: CallPace = firstPace;
  let taken = 0;
  let refused = 0;
  for (let second = 0; second < seconds; second += 1) {
    const calls = pace.perSecond;
    taken += Math.min(calls, limit);
    refused += Math.max(0, calls - limit);
    pace = nextPace(pace, { calls, isThrottled: calls > limit });
  }
  return { taken, refused, pace };
}

test("stays near the one call a second that SES promises", () => {
  const { taken, refused } = run(1, 600);
  expect(taken).toBe(600);
  expect(refused).toBeLessThan(60);
});

test("uses most of what an account is given beyond that", () => {
  const { taken, refused } = run(10, 600);
  expect(taken).toBeGreaterThan(600 * 10 * 0.65);
  expect(refused).toBeLessThan(taken * 0.02);
});

test("never calls faster than twenty times a second", () => {
  expect(run(1000, 5000).pace.perSecond).toBe(20);
});

test("does not grow from seconds that had less to do", () => {
  const pace = { perSecond: 5, calmSeconds: 9 };
  expect(nextPace(pace, { calls: 4, isThrottled: false })).toEqual(pace);
});

test("halves when throttled and starts to be calm anew", () => {
  const throttled = { calls: 9, isThrottled: true };
  expect(nextPace({ perSecond: 9, calmSeconds: 7 }, throttled)).toEqual({
    perSecond: 4,
    calmSeconds: 0,
  });
  expect(nextPace(firstPace, throttled).perSecond).toBe(1);
});

test("a turn fills the minute of AWS's tick to a half and a local tick's second once", () => {
  expect(turnSeconds(undefined)).toBe(1);
  expect(turnSeconds(1000)).toBe(1);
  expect(turnSeconds(60_000)).toBe(30);
});
