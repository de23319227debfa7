import { beforeEach, describe, expect, test } from "vitest";
import {
  acceptsOf,
  drain,
  handleBatch,
  letTimePass,
  liftRate,
  receive,
  reconcile,
  sendEverything,
  setFaults,
} from "@/tests/support/engine";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { contacts, suppressions } from "@/db/schema/audience";
import { campaigns, contents } from "@/db/schema/campaigns";
import { deleteContacts } from "@/lib/contacts";
import { unsubscribeFromTopic } from "@/lib/subscriptions";
import { createContact } from "@/tests/support/campaign-factory";
import { normalizeEmail } from "@/lib/domain/email-address";
import {
  confirmedCampaign,
  getStatus,
  launchedCampaign,
  listRows,
  readLedger,
  smallContent,
} from "@/tests/support/launched-campaign";
import { launchCampaign } from "@/lib/delivery/launch";
import { cancelCampaign, pauseCampaign, resumeCampaign } from "@/lib/delivery/lifecycle";

const user = { userId: 1 };

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});

describe("a campaign", () => {
  test("mails everybody once, each with their own name and link, and completes", async () => {
    const { id } = await launchedCampaign({ count: 25 });
    await sendEverything();
    await reconcile.handler();
    const accepts = await acceptsOf(id);
    expect(accepts).toHaveLength(25);
    expect(new Set(accepts.map(({ to }) => to)).size).toBe(25);
    expect(new Set(accepts.map(({ subject }) => subject)).size).toBe(25);
    const ledger = await readLedger(id);
    expect(ledger.byStatus.sent).toBe(25);
    expect(ledger.reported.delivered).toBe(25);
    expect(await getStatus(id)).toMatchObject({ status: "completed" });
  });

  test("reaches an address with a Korean domain", async () => {
    const { id, topicId } = await confirmedCampaign();
    const contactId = await createContact({ topicId, topic: "subscribed" });
    const address = normalizeEmail(`Kim-${topicId}@한국메일.test`);
    if (!address.ok) throw new Error("The address is none.");
    await db
      .update(contacts)
      .set({ email: address.email, emailNormalized: address.normalized })
      .where(eq(contacts.id, contactId));
    await launchCampaign(id, { userId: 1 });
    await sendEverything();
    const [accept] = await acceptsOf(id);
    expect(accept?.to).toMatch(new RegExp(`Kim-${topicId}@xn--[a-z0-9-]+\\.test`));
  });

  test("launches once, however often it is started", async () => {
    const { id } = await launchedCampaign({ count: 3 });
    const again = await Promise.all([1, 2, 3].map(() => launchCampaign(id, { userId: 1 })));
    expect(again).toEqual(Array(3).fill({ ok: false, reason: "wrong_status" }));
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(3);
  });

  test("says why somebody is left out, and the ledger adds up", async () => {
    const content = smallContent({ fields: ["name", "coupon"], requiredFields: ["coupon"] });
    const campaign = await launchedCampaignWithEveryReason(content);
    await sendEverything();
    const ledger = await readLedger(campaign.id);
    expect(ledger.audience).toBe(6);
    expect(ledger.byStatus).toMatchObject({ sent: 1, skipped: 5 });
    expect(ledger.bySkipReason).toMatchObject({
      suppressed: 2,
      unsubscribed: 1,
      topic_off: 1,
      missing_value: 1,
    });
  });

  test("does not mail who unsubscribed or complained after it was launched", async () => {
    const { id, topicId, contactIds } = await launchedCampaign({ count: 3 });
    const [leaving] = contactIds;
    const rows = await listRows(id);
    const complaining = rows.find(({ contactId }) => contactId === contactIds[1]);
    if (leaving === undefined || !complaining) throw new Error("The campaign has no recipients.");
    await unsubscribeFromTopic({
      contactId: leaving,
      topicId,
      evidence: { source: "one_click", givenAt: new Date() },
    });
    await db.insert(suppressions).values({
      emailNormalized: complaining.emailNormalized,
      reason: "complaint",
      source: "ses",
    });
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(1);
    const ledger = await readLedger(id);
    expect(ledger.bySkipReason).toMatchObject({ topic_off: 1, suppressed: 1 });
  });
});

test("a mail that comes back to the queue goes to nobody who was deleted meanwhile", async () => {
  const { id, contactIds } = await launchedCampaign({
    count: 1,
    values: { kind: "information", topicId: null },
  });
  const rows = await listRows(id);
  const own = rows.find(({ contactId }) => contactId === contactIds[0]);
  if (!own) throw new Error("The campaign has no recipients.");
  await db.execute(sql`delete from recipients where campaign_id = ${id} and id <> ${own.id}`);
  await db.execute(sql`update recipients set status = 'in_doubt' where campaign_id = ${id}`);
  await deleteContacts(contactIds, { userId: 1 });
  await db.execute(sql`update recipients set status = 'queued' where campaign_id = ${id}`);
  await handleBatch("send", [JSON.stringify({ v: 1, campaignId: id, recipientId: own.id })]);
  expect(await acceptsOf(id)).toEqual([]);
  expect(await listRows(id)).toMatchObject([{ status: "skipped", skipReason: "erased" }]);
});

