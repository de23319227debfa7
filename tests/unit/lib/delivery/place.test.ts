import { describe, expect, test } from "vitest";
import { createLead, reachPlace } from "@/lib/delivery/place";

describe("a place in a turn", () => {
  // As much slack as a busy machine could ever need: what is asked is the order, not the speed.
  const schedule = { count: 3, spacingMs: 1000, slackMs: 60_000 };

  test("is reached by who is there in time, or a little later", async () => {
    const startsAt = performance.now() - 2200;
    expect(await reachPlace({ ...schedule, startsAt }, 2)).toBe(true);
  });

  test("is waited for", async () => {
    const startsAt = performance.now() + 30;
    expect(await reachPlace({ ...schedule, startsAt }, 0)).toBe(true);
    expect(performance.now()).toBeGreaterThanOrEqual(startsAt - 2);
  });

  test("has expired for who comes later than the rate can bear", async () => {
    const startsAt = performance.now() - 1000;
    expect(await reachPlace({ ...schedule, slackMs: 400, startsAt }, 0)).toBe(false);
  });
});

describe("the lead of a claim", () => {
  test("follows how long claims take, within bounds", () => {
    const lead = createLead({ shortestMs: 20, longestMs: 500 });
    expect(lead.ms()).toBe(30);
    for (let n = 0; n < 30; n += 1) lead.learn(100);
    expect(lead.ms()).toBeCloseTo(150, 0);
    for (let n = 0; n < 30; n += 1) lead.learn(10_000);
    expect(lead.ms()).toBe(500);
    for (let n = 0; n < 60; n += 1) lead.learn(1);
    expect(lead.ms()).toBe(20);
  });
});
