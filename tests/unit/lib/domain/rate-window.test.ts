import { expect, test } from "vitest";
import { rateWindow, secondsUntil } from "@/lib/domain/rate-window";

const quarter = 15 * 60;

test("a window starts on the quarter of an hour and ends where the next begins", () => {
  const window = rateWindow(new Date("2026-11-20T09:07:31.250Z"), quarter);
  expect(window.start).toEqual(new Date("2026-11-20T09:00:00Z"));
  expect(window.end).toEqual(new Date("2026-11-20T09:15:00Z"));
});

test("the first instant of a window belongs to it, the end to the next", () => {
  const first = new Date("2026-11-20T09:15:00Z");
  expect(rateWindow(first, quarter).start).toEqual(first);
  const last = new Date(first.getTime() - 1);
  expect(rateWindow(last, quarter).end).toEqual(first);
});

test("the wait is rounded up and never zero", () => {
  const end = new Date("2026-11-20T09:15:00Z");
  expect(secondsUntil(end, new Date("2026-11-20T09:14:58.900Z"))).toBe(2);
  expect(secondsUntil(end, end)).toBe(1);
});
