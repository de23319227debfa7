import fc from "fast-check";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { setRate } from "@/tests/support/engine";
import { db } from "@/db";
import type { Lane } from "@/lib/delivery/lanes";
import { describeRate, findRate, reserveSends, slowDown } from "@/lib/delivery/rate";
import { refreshRates } from "@/lib/delivery/ses-limits";
import { busiestSecond } from "@/scripts/rig/departures";

/** SES's rate and what the bucket uses of it. */
const maxSendRate = 100;
const target = 80;

beforeEach(async () => await setRate(maxSendRate));

type Granted = { lane: Lane; times: number[]; waitMs: number };

/** Reserves in a loop for `forMs`; the times at which the sends may leave, by our clock. */
async function reserveFor(
  forMs: number,
  { lane, wanted, pauseMs = 0 }: { lane: Lane; wanted: number; pauseMs?: number },
): Promise<Granted[]> {
  const granted: Granted[] = [];
  for (const endsAt = Date.now() + forMs; Date.now() < endsAt;) {
    const turn = await reserveSends(lane, wanted);
    if (turn.ok) {
      const startsAt = Date.now() + turn.waitMs;
      const times = Array.from({ length: turn.count }, (_, n) => startsAt + n * turn.spacingMs);
      granted.push({ lane, times, waitMs: turn.waitMs });
    }
    await sleep(turn.ok ? pauseMs : turn.reason === "too_early" ? turn.waitMs : 50);
  }
  return granted;
}

const timesOf = (granted: Granted[]): number[] =>
  granted.flatMap(({ times }) => times).toSorted((a, b) => a - b);

const client = fc.record({
  lane: fc.constantFrom<Lane>("campaign", "transactional"),
  wanted: fc.integer({ min: 1, max: 100 }),
  pauseMs: fc.constantFrom(0, 5, 300),
});

test("whoever reserves, however much and of which lane: never more than SES's rate in any second", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(client, { minLength: 1, maxLength: 8 }), async (clients) => {
      await setRate(maxSendRate);
      const granted = await Promise.all(clients.map((one) => reserveFor(1600, one)));
      expect(busiestSecond(timesOf(granted.flat()))).toBeLessThanOrEqual(maxSendRate);
    }),
    { numRuns: 6 },
  );
});

test("a reservation covers a tenth of a second at most, and sends follow each other evenly", async () => {
  const turn = await reserveSends("campaign", 1000);
  expect(turn).toMatchObject({ ok: true, count: target / 10, spacingMs: 1000 / target });
});

test("a reservation that a claim follows waits for no disk; the claim's commit flushes it too", async () => {
  const reserved = await reserveSends("campaign", 1, { isFlushedLater: true });
  expect(reserved.ok).toBe(true);
  const { rows: before } = await db.execute<{ at: string }>(
    sql`select pg_current_wal_insert_lsn()::text as at`,
  );
  await db.execute(sql`update organization set name = name`); // commits as every other statement does
  const { rows: after } = await db.execute<{ flushed: boolean }>(
    sql`select pg_current_wal_flush_lsn() >= ${before[0]?.at}::pg_lsn as flushed`,
  );
  expect(after).toEqual([{ flushed: true }]);
  // For that one statement only, whichever connection it had.
  const settings = await Promise.all(
    Array.from({ length: 10 }, async () => await db.execute(sql`show synchronous_commit`)),
  );
  expect(settings.map(({ rows }) => rows)).toEqual(
    Array.from({ length: 10 }, () => [{ synchronous_commit: "on" }]),
  );
});

test("what is reserved and not used expires: after a pause nobody catches up", async () => {
  await reserveFor(300, { lane: "campaign", wanted: 8 });
  await sleep(1500);
  const granted = await reserveFor(1000, { lane: "campaign", wanted: 8 });
  // A second of rate, and what may be reserved ahead.
  expect(timesOf(granted).length).toBeLessThanOrEqual(target * 1.6 + 8);
});

