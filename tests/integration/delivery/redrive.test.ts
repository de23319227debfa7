import { beforeEach, describe, expect, test } from "vitest";
import {
  acceptsOf,
  drainEvents,
  handleBatch,
  letTimePass,
  liftRate,
  receive,
  reconcile,
  sendEverything,
  setFaults,
} from "@/tests/support/engine";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { suppressions } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { attemptFailures, recipients } from "@/db/schema/recipients";
import { auditLog } from "@/db/schema/users";
import { cancelCampaign, pauseCampaign } from "@/lib/delivery/lifecycle";
import { completeCampaigns } from "@/lib/delivery/reconcile";
import { redriveFailed, sendAgain, treatAsSent } from "@/lib/delivery/redrive";
import { listFailureGroups } from "@/lib/reports/failures";
import { sendTransactional } from "@/lib/transactional";
import {
  getStatus,
  launchedCampaign,
  listRows,
  readLedger,
} from "@/tests/support/launched-campaign";

const user = { userId: 7 };

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});

async function now(): Promise<string> {
  const { rows } = await db.execute<{ now: string }>(sql`select clock_timestamp()::text as now`);
  return rows[0]?.now ?? "";
}

/** A finished campaign of `count`, the first `refused` of whom SES refused for good. */
async function campaignWithRefusals({ count = 5, refused = 2, message = "virus" } = {}) {
  const campaign = await launchedCampaign({ count });
  const rows = await listRows(campaign.id);
  const unlucky = rows.slice(0, refused).map(({ email }) => email);
  await setFaults(unlucky.map((match) => ({ kind: "refuse", match, message })));
  await sendEverything();
  await reconcile.handler();
  await setFaults([]);
  return { ...campaign, unlucky };
}

async function auditOf(action: string, campaignId: number) {
  return await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, action), eq(auditLog.subject, `campaign:${campaignId}`)))
    .orderBy(desc(auditLog.id));
}

