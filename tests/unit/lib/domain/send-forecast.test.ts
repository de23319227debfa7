import { expect, test } from "vitest";
import {
  type DomainState,
  type ForecastCampaign,
  forecastCampaigns,
  type ForecastLimits,
} from "@/lib/domain/send-forecast";

const now = new Date("2026-11-20T01:00:00Z"); // 10:00 in Seoul
const nextDayAt = new Date("2026-11-20T15:00:00Z");
const plain: ForecastLimits = {
  now,
  perSecond: 10,
  quota: undefined,
  domains: new Map(),
  nextDayAt,
};

function campaign(values: Partial<ForecastCampaign> = {}): ForecastCampaign {
  return { id: 1, left: 1_000, weight: 1, domain: "shop.kr", ...values };
}

function forecast(campaigns: ForecastCampaign[], limits: Partial<ForecastLimits> = {}) {
  const forecasts = forecastCampaigns(campaigns, { ...plain, ...limits });
  return (id: number) => {
    const found = forecasts.get(id);
    if (!found) throw new Error(`No forecast of ${id}.`);
    return found;
  };
}

const domain = (state: DomainState) => new Map([["shop.kr", state]]);
const minutesAfter = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test("alone and without limits the rate decides", () => {
  expect(forecast([campaign({ left: 6_000 })])(1)).toEqual({
    endsAt: minutesAfter(10),
    waitsFor: undefined,
    today: 6_000,
    parts: [{ at: now, count: 6_000 }],
  });
});

test("nobody left is the end", () => {
  expect(forecast([campaign({ left: 0 })])(1)).toMatchObject({
    endsAt: now,
    today: 0,
    parts: [],
  });
});

test("campaigns share the rate by weight, and who stays has it alone", () => {
  const of = forecast([
    campaign({ id: 1, left: 3_000 }),
    campaign({ id: 2, left: 4_000, weight: 2 }),
  ]);
  // 2 goes at 6.67 a second and ends after 10 minutes, when 1 has 1,000 left: 100 s more.
  expect(of(2).endsAt).toEqual(minutesAfter(10));
  expect(of(1).endsAt?.getTime()).toBeCloseTo(minutesAfter(10 + 100 / 60).getTime(), -3);
});

test("one that starts later leaves the rate to the other until then", () => {
  const of = forecast([
    campaign({ id: 1, left: 600 }),
    campaign({ id: 2, left: 600, startsAt: minutesAfter(60) }),
  ]);
  expect(of(1).endsAt).toEqual(minutesAfter(1));
  expect(of(2).endsAt).toEqual(minutesAfter(61));
});

test("more than today's cap goes on when the next day begins", () => {
  const state = { left: 200, nextDays: [500, 1_000], by: "daily_cap" } as const;
  const { endsAt, ...rest } = forecast([campaign({ left: 1_000 })], { domains: domain(state) })(1);
  expect(rest).toEqual({
    waitsFor: "daily_cap",
    today: 200,
    parts: [
      { at: now, count: 200 },
      { at: nextDayAt, count: 500 },
      { at: new Date("2026-11-21T15:00:00Z"), count: 300 },
    ],
  });
  expect(endsAt).toEqual(new Date("2026-11-21T15:00:30Z"));
});

test("a cap with no place left sends nobody today", () => {
  const state = { left: 0, nextDays: [5_000], by: "warm_up" } as const;
  expect(forecast([campaign()], { domains: domain(state) })(1)).toMatchObject({
    waitsFor: "warm_up",
    today: 0,
    endsAt: new Date(nextDayAt.getTime() + 100_000),
  });
});

test("one domain's cap does not hold another domain's campaign", () => {
  const state = { left: 0, nextDays: [5_000], by: "warm_up" } as const;
  const of = forecast([campaign({ id: 1 }), campaign({ id: 2, domain: "news.kr" })], {
    domains: domain(state),
  });
  expect(of(2)).toMatchObject({ waitsFor: undefined, endsAt: new Date(now.getTime() + 100_000) });
});

test("what the quota does not hold waits until it frees, a day after each mail", () => {
  const quota = { perDay: 2_400, left: 1_200, sent: [] };
  const found = forecast([campaign({ left: 2_400 })], { quota })(1);
  // 1,200 were used before: 50 free every hour; 14 hours are left of the day, and one full hour more
  // frees at its very end.
  expect(found).toMatchObject({ waitsFor: "quota", today: 1_200 + 13 * 50 });
  // 23 more hours free 1,150; the last 50 leave as soon as the hour after has freed them.
  expect(found.endsAt).toEqual(new Date(now.getTime() + 24 * 3_600_000 + 5_000));
});

const hoursAfter = (hours: number) => minutesAfter(hours * 60);

test.each([
  {
    what: "one burst an hour ago",
    quota: { perDay: 400, left: 100, sent: [{ at: hoursAfter(-1), count: 300 }] },
    left: 300,
    parts: [
      { at: now, count: 100 },
      { at: hoursAfter(23), count: 200 },
    ],
    endsAt: hoursAfter(23).getTime() + 20_000,
  },
  {
    what: "a burst of ours beside other mails of the account",
    quota: { perDay: 540, left: 0, sent: [{ at: hoursAfter(-2), count: 300 }] },
    left: 300,
    // 240 of others free by tens; the last 90 leave with ours after 22 hours.
    parts: [
      { at: hoursAfter(1), count: 130 },
      { at: nextDayAt, count: 170 },
    ],
    endsAt: hoursAfter(22).getTime() + 9_000,
  },
  {
    what: "more of ours than SES counts: the oldest are over",
    quota: {
      perDay: 100,
      left: 0,
      sent: [
        { at: hoursAfter(-23.9), count: 500 },
        { at: hoursAfter(-3), count: 100 },
      ],
    },
    left: 50,
    parts: [{ at: hoursAfter(21), count: 50 }],
    endsAt: hoursAfter(21).getTime() + 5_000,
  },
  {
    what: "more than is campaigns' part: that frees first",
    quota: {
      perDay: 100,
      left: -50,
      sent: [
        { at: hoursAfter(-20), count: 50 },
        { at: hoursAfter(-10), count: 100 },
      ],
    },
    left: 10,
    parts: [{ at: hoursAfter(14), count: 10 }],
    endsAt: hoursAfter(14).getTime() + 1_000,
  },
])("quota used by $what frees a day after that", ({ quota, left, parts, endsAt }) => {
  const found = forecast([campaign({ left })], { quota })(1);
  expect(found).toMatchObject({ waitsFor: "quota", parts, endsAt: new Date(endsAt) });
});

test("what the forecast itself sends frees a day after it left, not sooner", () => {
  const quota = { perDay: 36_000, left: 36_000, sent: [] };
  // An hour's mails, which are the whole quota; the next may leave a day after the last of each stretch.
  const { endsAt } = forecast([campaign({ left: 36_010 })], { quota })(1);
  expect(endsAt).toEqual(new Date(hoursAfter(25).getTime() + 1_000));
});

test("a quota that holds it all makes nobody wait", () => {
  const quota = { perDay: 50_000, left: 1_000, sent: [] };
  expect(forecast([campaign()], { quota })(1)).toMatchObject({ waitsFor: undefined, today: 1_000 });
});

test("what ends in no time that anybody plans for has no end", () => {
  const state = { left: 1, nextDays: [1], by: "daily_cap" } as const;
  expect(forecast([campaign()], { domains: domain(state) })(1).endsAt).toBeUndefined();
  expect(forecast([campaign()], { perSecond: 0 })(1)).toMatchObject({ today: 0 });
});
