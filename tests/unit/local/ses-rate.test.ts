import { expect, test } from "vitest";
import { createDailyQuota, createSendRate } from "@/local/ses/rate";

test("a second's worth may leave at once, then only what time gives back", () => {
  const rate = createSendRate(10);
  const burst = Array.from({ length: 12 }, () => rate.take(1, 1000));
  expect(burst.filter(Boolean)).toHaveLength(10);
  expect(rate.take(1, 1099)).toBe(false);
  expect(rate.take(1, 1101)).toBe(true);
});

test("a mail to many passes with one token and leaves a debt", () => {
  const rate = createSendRate(10);
  expect(rate.take(30, 0)).toBe(true);
  expect(rate.take(1, 1000)).toBe(false);
  expect(rate.take(1, 3200)).toBe(true);
});

test("one a second is one a second", () => {
  const rate = createSendRate(1);
  expect([0, 500, 1000, 1500, 2000].map((now) => rate.take(1, now))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
});

test("the quota forgets what is older than a day", () => {
  const quota = createDailyQuota(3);
  const hour = 3600_000;
  quota.add(2, 0);
  quota.add(1, 12 * hour);
  expect(quota.has(1, 23 * hour)).toBe(false);
  expect(quota.sent(25 * hour)).toBe(1);
  expect(quota.has(2, 25 * hour)).toBe(true);
  expect(quota.has(3, 25 * hour)).toBe(false);
});

test("-1 is no limit", () => {
  expect(createDailyQuota(-1).has(1e9, 0)).toBe(true);
});
