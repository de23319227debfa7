import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanTarget, stretches } from "@/scripts/bench/pace-log";
import { busiestSecond } from "@/scripts/rig/departures";

describe("the worst second", () => {
  test("begins anywhere, and a whole second apart is another one", () => {
    expect(busiestSecond([])).toBe(0);
    expect(busiestSecond([0, 999])).toBe(2);
    expect(busiestSecond([0, 1000])).toBe(1);
    expect(busiestSecond([0, 900, 950, 1100, 1850, 2500])).toBe(4);
  });

  test("is what counting from every accept finds", () => {
    const times = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, (unsorted) => {
        const sorted = unsorted.toSorted((a, b) => a - b);
        const counts = sorted.map(
          (from) => sorted.filter((at) => at >= from && at < from + 1000).length,
        );
        expect(busiestSecond(sorted)).toBe(Math.max(...counts));
      }),
    );
  });
});

describe("the target", () => {
  const samples = [
    { at: 1000, perSecond: 10 },
    { at: 3000, perSecond: 20 },
  ];

  test("of a sample holds until the next one, the first from the beginning", () => {
    expect(meanTarget(samples, 0, 4000)).toBe(12.5);
    expect(meanTarget(samples, 3500, 4000)).toBe(20);
  });

  test("is set against what arrived in the whole run and in each full minute", () => {
    const times = Array.from({ length: 150 }, (_, n) => n * 1000);
    const run = stretches(times, [{ at: 0, perSecond: 2 }], { from: 0, to: 150_000 });
    expect(run.whole).toMatchObject({ accepts: 150, mean: 1, target: 2 });
    expect(run.minutes.map(({ from, accepts }) => [from, accepts])).toEqual([
      [0, 60],
      [60_000, 60],
    ]);
  });
});
