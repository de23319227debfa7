import { beforeEach, describe, expect, test } from "vitest";
import {
  acceptsOf,
  dispatch,
  handleBatch,
  letTimePass,
  liftRate,
  sendEverything,
} from "@/tests/support/engine";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { sendingDays, sendingDomains } from "@/db/schema/sending-domains";
import { auditLog } from "@/db/schema/users";
import { dispatchCampaign, dispatchLane } from "@/lib/delivery/dispatch";
import { launchCampaign } from "@/lib/delivery/launch";
import { openSendingDays } from "@/lib/delivery/sending-days";
import { endWarmUp, getSendingDomain, setDailyCap, startWarmUp } from "@/lib/sending-domains";
import { confirmedCampaign, launchedCampaign, listRows } from "@/tests/support/launched-campaign";
import { countWoken, purgeQueue, runningCampaign } from "@/tests/support/running-campaign";

const domain = "shop.test";
const userId = 1;

beforeEach(async () => {
  await db.execute(sql`truncate recipients`);
  await db.execute(sql`update campaigns set status = 'canceled' where status <> 'draft'`);
  await db.delete(sendingDays);
  await db.delete(sendingDomains);
  await liftRate();
  await purgeQueue();
});

/** Everything that happened today happened yesterday. */
async function passADay(): Promise<void> {
  await db.execute(sql`update sending_days set day = day - 1`);
  await db.execute(sql`update recipients set send_day = send_day - 1,
    claimed_at = claimed_at - interval '1 day', enqueued_at = null`);
}

const countAccepts = async (ids: number[]) =>
  (await Promise.all(ids.map(acceptsOf))).reduce((sum, accepts) => sum + accepts.length, 0);

async function findDay() {
  const [day] = await db
    .select()
    .from(sendingDays)
    .orderBy(sql`day desc`)
    .limit(1);
  return day;
}

describe("a daily cap", () => {
  test("is reached and never passed, by many dispatchers and consumers at once", async () => {
    await setDailyCap(domain, 25, userId);
    const ids = [await runningCampaign({ count: 20 }), await runningCampaign({ count: 20 })];
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([
        ...Array.from({ length: 4 }, async () => await dispatchLane("campaign")),
        ...ids.map(dispatchCampaign),
      ]);
      await Promise.all([sendEverything(), sendEverything(), sendEverything()]);
      await letTimePass();
    }
    expect(await countAccepts(ids)).toBe(25);
    expect(await getSendingDomain(domain)).toMatchObject({
      today: { cap: 25, by: "daily_cap" },
      taken: 25,
    });
  });

  test("that comes after more had gone tells how many those were", async () => {
    const id = await runningCampaign({ count: 8 });
    await dispatchLane("campaign");
    await sendEverything();
    await setDailyCap(domain, 3, userId);
    expect(await getSendingDomain(domain)).toMatchObject({ today: { cap: 3 }, taken: 8 });
    expect(await acceptsOf(id)).toHaveLength(8);
  });

  test("leaves the rest to the next days, who lose nothing by waiting", async () => {
    await setDailyCap(domain, 10, userId);
    const id = await runningCampaign({ count: 24 });
    for (const total of [10, 20, 24]) {
      await dispatch.handler();
      await sendEverything();
      expect(await acceptsOf(id)).toHaveLength(total);
      const rest = (await listRows(id)).filter(({ status }) => status === "queued");
      expect(rest).toHaveLength(24 - total);
      expect(rest.every(({ attempts, attemptNo }) => attempts === 0 && attemptNo === 0)).toBe(true);
      await passADay();
    }
  });

  test("holds no other domain and no sign-in mail", async () => {
    await setDailyCap(domain, 1, userId);
    const other = await runningCampaign({ count: 5, domain: "news.test" });
    const transactional = await runningCampaign({ count: 5, kind: "test" });
    await dispatch.handler();
    await sendEverything();
    expect(await countAccepts([other, transactional])).toBe(10);
  });

  test("is of its day: a wake-up that comes late waits for a place of the new one", async () => {
    await setDailyCap(domain, 5, userId);
    const id = await runningCampaign({ count: 5 });
    await dispatchLane("campaign");
    expect(await countWoken(id)).toBe(5);
    await db.execute(sql`update sending_days set day = day - 1`);
    await db.execute(sql`update recipients set send_day = send_day - 1`);
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(0);
    expect(await countWoken(id)).toBe(0);

    await dispatchLane("campaign");
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(5);
    expect(await findDay()).toMatchObject({ taken: 5 });
  });

  test("counts a place once, however often its wake-up gets lost", async () => {
    await setDailyCap(domain, 5, userId);
    const id = await runningCampaign({ count: 8 });
    for (let i = 0; i < 3; i += 1) {
      await dispatchLane("campaign");
      await db.execute(sql`update recipients set enqueued_at = null`);
    }
    await dispatchLane("campaign");
    expect(await countWoken(id)).toBe(5);
    expect(await findDay()).toMatchObject({ taken: 5 });
  });

  test("counts the next try of a mail that may have left as another mail", async () => {
    await setDailyCap(domain, 5, userId);
    const id = await runningCampaign({ count: 8 });
    await dispatchLane("campaign");
    // Two came to nothing that we know of, and are to be mailed again.
    await db.execute(sql`update recipients set enqueued_at = null, in_doubt_count = 1
      where (campaign_id, id) in (select campaign_id, id from recipients
        where enqueued_at is not null limit 2)`);
    await dispatchLane("campaign");
    expect(await countWoken(id)).toBe(3);
  });

  test("that comes while mails are under way counts what left before", async () => {
    const id = await runningCampaign({ count: 30 });
    await dispatchLane("campaign");
    const rows = await listRows(id);
    const first = rows.slice(0, 10);
    await handleBatch(
      "send",
      first.map((row) => JSON.stringify({ v: 1, campaignId: id, recipientId: row.id })),
    );
    expect(await acceptsOf(id)).toHaveLength(10);
    await setDailyCap(domain, 15, userId);
    await sendEverything();
    await dispatchLane("campaign");
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(15);
  });

  test("that is taken away lets the rest go at once", async () => {
    await setDailyCap(domain, 5, userId);
    const id = await runningCampaign({ count: 12 });
    await dispatch.handler();
    await setDailyCap(domain, null, userId);
    await dispatch.handler();
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(12);
  });

  test("stands in the audit log", async () => {
    await setDailyCap(domain, 5, userId);
    const entries = await db.select().from(auditLog).where(eq(auditLog.action, "domain.cap"));
    expect(entries.at(-1)).toMatchObject({ userId, details: { domain, cap: 5 } });
  });
});