describe("retrying failed recipients", () => {
  test("mails exactly them, keeps their history and completes the campaign again", async () => {
    const { id, unlucky } = await campaignWithRefusals();
    expect(await getStatus(id)).toMatchObject({ status: "completed_with_failures" });

    expect(await redriveFailed({ campaignId: id }, user)).toEqual({ ok: true, moved: 2 });
    expect(await getStatus(id)).toMatchObject({ status: "sending" });
    await sendEverything();
    await reconcile.handler();

    expect(await getStatus(id)).toMatchObject({ status: "completed" });
    const accepts = await acceptsOf(id);
    expect(accepts).toHaveLength(5);
    expect(new Set(accepts.map(({ to }) => to)).size).toBe(5);
    const rows = await db
      .select()
      .from(recipients)
      .where(and(eq(recipients.campaignId, id), inArray(recipients.email, unlucky)));
    expect(
      rows.map(({ redriveNo, attempts, failedAt }) => ({ redriveNo, attempts, failedAt })),
    ).toEqual(Array(2).fill({ redriveNo: 1, attempts: 0, failedAt: null }));
    const history = await db
      .select()
      .from(attemptFailures)
      .where(eq(attemptFailures.campaignId, id));
    expect(history).toHaveLength(2);
    const [entry, ...more] = await auditOf("recipients.redrive", id);
    expect(entry).toMatchObject({ userId: 7, details: { count: 2, campaigns: 1 } });
    expect(more).toEqual([]);
  });

  test("pressed twice at once moves everybody once", async () => {
    const { id } = await campaignWithRefusals({ count: 8, refused: 6 });
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => redriveFailed({ campaignId: id }, user)),
    );
    const moved = answers.map((answer) => (answer.ok ? answer.moved : 0));
    expect(moved.toSorted((a, b) => b - a)).toEqual([6, 0, 0, 0]);
    expect(await auditOf("recipients.redrive", id)).toHaveLength(1);
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(8);
  });

  test("the same form sent again does nothing, even when the retry was refused meanwhile", async () => {
    const { id, unlucky } = await campaignWithRefusals({ count: 3, refused: 1 });
    const form = { campaignId: id, asOf: await now() };
    await setFaults(unlucky.map((match) => ({ kind: "refuse", match })));
    expect(await redriveFailed(form, user)).toEqual({ ok: true, moved: 1 });
    await sendEverything();
    await setFaults([]);
    expect((await readLedger(id)).byStatus.failed).toBe(1);

    expect(await redriveFailed(form, user)).toEqual({ ok: false, reason: "nothing_left" });
    expect((await readLedger(id)).byStatus.failed).toBe(1);
    expect(await redriveFailed({ ...form, asOf: await now() }, user)).toEqual({
      ok: true,
      moved: 1,
    });
  });

  test("together with a redrive of the dead-letter queue and doubled wake-ups: one mail each", async () => {
    const { id } = await campaignWithRefusals({ count: 6, refused: 4 });
    await reconcile.handler();
    const letters = await deadLettersOf(id);
    expect(letters).toHaveLength(4);

    // The copies alone wake nobody: the claim refuses whatever is not queued.
    await handleBatch("send", letters);
    expect(await acceptsOf(id)).toHaveLength(2);

    await Promise.all([
      redriveFailed({ campaignId: id }, user),
      handleBatch("send", letters),
      redriveFailed({ campaignId: id }, user),
      handleBatch("send", letters),
    ]);
    await Promise.all([handleBatch("send", letters), handleBatch("send", letters)]);
    await letTimePass();
    await handleBatch("send", letters);
    await sendEverything();
    const accepts = await acceptsOf(id);
    expect(accepts).toHaveLength(6);
    expect(new Set(accepts.map(({ to }) => to)).size).toBe(6);
  });

  test("does not get past a suppression of since then", async () => {
    const { id } = await campaignWithRefusals({ count: 3, refused: 2 });
    const [failed] = (await listRows(id)).filter(({ status }) => status === "failed");
    if (!failed) throw new Error("Nobody failed.");
    await db
      .insert(suppressions)
      .values({ emailNormalized: failed.emailNormalized, reason: "complaint", source: "ses" });

    const [group] = await listFailureGroups({ campaignId: id });
    expect(group?.standings).toEqual({ ready: 1, suppressed: 1 });
    await redriveFailed({ campaignId: id }, user);
    await sendEverything();
    await reconcile.handler();
    expect(await acceptsOf(id)).toHaveLength(2);
    const ledger = await readLedger(id);
    expect(ledger.byStatus).toMatchObject({ sent: 2, skipped: 1, failed: 0 });
    expect(ledger.bySkipReason.suppressed).toBe(1);
  });

  test("leaves the other causes, the other people and the other campaigns alone", async () => {
    const virus = await campaignWithRefusals({ count: 4, refused: 3 });
    const other = await campaignWithRefusals({ count: 2, refused: 1, message: "Illegal address" });
    const [one] = (await listRows(virus.id)).filter(({ status }) => status === "failed");
    if (!one) throw new Error("Nobody failed.");
    const selected = [{ campaignId: virus.id, recipientId: one.id }];

    expect(await redriveFailed({ cause: "address", campaignId: virus.id }, user)).toMatchObject({
      ok: false,
    });
    expect(await redriveFailed({ people: selected }, user)).toEqual({ ok: true, moved: 1 });
    expect((await readLedger(virus.id)).byStatus).toMatchObject({ failed: 2, queued: 1 });
    expect((await readLedger(other.id)).byStatus).toMatchObject({ failed: 1, queued: 0 });
  });

  test("is refused for a canceled campaign, and says so", async () => {
    const { id, unlucky } = await campaignWithRefusals({ count: 2, refused: 1 });
    expect(unlucky).toHaveLength(1);
    await db.update(campaigns).set({ status: "sending" }).where(eq(campaigns.id, id));
    await cancelCampaign(id, user);
    expect(await redriveFailed({ campaignId: id }, user)).toEqual({
      ok: false,
      reason: "canceled",
    });
    const [group] = await listFailureGroups({ campaignId: id });
    expect(group?.standings).toEqual({ canceled: 1 });
    expect((await readLedger(id)).byStatus.failed).toBe(1);
  });

  test("waits in a paused campaign until somebody goes on", async () => {
    const { id } = await campaignWithRefusals({ count: 2, refused: 1 });
    await db.update(campaigns).set({ status: "sending" }).where(eq(campaigns.id, id));
    await pauseCampaign(id, user);
    expect(await redriveFailed({ campaignId: id }, user)).toEqual({ ok: true, moved: 1 });
    expect(await getStatus(id)).toMatchObject({ status: "paused" });
    await sendEverything();
    expect(await acceptsOf(id)).toHaveLength(1);
  });

  test("cannot bring back a sign-in mail, whose link is wiped", async () => {
    const to = { email: `wiped-${Date.now()}@user.test` };
    await setFaults([{ kind: "refuse", match: to.email }]);
    const { campaignId } = await sendTransactional({
      messageType: "sign-in-link",
      locale: "ko",
      to,
      data: { url: "https://dashboard.test/link" },
    });
    await sendEverything();
    await setFaults([]);
    expect(await redriveFailed({ campaignId }, user)).toEqual({ ok: false, reason: "wiped" });
    const [group] = await listFailureGroups({ campaignId });
    expect(group?.standings).toEqual({ wiped: 1 });
  });

  test("that commits while its campaign is being completed leaves nobody behind", async () => {
    const { id } = await campaignWithRefusals({ count: 2, refused: 1 });
    await db
      .update(campaigns)
      .set({ status: "sending", finishedAt: null })
      .where(eq(campaigns.id, id));
    let completing: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      await tx.execute(sql`update campaigns set updated_at = clock_timestamp() where id = ${id}`);
      await tx.execute(sql`update recipients set status = 'queued', failed_at = null
        where campaign_id = ${id} and status = 'failed'`);
      completing = completeCampaigns(); // sees nobody queued, and waits for the campaign's row
      await waitUntilBlocked();
    });
    await completing;
    expect(await getStatus(id)).toMatchObject({ status: "sending" });
  });
});

