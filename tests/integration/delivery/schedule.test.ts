import { beforeEach, describe, expect, test } from "vitest";
import {
  acceptsOf,
  dispatch,
  drain,
  liftRate,
  loseMessages,
  reconcile,
  sendEverything,
} from "@/tests/support/engine";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { planChunk } from "@/lib/delivery/plan";
import { scheduleCampaign, unscheduleCampaign } from "@/lib/delivery/lifecycle";
import { createContact } from "@/tests/support/campaign-factory";
import {
  confirmedCampaign,
  getStatus,
  launchedCampaign,
  listRows,
  readLedger,
} from "@/tests/support/launched-campaign";

beforeEach(liftRate);

const inAMinute = () => new Date(Date.now() + 60_000);

async function makeDue(id: number, ago = "1 second"): Promise<void> {
  await db.execute(
    sql`update campaigns set scheduled_for = now() - ${ago}::interval where id = ${id}`,
  );
}

describe("a schedule", () => {
  test("fires once, also when several clocks tick", async () => {
    const { id } = await confirmedCampaign({ count: 5 });
    expect(
      await scheduleCampaign(id, { at: inAMinute(), timeZone: "Asia/Seoul", userId: 1 }),
    ).toEqual({
      ok: true,
    });
    await dispatch.handler();
    expect(await getStatus(id)).toMatchObject({ status: "scheduled" });
    await makeDue(id);
    await Promise.all([dispatch.handler(), dispatch.handler(), dispatch.handler()]);
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(5);
  });

  test("in the past is refused", async () => {
    const { id } = await confirmedCampaign();
    const at = new Date(Date.now() - 1_000);
    expect(await scheduleCampaign(id, { at, timeZone: "Asia/Seoul", userId: 1 })).toEqual({
      ok: false,
      reason: "in_the_past",
    });
  });

  test("needs a confirmed content", async () => {
    const { id } = await confirmedCampaign({ values: { contentHash: null } });
    expect(
      await scheduleCampaign(id, { at: inAMinute(), timeZone: "Asia/Seoul", userId: 1 }),
    ).toEqual({
      ok: false,
      reason: "wrong_status",
    });
  });

  test("that was taken back does not fire", async () => {
    const { id } = await confirmedCampaign({ count: 1 });
    await scheduleCampaign(id, { at: inAMinute(), timeZone: "Asia/Seoul", userId: 1 });
    await unscheduleCampaign(id, { userId: 1 });
    await makeDue(id);
    await dispatch.handler();
    expect(await getStatus(id)).toMatchObject({ status: "draft" });
    expect(await listRows(id)).toEqual([]);
  });

  test("missed by more than half an hour asks a person instead of sending", async () => {
    const { id } = await confirmedCampaign({ count: 1 });
    await scheduleCampaign(id, { at: inAMinute(), timeZone: "Asia/Seoul", userId: 1 });
    await makeDue(id, "31 minutes");
    await dispatch.handler();
    expect(await getStatus(id)).toEqual({ status: "scheduled", pausedReason: "missed" });
    expect(await listRows(id)).toEqual([]);
  });

  test("whose audience grew by more than a fifth asks a person", async () => {
    const { id, topicId } = await confirmedCampaign({ count: 2, values: { reviewedCount: 2 } });
    await scheduleCampaign(id, { at: inAMinute(), timeZone: "Asia/Seoul", userId: 1 });
    for (let i = 0; i < 11; i += 1) await createContact({ topicId, topic: "subscribed" });
    await makeDue(id);
    await dispatch.handler();
    expect(await getStatus(id)).toEqual({ status: "scheduled", pausedReason: "audience_grew" });
  });

  test("that cannot fire holds up no other campaign", async () => {
    const broken = await confirmedCampaign({ values: { segmentIds: [999_999], reviewedCount: 1 } });
    const sound = await confirmedCampaign({ count: 1 });
    for (const { id } of [broken, sound]) {
      await scheduleCampaign(id, { at: inAMinute(), timeZone: "Asia/Seoul", userId: 1 });
      await makeDue(id);
    }
    await dispatch.handler();
    await sendEverything();
    expect(await acceptsOf(sound.id)).toHaveLength(1);
    expect(await getStatus(broken.id)).toMatchObject({ status: "scheduled" });
    await db.delete(campaigns).where(eq(campaigns.id, broken.id));
  });
});

describe("the fan-out", () => {
  test("goes on chunk by chunk from its cursor, and two planners plan everybody once", async () => {
    const { id } = await launchedCampaign({ count: 30 });
    // As after a crash: the first chunk was small and nobody went on.
    await db.execute(sql`update campaigns set fanout_finished_at = null, status = 'launching',
      audience_count = 0, fanout_cursor = 0 where id = ${id}`);
    await db.execute(sql`delete from recipients where campaign_id = ${id}`);
    for (let step = "more"; step === "more";) {
      const steps = await Promise.all([planChunk(id, 7), planChunk(id, 7)]);
      step = steps.includes("more") ? "more" : "finished";
    }
    expect(await listRows(id)).toHaveLength(30);
    const [campaign] = await db.select().from(campaigns).where(eq(campaigns.id, id));
    expect(campaign).toMatchObject({ audienceCount: 30, status: "sending" });
    expect(await planChunk(id)).toBe("not_running");
  });

  test("that stands still is called again through the control queue", async () => {
    const { id } = await launchedCampaign({ count: 3 });
    await db.execute(sql`update campaigns set fanout_finished_at = null, fanout_cursor = 0,
      fanout_advanced_at = now() - interval '2 minutes' where id = ${id}`);
    await db.execute(sql`delete from recipients where campaign_id = ${id}`);
    await reconcile.handler();
    expect(await getStatus(id)).toMatchObject({ status: "sending" }); // not completed: still planning
    await dispatch.handler();
    await drain("control");
    await sendEverything();
    expect((await readLedger(id)).byStatus.sent).toBe(3);
  });

  test("leaves out who came after the launch", async () => {
    const { id, topicId } = await confirmedCampaign({ count: 2 });
    const { launchCampaign } = await import("@/lib/delivery/launch");
    await launchCampaign(id, { userId: 1 });
    await createContact({ topicId, topic: "subscribed" });
    await db.execute(sql`update campaigns set fanout_finished_at = null where id = ${id}`);
    await planChunk(id);
    expect(await listRows(id)).toHaveLength(2);
  });

  test("loses no wake-up when the queue loses all of them", async () => {
    const { id } = await launchedCampaign({ count: 3 });
    expect(await loseMessages("send")).toBeGreaterThanOrEqual(3);
    await dispatch.handler();
    expect(await drain("send")).toBe(0); // they may still be on their way
    await db.execute(sql`update recipients set enqueued_at = now() - interval '5 minutes'
      where campaign_id = ${id}`);
    await dispatch.handler();
    await drain("send");
    expect(await acceptsOf(id)).toHaveLength(3);
  });
});
