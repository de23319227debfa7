import { describe, expect, test } from "vitest";
import { distanceBetween, formatInstant, zoneName } from "@/lib/domain/date-format";

const instant = new Date("2026-11-20T15:05:09Z");
const seoul = { timeZone: "Asia/Seoul" };

describe("an instant", () => {
  test("is written with 24 hours in the zone that was asked for", () => {
    expect(formatInstant(instant, { ...seoul, locale: "ko" })).toBe("2026. 11. 21. 00:05");
    expect(formatInstant(instant, { ...seoul, locale: "en" })).toBe("21 Nov 2026, 00:05");
    expect(formatInstant(instant, { timeZone: "America/New_York", locale: "en" })).toBe(
      "20 Nov 2026, 10:05",
    );
  });

  test("never has an hour 24 at midnight", () => {
    const midnight = new Date("2026-11-20T15:00:00Z");
    expect(formatInstant(midnight, { ...seoul, locale: "ko", style: "time" })).toBe("00:00");
  });

  test("names the weekday where there is room", () => {
    expect(formatInstant(instant, { ...seoul, locale: "ko", style: "long" })).toBe(
      "2026년 11월 21일 (토) 00:05",
    );
    expect(formatInstant(instant, { ...seoul, locale: "en", style: "long" })).toBe(
      "Sat 21 Nov 2026, 00:05",
    );
  });

  test("shows seconds when they matter", () => {
    expect(formatInstant(instant, { timeZone: "UTC", locale: "ko", style: "seconds" })).toBe(
      "2026. 11. 20. 15:05:09",
    );
  });
});

test("a zone's name follows summer time", () => {
  const summer = new Date("2026-07-01T00:00:00Z");
  expect(zoneName(instant, "Asia/Seoul")).toBe("KST");
  expect(zoneName(instant, "Etc/UTC")).toBe("UTC");
  expect(zoneName(instant, "Europe/Berlin")).toBe("GMT+1");
  expect(zoneName(summer, "Europe/Berlin")).toBe("GMT+2");
});

describe("the distance to now", () => {
  const now = new Date("2026-11-20T12:00:00Z");
  const ago = (seconds: number) => distanceBetween(new Date(now.getTime() - seconds * 1000), now);

  test.each([
    [0, { unit: "now", n: 0, isPast: true }],
    [29, { unit: "now", n: 0, isPast: true }],
    [90, { unit: "minutes", n: 2, isPast: true }],
    [3599, { unit: "hours", n: 1, isPast: true }],
    [86_400, { unit: "days", n: 1, isPast: true }],
    [-600, { unit: "minutes", n: 10, isPast: false }],
  ])("of %d s", (seconds, distance) => {
    expect(ago(seconds)).toEqual(distance);
  });
});