describe("a warm-up", () => {
  test("sends first to who reads the mails, once everybody is planned", async () => {
    await startWarmUp(domain, { start: 3, goal: 100, growth: 2 }, userId);
    const { id, contactIds } = await confirmedCampaign({ count: 12 });
    await db.execute(sql`update contacts set created_at = now() - interval '2 years'`);
    const readers = contactIds.slice(-3);
    const [clicked, opened, formerly] = readers;
    await db.execute(sql`update contacts set last_clicked_at = now() - interval '5 days'
      where id = ${clicked}`);
    await db.execute(sql`update contacts set last_opened_at = now() - interval '5 days'
      where id = ${opened}`);
    await db.execute(sql`update contacts set last_opened_at = now() - interval '100 days'
      where id = ${formerly}`);
    await launchCampaign(id, { userId: null });
    await sendEverything();
    const sent = (await listRows(id)).filter(({ status }) => status === "sent");
    expect(new Set(sent.map(({ contactId }) => contactId))).toEqual(new Set(readers));
  });

  test("waits for the end of the fan-out, because only then it is known who is first", async () => {
    await startWarmUp(domain, { start: 3, goal: 100, growth: 2 }, userId);
    const id = await runningCampaign({ count: 5, isPlanned: false });
    await dispatchLane("campaign");
    expect(await countWoken(id)).toBe(0);
    await db.update(campaigns).set({ fanoutFinishedAt: new Date() }).where(eq(campaigns.id, id));
    await dispatchLane("campaign");
    expect(await countWoken(id)).toBe(3);
  });

  test("grows after a good day, stays after a bad one and ends at its goal", async () => {
    await startWarmUp(domain, { start: 4, goal: 8, growth: 2 }, userId);
    const id = await runningCampaign({ count: 40 });
    const sendToday = async () => {
      await openSendingDays();
      await dispatch.handler();
      await sendEverything();
    };
    await sendToday();
    expect(await acceptsOf(id)).toHaveLength(4);

    // One of the four bounced for good: a quarter.
    await db.execute(sql`update recipients set bounced_at = now(), bounce_type = 'permanent'
      where (campaign_id, id) in (select campaign_id, id from recipients
        where status = 'sent' limit 1)`);
    await passADay();
    await sendToday();
    expect(await acceptsOf(id)).toHaveLength(8);
    expect(await getSendingDomain(domain)).toMatchObject({
      today: { cap: 4, by: "warm_up" },
      hold: { by: "bounces", share: 0.25 },
    });

    await passADay();
    await sendToday();
    expect(await acceptsOf(id)).toHaveLength(16);
    expect(await getSendingDomain(domain)).toMatchObject({ today: { cap: 8 }, hold: undefined });

    await passADay();
    await sendToday();
    expect(await acceptsOf(id)).toHaveLength(40);
    const after = await getSendingDomain(domain);
    expect(after).toMatchObject({ today: undefined, warmUp: undefined });
    expect(after.warmUpFinishedOn).not.toBeNull();
  });

  test("does not grow on days without mails", async () => {
    await startWarmUp(domain, { start: 4, goal: 100, growth: 2 }, userId);
    await passADay();
    await openSendingDays();
    expect(await getSendingDomain(domain)).toMatchObject({
      today: { cap: 4 },
      hold: { by: "unused", share: 0 },
    });
  });

  test("holds beside a smaller daily cap, and lets go when a person ends it", async () => {
    await startWarmUp(domain, { start: 4, goal: 100, growth: 2 }, userId);
    await setDailyCap(domain, 3, userId);
    const { id } = await launchedCampaign({ count: 6 });
    await dispatch.handler();
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(3);
    await setDailyCap(domain, null, userId);
    await endWarmUp(domain, userId);
    await dispatch.handler();
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(6);
  });
});
