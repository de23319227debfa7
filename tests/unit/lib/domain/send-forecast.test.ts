import { expect, test } from "vitest";
import { forecastSend } from "@/lib/domain/send-forecast";

const startsAt = new Date("2026-11-20T05:00:00Z");

test("4,812 mails at 40 a second take 121 seconds", () => {
  const forecast = forecastSend({ count: 4812, ratePerSecond: 40, startsAt, quota: undefined });
  expect(forecast.seconds).toBe(121);
  expect(forecast.endsAt).toEqual(new Date("2026-11-20T05:02:01Z"));
});

test("the share is of the whole quota, what does not fit is counted from what is left", () => {
  const quota = { max24HourSend: 10_000, sentLast24Hours: 7_000 };
  expect(forecastSend({ count: 4_000, ratePerSecond: 40, startsAt, quota })).toMatchObject({
    quotaShare: 0.4,
    overQuota: 1_000,
  });
});

test("more than a whole quota sent already leaves room for nobody, not for a negative number", () => {
  const quota = { max24HourSend: 200, sentLast24Hours: 260 };
  const forecast = forecastSend({ count: 10, ratePerSecond: 1, startsAt, quota });
  expect(forecast.overQuota).toBe(10);
});

test("an unlimited account has no share to use up", () => {
  const quota = { max24HourSend: -1, sentLast24Hours: 1_000_000 };
  expect(forecastSend({ count: 5_000_000, ratePerSecond: 500, startsAt, quota })).toMatchObject({
    quotaShare: undefined,
    overQuota: 0,
  });
});