/** The copies of one campaign's failures, off the queue that holds those of all tests. */
async function deadLettersOf(campaignId: number): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const messages = await receive("dead-letter");
    if (messages.length === 0) break;
    bodies.push(...messages.map(({ Body }) => Body ?? ""));
  }
  return bodies.filter((body) => JSON.parse(body).campaignId === campaignId);
}

async function waitUntilBlocked(): Promise<void> {
  for (;;) {
    const { rows } = await db.execute<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if ((rows[0]?.n ?? 0) > 0) return;
  }
}

describe("recipients in doubt", () => {
  async function campaignInDoubt(kind: "error_before" | "error_after") {
    const { id } = await launchedCampaign({ count: 2, values: { inDoubtPolicy: "hold" } });
    const [doubtful] = await listRows(id);
    if (!doubtful) throw new Error("The campaign has no recipients.");
    await setFaults([
      { kind, match: doubtful.email },
      { kind: "event_loss", match: doubtful.email },
    ]);
    await sendEverything();
    await setFaults([]);
    await drainEvents();
    expect((await readLedger(id)).byStatus).toMatchObject({ sent: 1, in_doubt: 1 });
    return { id, doubtful };
  }

  test("are no part of retrying the failed", async () => {
    const { id } = await campaignInDoubt("error_before");
    expect(await redriveFailed({ campaignId: id }, user)).toEqual({
      ok: false,
      reason: "nothing_left",
    });
    expect((await readLedger(id)).byStatus.in_doubt).toBe(1);
  });

  test("count as sent when a person says so, once, and the campaign completes", async () => {
    const { id } = await campaignInDoubt("error_after");
    const form = { campaignId: id, asOf: await now() };
    const answers = await Promise.all([treatAsSent(form, user), treatAsSent(form, user)]);
    expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true, moved: 1 }]);
    await reconcile.handler();
    expect(await getStatus(id)).toMatchObject({ status: "completed" });
    const [row] = (await listRows(id)).filter(({ resolvedBy }) => resolvedBy === "operator");
    expect(row).toMatchObject({ status: "sent", sesMessageId: null });
    expect(row?.sentAt).not.toBeNull();
    expect(await auditOf("recipients.treat_as_sent", id)).toHaveLength(1);
  });

  test("are mailed again when a person decides, once for two presses", async () => {
    const { id, doubtful } = await campaignInDoubt("error_before");
    const form = { campaignId: id, asOf: await now() };
    await Promise.all([sendAgain(form, user), sendAgain(form, user)]);
    await sendEverything();
    await reconcile.handler();
    const accepts = await acceptsOf(id);
    expect(accepts.filter(({ to }) => to.includes(doubtful.email))).toHaveLength(1);
    expect(await getStatus(id)).toMatchObject({ status: "completed" });
    expect(await auditOf("recipients.send_again", id)).toHaveLength(1);
  });

  test("of whom one was mailed after all show up as mailed twice, never hidden", async () => {
    const { id, doubtful } = await campaignInDoubt("error_after");
    await sendAgain({ campaignId: id }, user);
    await sendEverything();
    const accepts = await acceptsOf(id);
    expect(accepts.filter(({ to }) => to.includes(doubtful.email))).toHaveLength(2);
  });

  test("of a canceled campaign are not mailed again, but may count as sent", async () => {
    const { id } = await campaignInDoubt("error_before");
    await cancelCampaign(id, user);
    expect(await sendAgain({ campaignId: id }, user)).toEqual({ ok: false, reason: "canceled" });
    expect(await treatAsSent({ campaignId: id }, user)).toEqual({ ok: true, moved: 1 });
  });
});
