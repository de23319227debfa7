import { beforeEach, expect, test } from "vitest";
import { handleBatch, liftRate, reconcile, sendEverything } from "@/tests/support/engine";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import { applyGuards } from "@/lib/delivery/guards";
import { resumeCampaign } from "@/lib/delivery/lifecycle";
import { findCampaignHealth, judgeReport, listDomainHealth } from "@/lib/delivery/sending-health";
import { recountCampaign } from "@/lib/delivery/stats";
import { findReport } from "@/lib/reports/report";
import { getStatus, launchedCampaign, listRows } from "@/tests/support/launched-campaign";
import { type MadeUpReport, reportOn } from "@/tests/support/ses-reports";

beforeEach(liftRate);

const bounced = { type: "Bounce", bounceType: "Permanent", subType: "General" };

/** A running campaign with mails accepted by SES, and somebody left to mail. */
async function running(count: number) {
  const { id } = await launchedCampaign({ count });
  // A domain of its own: what other tests' mails met must not count.
  await db
    .update(campaigns)
    .set({ fromEmail: `news@shop-${id}.test` })
    .where(eq(campaigns.id, id));
  await sendEverything();
  const rows = await listRows(id);
  let next = 0;
  return {
    id,
    rows,
    /** Reports on recipients that had none of these yet, then a tick of the guards. */
    report: async (n: number, report: MadeUpReport) => {
      await handleBatch(
        "events",
        Array.from({ length: n }, () => reportOn(rows[next++], report)),
      );
      await tick(id);
    },
  };
}

async function tick(id: number) {
  await recountCampaign(id);
  await applyGuards();
}

test("ten permanent bounces of two hundred mails pause a campaign, nine do not", async () => {
  const { id, report } = await running(200);
  await report(9, bounced);
  expect(await getStatus(id)).toMatchObject({ status: "sending" });
  expect((await findCampaignHealth(id))?.verdicts[0]).toMatchObject({ part: 9, level: "good" });
  await report(1, bounced);
  expect(await getStatus(id)).toEqual({ status: "paused", pausedReason: "BounceRate" });
});

test("a report judges by the counts that it shows, not by the guards' last ones", async () => {
  const { id, rows } = await running(60);
  await tick(id);
  await handleBatch(
    "events",
    rows.slice(0, 10).map((row) => reportOn(row, bounced)),
  );
  expect((await findCampaignHealth(id))?.verdicts[0]).toMatchObject({ part: 0 });
  const { reported, health } = await findReport(id);
  if (!health) throw new Error("No counts.");
  expect((await judgeReport(id, health))?.verdicts[0]).toMatchObject({
    part: reported.bouncedPermanently,
    whole: reported.sent,
    level: "pause",
  });
});

test("the tick after the reports pauses it, by itself", async () => {
  const { id, rows } = await running(11);
  const [left, ...mailed] = rows;
  await db
    .update(recipients)
    .set({ status: "queued", nextAt: sql`now() + interval '1 hour'` })
    .where(eq(recipients.id, left?.id ?? 0));
  await handleBatch(
    "events",
    mailed.map((row) => reportOn(row, bounced)),
  );
  await reconcile.handler();
  expect(await getStatus(id)).toEqual({ status: "paused", pausedReason: "BounceRate" });
});

test("what SES's own lists swallowed, out-of-office notes and not-spam pause nothing", async () => {
  const { id, report } = await running(60);
  await report(20, { ...bounced, subType: "OnAccountSuppressionList" });
  await report(20, { type: "Bounce", bounceType: "Transient", subType: "General" });
  await report(20, { type: "Complaint", feedback: "not-spam" });
  expect(await getStatus(id)).toMatchObject({ status: "sending" });
  expect((await findCampaignHealth(id))?.verdicts.map(({ level }) => level)).toEqual([
    "good",
    "good",
    "good",
  ]);
});

test("three complaints pause it, as a share of those whose provider tells", async () => {
  const { id, report } = await running(40);
  await report(2, { type: "Complaint" });
  expect(await getStatus(id)).toMatchObject({ status: "sending" });
  await report(1, { type: "Complaint" });
  expect(await getStatus(id)).toEqual({ status: "paused", pausedReason: "ComplaintRate" });
  await db.execute(sql`update recipients set email_normalized = 'x' || id || '@gmail.com'
    where campaign_id = ${id}::bigint`);
  await recountCampaign(id);
  expect((await findCampaignHealth(id))?.verdicts[1]).toMatchObject({ part: 3, whole: 0 });
});

test("who goes on is not stopped again for the same counts, but when they have doubled", async () => {
  const { id, report } = await running(100);
  await report(10, bounced);
  expect(await getStatus(id)).toMatchObject({ status: "paused" });
  await resumeCampaign(id, { userId: 1 });
  await tick(id);
  expect(await getStatus(id)).toEqual({ status: "sending", pausedReason: null });
  await report(9, bounced);
  expect(await getStatus(id)).toMatchObject({ status: "sending" });
  await report(1, bounced);
  expect(await getStatus(id)).toEqual({ status: "paused", pausedReason: "BounceRate" });
});

test("going on after SES or a person paused it allows nothing that a guard would stop", async () => {
  const { id, rows } = await running(20);
  for (const pausedReason of ["AccountSuspendedException", null]) {
    await db.update(campaigns).set({ status: "paused", pausedReason }).where(eq(campaigns.id, id));
    await handleBatch(
      "events",
      rows.slice(0, 10).map((row) => reportOn(row, bounced)),
    );
    await recountCampaign(id);
    await resumeCampaign(id, { userId: 1 });
    await tick(id);
    expect(await getStatus(id)).toMatchObject({ status: "paused", pausedReason: "BounceRate" });
  }
});

test("a sick domain pauses its other campaigns too, until somebody lets one go on", async () => {
  const sick = await running(20);
  const other = await running(5);
  const stranger = await running(5);
  await db
    .update(campaigns)
    .set({ fromEmail: "news@sick.test" })
    .where(sql`${campaigns.id} in (${sick.id}, ${other.id})`);
  await db
    .update(campaigns)
    .set({ fromEmail: "news@well.test" })
    .where(eq(campaigns.id, stranger.id));
  await recountCampaign(other.id);
  await sick.report(10, bounced);
  expect(await getStatus(sick.id)).toMatchObject({ pausedReason: "BounceRate" });
  expect(await getStatus(other.id)).toMatchObject({ pausedReason: "DomainBounceRate" });
  expect(await getStatus(stranger.id)).toMatchObject({ status: "sending" });
  await resumeCampaign(other.id, { userId: 1 });
  await tick(other.id);
  expect(await getStatus(other.id)).toMatchObject({ status: "sending" });
});

test("a domain that has recovered is watched as strictly as before", async () => {
  const { id, report } = await running(20);
  await db.update(campaigns).set({ fromEmail: "news@healing.test" }).where(eq(campaigns.id, id));
  await report(10, bounced);
  await resumeCampaign(id, { userId: 1 });
  const level = async () =>
    (await listDomainHealth()).find(({ domain }) => domain === "healing.test")?.verdicts[0]?.level;
  expect(await level()).toBe("warn");
  await db.execute(sql`update campaign_stats set sent = 10000 where campaign_id = ${id}::bigint`);
  await applyGuards();
  expect(await level()).toBe("good");
  await db.execute(sql`update campaign_stats set sent = 20 where campaign_id = ${id}::bigint`);
  expect(await level()).toBe("pause");
});