async function launchedCampaignWithEveryReason(content: ReturnType<typeof smallContent>) {
  const { confirmedCampaign } = await import("@/tests/support/launched-campaign");
  const campaign = await confirmedCampaign({ content });
  const { topicId } = campaign;
  const topic = "subscribed" as const;
  const properties = { coupon: "A1" };
  await createContact({ topicId, topic, properties });
  await createContact({ topicId, topic, properties, suppressed: "bounce" });
  await createContact({ topicId, topic, properties, suppressed: "complaint" });
  await createContact({ topicId, topic, properties, suppressed: "unsubscribe" });
  await createContact({ topicId, topic: "unsubscribed", properties });
  await createContact({ topicId, topic, properties: { coupon: "  " } });
  await launchCampaign(campaign.id, { userId: 1 });
  return campaign;
}

describe("a wake-up", () => {
  test("that comes twice, or to many consumers at once, mails once", async () => {
    const { id } = await launchedCampaign({ count: 40 });
    const rows = await listRows(id);
    const bodies = rows.map((row) => JSON.stringify({ v: 1, campaignId: id, recipientId: row.id }));
    await Promise.all(
      Array.from(
        { length: 8 },
        async () =>
          await handleBatch(
            "send",
            bodies.toSorted(() => Math.random() - 0.5),
          ),
      ),
    );
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(40);
    expect((await readLedger(id)).byStatus.sent).toBe(40);
  });

  test("that met a locked row is sent again at the next tick, not minutes later", async () => {
    const { id } = await launchedCampaign({ count: 1 });
    await db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from recipients where campaign_id = ${id} for key share`);
      await drain("send");
    });
    expect(await listRows(id)).toMatchObject([{ status: "queued", enqueuedAt: null }]);
    await resumeDispatch(id);
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(1);
  });

  test("that is no send job is dropped and its mates go on", async () => {
    const { id } = await launchedCampaign({ count: 1 });
    const [row] = await listRows(id);
    const good = JSON.stringify({ v: 1, campaignId: id, recipientId: row?.id });
    const result = await handleBatch("send", ["{", '{"v":9}', good]);
    expect(result).toEqual({ batchItemFailures: [] });
    expect(await acceptsOf(id)).toHaveLength(1);
  });

  test("whose mail cannot even be read costs its mates no result", async () => {
    const broken = await launchedCampaign({ count: 1 });
    const sound = await launchedCampaign({ count: 1 });
    await db.insert(contents).values({ hash: "broken", compiled: { v: 2 } });
    await db.update(campaigns).set({ contentHash: "broken" }).where(eq(campaigns.id, broken.id));
    const rows = [...(await listRows(broken.id)), ...(await listRows(sound.id))];
    await handleBatch(
      "send",
      rows.map(({ campaignId, id }) => JSON.stringify({ v: 1, campaignId, recipientId: id })),
    );
    expect(await acceptsOf(sound.id)).toHaveLength(1);
    expect(await listRows(sound.id)).toMatchObject([{ status: "sent", resolvedBy: "api" }]);
    // Certainly not called: no doubt to be cleared up, nothing spent.
    expect(await listRows(broken.id)).toMatchObject([{ status: "queued", attempts: 0 }]);
  });
});

describe("a refusal", () => {
  test("for cause is tried again three times, then failed with a copy on the dead-letter queue", async () => {
    await setFaults([{ kind: "refuse", error: "UnknownOperationException", message: "Later." }]);
    const { id } = await launchedCampaign({ count: 1 });
    for (const attempts of [1, 2, 3]) {
      await drain("send");
      expect(await listRows(id)).toMatchObject([{ status: "queued", attempts }]);
      await letTimePass();
      const { dispatchCampaign } = await import("@/lib/delivery/dispatch");
      await dispatchCampaign(id);
    }
    await drain("send");
    expect(await listRows(id)).toMatchObject([{ status: "failed", attempts: 4, attemptNo: 4 }]);
    await reconcile.handler();
    const letters = await receive("dead-letter");
    expect(letters.map(({ Body }) => JSON.parse(Body ?? ""))).toMatchObject([
      { campaignId: id, code: "UnknownOperationException", reason: "Later." },
    ]);
    expect(await getStatus(id)).toMatchObject({ status: "completed_with_failures" });
    expect(await acceptsOf(id)).toEqual([]);
  });

  test("for good fails at once", async () => {
    await setFaults([{ kind: "refuse", error: "MessageRejected", message: "Bad content." }]);
    const { id } = await launchedCampaign({ count: 1 });
    await drain("send");
    expect(await listRows(id)).toMatchObject([
      { status: "failed", attemptNo: 1, errorCode: "MessageRejected", deadLetterPending: true },
    ]);
  });

  test("for its sender fails a test at once: nobody goes on with one that was stopped", async () => {
    const message = "Email address is not verified.";
    await setFaults([{ kind: "refuse", error: "MessageRejected", message }]);
    const { id } = await launchedCampaign({ count: 1 });
    await db.execute(sql`update campaigns set kind = 'test' where id = ${id}`);
    await db.execute(sql`update recipients set kind = 'test' where campaign_id = ${id}`);
    await drain("send");
    expect(await listRows(id)).toMatchObject([{ status: "failed", errorMessage: message }]);
    await reconcile.handler();
    expect(await getStatus(id)).toMatchObject({ status: "completed_with_failures" });
  });

  test("for good of everybody stops the campaign before all are lost", async () => {
    await setFaults([{ kind: "refuse", error: "BadRequestException", message: "Bad header." }]);
    const { id } = await launchedCampaign({ count: 40 });
    await drain("send");
    expect(await getStatus(id)).toEqual({ status: "paused", pausedReason: "BadRequestException" });
    const { byStatus } = await readLedger(id);
    expect(byStatus.failed).toBeGreaterThanOrEqual(20);
    expect(byStatus.queued).toBeGreaterThanOrEqual(10);
    await setFaults([]);
    await resumeCampaign(id, user);
    await sendEverything();
    expect((await readLedger(id)).byStatus.sent).toBe(byStatus.queued);
  });

  test("for good of some stops nothing", async () => {
    const { id } = await launchedCampaign({ count: 31 });
    const rows = await listRows(id);
    const wake = async (part: typeof rows) =>
      await handleBatch(
        "send",
        part.map((row) => JSON.stringify({ v: 1, campaignId: id, recipientId: row.id })),
      );
    await wake(rows.slice(0, 1));
    await setFaults([{ kind: "refuse", error: "BadRequestException", message: "Bad address." }]);
    await wake(rows.slice(1));
    expect((await readLedger(id)).byStatus).toMatchObject({ sent: 1, failed: 30 });
  });

  test("by the rate limit spends no retry", async () => {
    await setFaults([{ kind: "throttle", count: 5 }]);
    const { id } = await launchedCampaign({ count: 5 });
    await drain("send");
    expect(new Set((await listRows(id)).map(({ status }) => status))).toEqual(new Set(["queued"]));
    await liftRate();
    await letTimePass();
    await resumeDispatch(id);
    await sendEverything();
    const rows = await listRows(id);
    expect(rows.map(({ status, attempts }) => `${status} ${attempts}`)).toEqual(
      Array(5).fill("sent 0"),
    );
  });

  test("that stops the account pauses the campaign with the reason, and nothing is lost", async () => {
    await setFaults([
      { kind: "refuse", error: "AccountSuspendedException", message: "Suspended." },
    ]);
    const { id } = await launchedCampaign({ count: 5 });
    await drain("send");
    expect(await getStatus(id)).toEqual({
      status: "paused",
      pausedReason: "AccountSuspendedException",
    });
    await setFaults([]);
    await letTimePass();
    expect(await resumeCampaign(id, user)).toEqual({ ok: true });
    await sendEverything();
    expect((await readLedger(id)).byStatus.sent).toBe(5);
    expect(await acceptsOf(id)).toHaveLength(5);
  });
});

async function resumeDispatch(id: number): Promise<void> {
  const { dispatchCampaign } = await import("@/lib/delivery/dispatch");
  await dispatchCampaign(id);
}

describe("a person", () => {
  test("who pauses stops what is not claimed, and resuming mails exactly those left", async () => {
    const { id } = await launchedCampaign({ count: 10 });
    expect(await pauseCampaign(id, user)).toEqual({ ok: true });
    await drain("send");
    expect(await acceptsOf(id)).toEqual([]);
    expect(await resumeCampaign(id, user)).toEqual({ ok: true });
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(10);
  });

  test("who cancels leaves the sent sent and everybody else canceled", async () => {
    const { id } = await launchedCampaign({ count: 10 });
    const rows = await listRows(id);
    await handleBatch(
      "send",
      rows.slice(0, 4).map((row) => JSON.stringify({ v: 1, campaignId: id, recipientId: row.id })),
    );
    expect(await cancelCampaign(id, user)).toEqual({ ok: true });
    await sendEverything();
    expect((await readLedger(id)).byStatus).toMatchObject({ sent: 4, canceled: 6 });
    expect(await acceptsOf(id)).toHaveLength(4);
    expect(await resumeCampaign(id, user)).toEqual({ ok: false, reason: "wrong_status" });
  });
});
