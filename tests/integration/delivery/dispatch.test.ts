import { beforeEach, describe, expect, test } from "vitest";
import { dispatch, receive } from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { countOutstanding } from "@/lib/aws/sqs";
import { dispatchCampaign, dispatchLane } from "@/lib/delivery/dispatch";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { countWoken, purgeQueue, runningCampaign, setRate } from "@/tests/support/running-campaign";

const perSecond = 4;
const window = perSecond * protocolTimes.windowSeconds;

beforeEach(async () => {
  await db.execute(sql`truncate recipients`);
  await db.execute(sql`update campaigns set status = 'canceled' where status <> 'draft'`);
  await purgeQueue();
  await setRate({ perSecond });
});

describe("the window", () => {
  test("is filled and no more, by however many dispatchers at once, tick after tick", async () => {
    const id = await runningCampaign({ count: window + 100 });
    await Promise.all(Array.from({ length: 5 }, async () => await dispatchLane("campaign")));
    expect(await countWoken(id)).toBe(window);
    for (let tick = 0; tick < 5; tick += 1) await dispatch.handler();
    expect(await countWoken(id)).toBe(window);
    expect(await countOutstanding("send")).toBe(window);
  });

  test("is a tenth while the campaign is still being planned: every chunk pushes anew", async () => {
    const id = await runningCampaign({ count: window, isPlanned: false });
    await dispatchCampaign(id);
    expect(await countWoken(id)).toBe(Math.ceil(window / 10));
    await db.execute(sql`update campaigns set fanout_finished_at = now() where id = ${id}`);
    await dispatchCampaign(id);
    expect(await countWoken(id)).toBe(window);
  });

  test("is made up for what was used, and for wake-ups that got lost", async () => {
    const id = await runningCampaign({ count: window + 100 });
    await dispatchLane("campaign");
    await db.execute(sql`
      update recipients set status = 'sent' where campaign_id = ${id} and id in (
        select id from recipients where campaign_id = ${id} and enqueued_at is not null limit 60)`);
    await db.execute(sql`
      update recipients set enqueued_at = now() - interval '1 hour'
      where campaign_id = ${id} and id in (select id from recipients
        where campaign_id = ${id} and status = 'queued' and enqueued_at is not null limit 40)`);
    expect(await dispatchLane("campaign")).toBe(100);
    expect(await countWoken(id)).toBe(window);
  });

  test("gets nothing on top while stale wake-ups lie there", async () => {
    const canceled = [];
    for (let i = 0; i < 3; i += 1) {
      canceled.push(await runningCampaign({ count: window }));
      await dispatchLane("campaign");
      await db.execute(sql`update campaigns set status = 'canceled'`);
    }
    const id = await runningCampaign({ count: 10 });
    expect(await dispatchLane("campaign")).toBe(0);
    expect(await countWoken(id)).toBe(0);
  });

  test("is no larger than what is left of the day's quota, and empty when nothing is", async () => {
    const id = await runningCampaign({ count: 500 });
    await setRate({ perSecond, quotaLeft: 30 });
    await dispatchLane("campaign");
    expect(await countWoken(id)).toBe(30);
    await setRate({ perSecond, quotaLeft: 0 });
    expect(await dispatchLane("campaign")).toBe(0);
  });
});

describe("campaigns that run together", () => {
  test("a later small one is on the queue at once, before most of a huge one", async () => {
    const huge = await runningCampaign({ count: window * 3 });
    await dispatchLane("campaign");
    expect(await countWoken(huge)).toBe(window);
    const small = await runningCampaign({ count: 20 });
    await dispatchCampaign(small);
    expect(await countWoken(small)).toBe(20);

    const first = await firstMessageOf(small);
    // It is not behind the whole window: only what the huge one had due by then came before.
    expect(first.before).toBeLessThan(window / 10);
  });

  test("share it evenly, and a notice has twice the share of an advertisement", async () => {
    const [a, b] = [
      await runningCampaign({ count: window, kind: "marketing" }),
      await runningCampaign({ count: window, kind: "marketing" }),
    ];
    await dispatchLane("campaign");
    expect([await countWoken(a), await countWoken(b)]).toEqual([window / 2, window / 2]);
    await db.execute(sql`update recipients set enqueued_at = null`);
    const notice = await runningCampaign({ count: window, kind: "information" });
    await dispatchLane("campaign");
    expect([await countWoken(a), await countWoken(b), await countWoken(notice)]).toEqual([
      window / 4,
      window / 4,
      window / 2,
    ]);
  });

  test("one that is left alone goes at the full rate at once", async () => {
    const [ends, stays] = [
      await runningCampaign({ count: window, kind: "marketing" }),
      await runningCampaign({ count: window * 2, kind: "marketing" }),
    ];
    await dispatchLane("campaign");
    await db.execute(sql`update campaigns set status = 'canceled' where id = ${ends}`);
    await dispatchLane("campaign");
    const { rows } = await db.execute<{ n: number }>(sql`
      select count(*)::int as n from recipients
      where campaign_id = ${stays} and enqueued_at < now() + interval '30 seconds'`);
    expect(rows[0]?.n).toBeGreaterThanOrEqual(perSecond * 30);
  });

  test("one that has nobody left leaves its share to the other", async () => {
    const small = await runningCampaign({ count: 30, kind: "marketing" });
    const large = await runningCampaign({ count: window * 2, kind: "marketing" });
    await dispatchLane("campaign");
    await dispatchLane("campaign");
    expect(await countWoken(small)).toBe(30);
    expect(await countWoken(large)).toBe(window - 30);
  });
});

async function firstMessageOf(campaignId: number): Promise<{ before: number }> {
  for (let before = 0; ;) {
    const messages = await receive("send", 1);
    for (const { Body } of messages) {
      if (JSON.parse(Body ?? "{}").campaignId === campaignId) return { before };
      before += 1;
    }
  }
}
