import { beforeEach, expect, test } from "vitest";
import { dispatch, sendEverything } from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { sendingDays, sendingDomains } from "@/db/schema/sending-domains";
import { dispatchLane } from "@/lib/delivery/dispatch";
import { forecastDraft, forecastRunning } from "@/lib/delivery/forecast";
import { scheduleCampaign } from "@/lib/delivery/lifecycle";
import { recountCampaign, recountStats } from "@/lib/delivery/stats";
import { nextPartOf } from "@/lib/domain/send-forecast";
import { setDailyCap } from "@/lib/sending-domains";
import { confirmedCampaign, getStatus } from "@/tests/support/launched-campaign";
import { purgeQueue, runningCampaign, setRate } from "@/tests/support/running-campaign";

const domain = "shop.test";

beforeEach(async () => {
  await db.execute(sql`truncate recipients`);
  await db.execute(sql`update campaigns set status = 'canceled' where status <> 'draft'`);
  await db.delete(sendingDays);
  await db.delete(sendingDomains);
  await purgeQueue();
  await setRate({ perSecond: 10 });
});

async function secondsOf(id: number): Promise<number> {
  await recountStats();
  const endsAt = (await forecastRunning()).get(id)?.endsAt;
  if (!endsAt) throw new Error("No end is in sight.");
  return Math.round((endsAt.getTime() - Date.now()) / 1000);
}

/** Within the second that the test itself may take. */
const about = (seconds: number) => [seconds - 1, seconds, seconds + 1];

test("a running campaign ends by the rate that it has beside the others", async () => {
  const id = await runningCampaign({ count: 600, kind: "marketing" });
  expect(about(60)).toContain(await secondsOf(id));
  const other = await runningCampaign({ count: 600, kind: "marketing" });
  expect(about(120)).toContain(await secondsOf(other));
});

test("one that waits for tomorrow's places says so, counting those that have one today", async () => {
  await setDailyCap(domain, 40, 1);
  const id = await runningCampaign({ count: 100 });
  await dispatchLane("campaign");
  await recountStats();
  const before = (await forecastRunning()).get(id);
  // All 40 places are given out, and their mails have not left yet.
  expect(before).toMatchObject({ waitsFor: "daily_cap", today: 40 });
  expect(before?.parts.map(({ count }) => count)).toEqual([40, 40, 20]);

  // Their wake-ups are spread over four seconds.
  while ((await countSent(id)) < 40) await sendEverything();
  await recountCampaign(id);
  const after = (await forecastRunning()).get(id);
  expect(after).toMatchObject({ waitsFor: "daily_cap", today: 0 });
  if (!after) throw new Error("No forecast.");
  expect(nextPartOf(after, new Date())).toBe(after.parts[0]);
});

async function countSent(id: number): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from recipients where campaign_id = ${id} and status = 'sent'`,
  );
  return rows[0]?.n ?? 0;
}

test("a draft is forecast beside those that run", async () => {
  await runningCampaign({ count: 600, kind: "marketing" });
  await recountStats();
  const startsAt = new Date();
  const draft = { count: 300, kind: "marketing", domain, startsAt } as const;
  const { endsAt, perSecond } = await forecastDraft(draft);
  expect(perSecond).toBe(10);
  expect(about(60)).toContain(Math.round(((endsAt?.getTime() ?? 0) - startsAt.getTime()) / 1000));
});

test("a schedule that does not fit into its day asks, unless a person said it may take days", async () => {
  await setDailyCap(domain, 3, 1);
  const asks = await confirmedCampaign({ count: 5, values: { reviewedCount: 5 } });
  const spreads = await confirmedCampaign({
    count: 5,
    values: { reviewedCount: 5, spreadOverDays: true },
  });
  for (const { id } of [asks, spreads]) {
    const at = new Date(Date.now() + 60_000);
    await scheduleCampaign(id, { at, timeZone: "Asia/Seoul", userId: 1 });
  }
  await db.update(campaigns).set({ scheduledFor: sql`now() - interval '1 second'` });
  await dispatch.handler();
  expect(await getStatus(asks.id)).toMatchObject({
    status: "scheduled",
    pausedReason: "over_limit",
  });
  expect(await getStatus(spreads.id)).toMatchObject({ status: "sending" });
});

test("a quota used up in a burst an hour ago frees 23 hours from now", async () => {
  const burst = await runningCampaign({ count: 300 });
  await db.execute(sql`update recipients set status = 'sent', sent_at = now() - interval '1 hour'
    where campaign_id = ${burst}`);
  await db.execute(
    sql`update campaigns set status = 'completed', finished_at = now() where id = ${burst}`,
  );
  await setRate({ perSecond: 10, quotaLeft: 400 });
  await db.execute(sql`update send_rates set quota_used = 300`);
  const id = await runningCampaign({ count: 200 });
  await recountStats();
  const forecast = (await forecastRunning()).get(id);
  expect(forecast).toMatchObject({ waitsFor: "quota" });
  expect(about(23 * 3_600 + 10)).toContain(
    Math.round(((forecast?.endsAt?.getTime() ?? 0) - Date.now()) / 1000),
  );
});
