import { DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drain, liftRate, reconcile, setFaults } from "@/tests/support/engine";
import { db } from "@/db";
import { attempt, prepareAttempt } from "@/lib/delivery/attempt";
import { claimRecipients } from "@/lib/delivery/claim";
import { completeCampaigns } from "@/lib/delivery/reconcile";
import { getStatus, launchedCampaign, listRows } from "@/tests/support/launched-campaign";

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});
afterEach(() => {
  vi.useRealTimers();
});

test("refused for cause four times each, the first twenty stop their campaign", async () => {
  const { id } = await launchedCampaign({ count: 25 });
  await db.execute(sql`update recipients set attempts = 3 where campaign_id = ${id}`);
  await setFaults([{ kind: "refuse", error: "UnknownOperationException" }]);
  await drain("send");
  expect(await getStatus(id)).toEqual({
    status: "paused",
    pausedReason: "UnknownOperationException",
  });
});

test("a stale signature stops nobody, even for a worker whose clock is three minutes behind", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  const [claim] = await claimRecipients([{ v: 1, campaignId: id, recipientId: row.id }]);
  if (!claim) throw new Error("The row was not claimed.");
  // SES shares this process's clock, so it is told to refuse what on its own it would take.
  await setFaults([{ kind: "refuse", count: 1, error: "InvalidSignatureException" }]);
  const frozenSince = new Date(Date.now() - 6 * 60_000);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3 * 60_000 });
  expect(await attempt(await prepareAttempt({ ...claim, claimedAt: frozenSince }))).toEqual({
    outcome: "stale_claim",
  });
  expect(await getStatus(id)).toMatchObject({ status: "sending" });
  expect(await listRows(id)).toMatchObject([{ status: "queued", attempts: 0 }]);
});

test("the mails of one type and month are complete when their month is long over", async () => {
  const { id } = await launchedCampaign({ count: 0 });
  await db.execute(sql`update campaigns set kind = 'transactional', message_type = 'system:test',
    fanout_finished_at = now() where id = ${id}`);
  await completeCampaigns();
  expect(await getStatus(id)).toMatchObject({ status: "sending" });
  await db.execute(
    sql`update campaigns set started_at = now() - interval '36 days' where id = ${id}`,
  );
  await completeCampaigns();
  expect(await getStatus(id)).toMatchObject({ status: "completed" });
});

// The last one: it takes a queue away.
test("with the dead-letter queue away the other chores are done, and the copy stays owed", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  await claimRecipients([{ v: 1, campaignId: id, recipientId: row.id }]);
  await db.execute(sql`update recipients set lease_until = now() - interval '1 second',
    dead_letter_pending = true where campaign_id = ${id}`);
  const sqs = new SQSClient({});
  await sqs.send(new DeleteQueueCommand({ QueueUrl: process.env["DEAD_LETTER_QUEUE_URL"] }));
  sqs.destroy();
  await db.execute(sql`delete from heartbeats`);
  await reconcile.handler();
  expect(await listRows(id)).toMatchObject([{ status: "in_doubt", deadLetterPending: true }]);
  const { rows } = await db.execute(sql`select role from heartbeats`);
  expect(rows).toEqual([{ role: "reconcile" }]);
});
