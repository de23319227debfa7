import { expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { hitRateLimits, releaseRateLimits, type RateLimit } from "@/lib/rate-limit";

const rate: RateLimit = { name: "test", limit: 3, windowSeconds: 60 };
const at = new Date("2030-01-01T00:00:10Z");

test("the fourth try of a window is refused with the time left", async () => {
  const subjects = [{ rate, subject: "fourth" }];
  for (let n = 0; n < 3; n += 1) expect(await hitRateLimits(subjects, at)).toEqual({ ok: true });
  expect(await hitRateLimits(subjects, at)).toEqual({ ok: false, retryAfterSeconds: 50 });
  const next = new Date("2030-01-01T00:01:00Z");
  expect(await hitRateLimits(subjects, next)).toEqual({ ok: true });
});

test("one subject's tries do not count for another", async () => {
  for (let n = 0; n < 4; n += 1) await hitRateLimits([{ rate, subject: "busy" }], at);
  expect(await hitRateLimits([{ rate, subject: "quiet" }], at)).toEqual({ ok: true });
});

test("of fifty tries at once exactly the limit get through", async () => {
  const tries = Array.from({ length: 50 }, () => hitRateLimits([{ rate, subject: "storm" }], at));
  const answers = await Promise.all(tries);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(3);
});

test("the longest wait of several limits is told, and each of them counts", async () => {
  const hour: RateLimit = { name: "hour", limit: 1, windowSeconds: 3600 };
  const both = [
    { rate: { ...rate, limit: 1 }, subject: "both" },
    { rate: hour, subject: "both" },
  ];
  expect(await hitRateLimits(both, at)).toEqual({ ok: true });
  expect(await hitRateLimits(both, at)).toEqual({ ok: false, retryAfterSeconds: 3590 });
});

test("who succeeded has not tried in vain", async () => {
  const subjects = [{ rate, subject: "success" }];
  for (let n = 0; n < 10; n += 1) {
    expect(await hitRateLimits(subjects, at)).toEqual({ ok: true });
    await releaseRateLimits(subjects, at);
  }
});

test("yesterday's windows are swept when a new one opens", async () => {
  await db.execute(sql`insert into rate_limits (key, window_start, hits)
    values ('old', now() - interval '2 days', 5), ('fresh', now() - interval '1 hour', 5)`);
  await hitRateLimits([{ rate, subject: "sweeper" }]);
  const { rows } = await db.execute(sql`select key from rate_limits where key in ('old', 'fresh')`);
  expect(rows).toEqual([{ key: "fresh" }]);
});

test("no address is kept in the clear", async () => {
  await hitRateLimits([{ rate, subject: "minji@shop.kr" }]);
  const { rows } = await db.execute(sql`select 1 from rate_limits where key like '%minji%'`);
  expect(rows).toEqual([]);
});