describe("of two lanes", () => {
  const crowd = (lane: Lane, forMs: number) =>
    Promise.all(Array.from({ length: 4 }, () => reserveFor(forMs, { lane, wanted: 10 })));

  test("each borrows what the other leaves, and only that", async () => {
    for (const lane of ["campaign", "transactional"] as const) {
      await setRate(maxSendRate);
      // Its guaranteed part is used up for long, and nobody else waits.
      await db.execute(sql`update send_rates set campaign_tat = now() + interval '1 hour',
        transactional_tat = now() + interval '1 hour'`);
      expect(await reserveSends(lane, 1)).toMatchObject({ ok: true });
      await db.execute(sql`update send_rates set tat = clock_timestamp() + interval '1 second'`);
      expect(await reserveSends(lane, 1)).toMatchObject({ ok: false, reason: "too_early" });
    }
  });

  test("each has its guaranteed part, however much the other has borrowed", async () => {
    for (const lane of ["campaign", "transactional"] as const) {
      await setRate(maxSendRate);
      await db.execute(sql`update send_rates set tat = clock_timestamp() + interval '1 second'`);
      expect(await reserveSends(lane, 1)).toMatchObject({ ok: true });
      expect(await reserveSends(lane, 1)).toMatchObject({ ok: false, reason: "too_early" });
    }
  });

  test("neither starves while both want everything", async () => {
    const [campaign, transactional] = await Promise.all([
      crowd("campaign", 3000),
      crowd("transactional", 3000),
    ]);
    const counts = [campaign, transactional].map((granted) => timesOf(granted.flat()).length);
    // 0.8 and 0.2 of three seconds; on a busy machine turns are lost.
    expect(counts[0]).toBeGreaterThan(target * 3 * 0.8 * 0.5);
    expect(counts[1]).toBeGreaterThan(target * 3 * 0.2 * 0.5);
  });

  test("a transactional mail waits for what is reserved ahead and no longer", async () => {
    const [campaign, transactional] = await Promise.all([
      crowd("campaign", 2000),
      reserveFor(2000, { lane: "transactional", wanted: 1, pauseMs: 150 }),
    ]);
    expect(timesOf(campaign.flat()).length).toBeGreaterThan(target / 2);
    expect(transactional.length).toBeGreaterThan(2);
    // The look-ahead and a chunk of either lane.
    for (const { waitMs } of transactional) expect(waitMs).toBeLessThan(500 + 2 * 100 + 1);
  });
});

describe("SES's 429", () => {
  test("slows everybody down at once, once a second, and is counted", async () => {
    await slowDown("campaign", 3);
    await slowDown("transactional");
    const state = await describeRate();
    expect(state?.targetRate).toBeCloseTo(target * 0.7);
    expect(state?.throttles).toEqual({ campaign: 3, transactional: 1 });
    await db.execute(sql`update send_rates set throttled_at = now() - interval '2 seconds'`);
    await slowDown("campaign");
    expect(await findRate()).toBeCloseTo(target * 0.49);
  });

  test("is forgotten by time: two hundredths of SES's rate in ten seconds, up to 0.95", async () => {
    await db.execute(sql`update send_rates set max_send_rate = 10000, share = 0.5,
      polled_at = now() - interval '20 seconds'`);
    await refreshRates(); // the SES of these tests allows 10,000
    expect((await describeRate())?.targetRate).toBeCloseTo(5_400, -2);
    await refreshRates();
    expect((await describeRate())?.targetRate).toBeLessThan(5_450);
    await db.execute(sql`update send_rates set share = 0.945,
      polled_at = now() - interval '20 seconds'`);
    await refreshRates();
    expect((await describeRate())?.targetRate).toBeCloseTo(9_500);
  });

  test("of a moment ago lets nothing grow", async () => {
    await db.execute(sql`update send_rates set max_send_rate = 10000, share = 0.5,
      polled_at = now() - interval '20 seconds', throttled_at = now()`);
    await refreshRates();
    expect((await describeRate())?.targetRate).toBeCloseTo(5_000, -1);
  });
});

test("a limit that SES lowered holds from the next reservation on", async () => {
  await setRate(20_000);
  await refreshRates(); // the SES of these tests allows 10,000
  expect(await describeRate()).toMatchObject({ maxSendRate: 10_000 });
  expect(await findRate()).toBeCloseTo(8_000, -2);
});

test("before SES has told its limits nothing is reserved", async () => {
  await db.execute(sql`delete from send_rates`);
  expect(await reserveSends("campaign", 1)).toEqual({ ok: false, reason: "limits_unknown" });
});
