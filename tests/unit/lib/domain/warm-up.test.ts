import { describe, expect, test } from "vitest";
import { expectedCaps, nextWarmUpDay, type WarmUpDay } from "@/lib/domain/warm-up";

const warmUp = { start: 200, goal: 1_000, growth: 1.5 };
const good: WarmUpDay = { cap: 200, sent: 200, bounced: 0, complained: 0, delayed: 0 };

test("the first day brings what a person chose", () => {
  expect(nextWarmUpDay(warmUp, undefined)).toEqual({
    state: "warming",
    cap: 200,
    heldBy: null,
    heldShare: null,
  });
  expect(nextWarmUpDay({ ...warmUp, goal: 50 }, undefined)).toMatchObject({ cap: 50 });
});

describe("a day after", () => {
  const large = { cap: 600, sent: 10_000 };
  test.each<[string, Partial<WarmUpDay>, object]>([
    ["a good one grows", {}, { cap: 300, heldBy: null }],
    ["a good one grows up to the goal", { cap: 900, sent: 900 }, { cap: 1_000, heldBy: null }],
    ["2 % bounces grows", { bounced: 4 }, { cap: 300, heldBy: null }],
    ["more than 2 % does not", { bounced: 5 }, { cap: 200, heldBy: "bounces", heldShare: 0.025 }],
    ["0.08 % complaints grows", { ...large, complained: 8 }, { cap: 900, heldBy: null }],
    ["more does not", { ...large, complained: 9 }, { cap: 600, heldBy: "complaints" }],
    ["one complaint of few mails does not", { complained: 1 }, { cap: 200, heldBy: "complaints" }],
    ["5 % delays grows", { delayed: 10 }, { cap: 300, heldBy: null }],
    ["more does not", { delayed: 11 }, { cap: 200, heldBy: "delays", heldShare: 0.055 }],
    [
      "everything at once tells the gravest",
      { bounced: 50, complained: 1, delayed: 50 },
      { heldBy: "complaints" },
    ],
    ["half of it used grows", { sent: 100 }, { cap: 300, heldBy: null }],
    ["hardly any used does not", { sent: 99 }, { cap: 200, heldBy: "unused", heldShare: 0.495 }],
    ["nothing at all does not", { sent: 0 }, { cap: 200, heldBy: "unused", heldShare: 0 }],
    ["its goal is the end", { cap: 1_000, sent: 1_000 }, { state: "finished" }],
    ["its goal with bounces is not", { cap: 1_000, sent: 1_000, bounced: 21 }, { cap: 1_000 }],
  ])("%s", (_what, day, expected) => {
    expect(nextWarmUpDay(warmUp, { ...good, ...day })).toMatchObject(expected);
  });
});

test("a forecast reckons with good days, and no limit after the goal", () => {
  expect(expectedCaps(warmUp, 200, 6)).toEqual([300, 450, 675, 1_000, Infinity, Infinity]);
});
