import { expect, test } from "vitest";
import { seededRandom } from "@/local/ses/faults";
import { killSteps, laneNames, lanes, planInjections } from "@/scripts/chaos/schedule";

const plan = (seed: number) => planInjections({ kills: 12, crashes: 3 }, seededRandom(seed));

test("the same seed draws the same faults, another one others", () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
});

test("every fault is injected, every step dies once and crashes as often as asked", () => {
  const names = Object.values(plan(1)).flatMap((planned) => planned.map(({ name }) => name));
  expect(names).toEqual(expect.arrayContaining([...killSteps, ...Object.values(lanes).flat()]));
  expect(names.filter((name) => name === "database_crash")).toHaveLength(3);
});

test("a lane comes in order, and the last quarter goes out without faults", () => {
  for (const lane of laneNames) {
    const times = plan(3)[lane].map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThan(0.75);
  }
});
