import { beforeEach, describe, expect, test } from "vitest";
import { acceptsOf, dispatch, drain, receive, setFaults, setRate } from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { describeRate, findQuotaLeft, reserveSends } from "@/lib/delivery/rate";
import { refreshRates } from "@/lib/delivery/ses-limits";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";

/** 200 a day, of which 10 are kept back from campaigns. */
const dailyQuota = 200;

beforeEach(async () => {
  await setRate(100_000, { dailyQuota });
  await setFaults([]);
});

async function reserveAll(lane: "campaign" | "transactional") {
  let reserved = 0;
  for (;;) {
    const turn = await reserveSends(lane, 30);
    if (!turn.ok) return { reserved, reason: turn.reason };
    reserved += turn.count;
  }
}

describe("the day's quota", () => {
  test("ends for campaigns before it ends for transactional mail", async () => {
    expect(await reserveAll("campaign")).toEqual({ reserved: 190, reason: "daily_quota" });
    expect(await describeRate()).toMatchObject({
      held: { campaign: "daily_quota", transactional: null },
      quotaLeft: { campaign: 0, transactional: 10 },
    });
    expect(await reserveAll("transactional")).toEqual({ reserved: 10, reason: "daily_quota" });
  });

  test("holds a campaign where it is, spends nothing, and goes on when it frees", async () => {
    await setRate(100_000, { dailyQuota, quotaUsed: 180 });
    expect(await findQuotaLeft()).toBe(10);
    const { id } = await launchedCampaign({ count: 25 });
    for (let n = 0; n < 4; n += 1) {
      await drain("send");
      await dispatch.handler();
    }
    expect(await acceptsOf(id)).toHaveLength(10);
    const waiting = (await listRows(id)).filter(({ status }) => status === "queued");
    expect(waiting).toHaveLength(15);
    expect(waiting.every(({ attempts, attemptNo }) => attempts === 0 && attemptNo === 0)).toBe(
      true,
    );
    expect(await receive("send")).toEqual([]); // no wake-up goes round in circles meanwhile

    await db.execute(sql`update send_rates set quota_used = 0, reserved_since_poll = 0`);
    await dispatch.handler();
    await drain("send");
    const accepts = await acceptsOf(id);
    expect(accepts).toHaveLength(25);
    expect(new Set(accepts.map(({ to }) => to)).size).toBe(25);
  });
});

describe("SES's refusal for the quota", () => {
  const refused = { kind: "refuse", error: "LimitExceededException" } as const;
  const message = "Daily message quota exceeded.";

  test("stops all calls at once, though SES's own count had left room", async () => {
    await setRate(100_000);
    await setFaults([{ ...refused, message }]);
    const { id } = await launchedCampaign({ count: 100 });
    for (let n = 0; n < 3; n += 1) {
      await drain("send");
      await dispatch.handler();
    }
    const rows = await listRows(id);
    expect(rows.every(({ status, attempts }) => status === "queued" && attempts === 0)).toBe(true);
    const calls = rows.reduce((sum, { attemptNo }) => sum + attemptNo, 0);
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(20);
    expect((await describeRate())?.held).toEqual({
      campaign: "quota_refused",
      transactional: "quota_refused",
    });
  });

  test("is believed for a minute, then SES's count again", async () => {
    await db.execute(sql`update send_rates set quota_refused_at = now()`);
    await refreshRates();
    expect(await reserveSends("campaign", 1)).toEqual({ ok: false, reason: "quota_refused" });
    await db.execute(sql`update send_rates set quota_refused_at = now() - interval '2 minutes'`);
    await refreshRates();
    expect(await reserveSends("campaign", 1)).toMatchObject({ ok: true });
  });
});
