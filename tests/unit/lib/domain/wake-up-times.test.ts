import { expect, test } from "vitest";
import { fillGaps } from "@/lib/domain/wake-up-times";

const none = new Map<number, number>();

/** So many each second, from 0. */
const evenly = (perSecond: number, seconds: number) =>
  new Map(Array.from({ length: seconds }, (_, second) => [second, perSecond]));

test("the first wake-ups are spread at the pace", () => {
  expect(fillGaps(none, { count: 5, perSecond: 2 })).toEqual([0, 0, 1, 1, 2]);
});

test("below one a second they are seconds apart", () => {
  expect(fillGaps(none, { count: 3, perSecond: 0.25 })).toEqual([3, 7, 11]);
});

test("more go on where those under way end", () => {
  expect(fillGaps(evenly(2, 3), { count: 3, perSecond: 2 })).toEqual([3, 3, 4]);
});

test("who gets more of the rate uses it from now on, not after those under way", () => {
  expect(fillGaps(evenly(1, 3), { count: 4, perSecond: 2 })).toEqual([0, 1, 2, 3]);
});

test("what is overdue does not hold up what follows", () => {
  const due = new Map([[0, 100]]);
  expect(fillGaps(due, { count: 4, perSecond: 2 })).toEqual([1, 1, 2, 2]);
});
