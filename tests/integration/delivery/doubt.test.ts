import { beforeEach, describe, expect, test } from "vitest";
import {
  acceptsOf,
  drain,
  drainEvents,
  letTimePass,
  liftRate,
  reconcile,
  sendEverything,
  setFaults,
} from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { readQueue } from "@/lib/aws/sqs";
import { claimRecipients } from "@/lib/delivery/claim";
import { cancelCampaign } from "@/lib/delivery/lifecycle";
import { dispatchCampaign } from "@/lib/delivery/dispatch";
import { resendConfirmed } from "@/lib/delivery/silence";
import { getStatus, launchedCampaign, listRows } from "@/tests/support/launched-campaign";

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});

describe("an answer that got lost", () => {
  test.each(["error_after", "reset_after"] as const)(
    "after SES accepted (%s) is in doubt, then proved by the event, and never mailed again",
    async (kind) => {
      await setFaults([{ kind, count: 1 }]);
      const { id } = await launchedCampaign({ count: 1 });
      await drain("send");
      expect(await listRows(id)).toMatchObject([{ status: "in_doubt", inDoubtCount: 1 }]);
      await drainEvents();
      expect(await listRows(id)).toMatchObject([{ status: "sent", resolvedBy: "event" }]);
      await letTimePass();
      await dispatchCampaign(id);
      await sendEverything();
      expect(await acceptsOf(id)).toHaveLength(1);
    },
  );

  test("before SES accepted stays in doubt until somebody or the policy decides", async () => {
    await setFaults([{ kind: "error_before", count: 1 }]);
    const { id } = await launchedCampaign({ count: 1 });
    await drain("send");
    await drainEvents();
    await reconcile.handler();
    expect(await listRows(id)).toMatchObject([{ status: "in_doubt", attempts: 0 }]);
    expect(await getStatus(id)).toMatchObject({ status: "sending" });
  });

  test("is mailed again when SES's silence proves it: many neighbours, all with events", async () => {
    const { id, doubtful } = await doubtAmongNeighbours();
    await resendConfirmed();
    expect(await find(id, doubtful)).toMatchObject({ status: "queued", resolvedBy: "policy" });
  });

  test("stays in doubt while a single neighbour is without events", async () => {
    const { id, doubtful } = await doubtAmongNeighbours();
    await db.execute(sql`delete from email_events where campaign_id = ${id} and recipient_id = (
      select max(id) from recipients where campaign_id = ${id} and status = 'sent')`);
    await resendConfirmed();
    expect(await find(id, doubtful)).toMatchObject({ status: "in_doubt" });
  });

  test("stays in doubt while events wait on their queue and the newest recorded one is old", async () => {
    const { id, doubtful } = await doubtAmongNeighbours();
    await db.execute(sql`update email_events set occurred_at = now() - interval '2 minutes'`);
    const { id: another } = await launchedCampaign({ count: 1 });
    await drain("send");
    await waitForEvents();
    await resendConfirmed();
    expect(await find(id, doubtful)).toMatchObject({ status: "in_doubt" });
    await drainEvents();
    expect(await listRows(another)).toMatchObject([{ status: "sent" }]);
    await resendConfirmed();
    expect(await find(id, doubtful)).toMatchObject({ status: "queued" });
  });

  test("of a canceled campaign is settled as not mailed, when silence proves it", async () => {
    const { id, doubtful } = await doubtAmongNeighbours();
    await cancelCampaign(id, { userId: 1 });
    await resendConfirmed();
    await reconcile.handler();
    expect(await find(id, doubtful)).toMatchObject({ status: "canceled" });
  });

  test("is over for good once somebody has seen the mail", async () => {
    const { id, doubtful } = await doubtAmongNeighbours();
    await db.execute(sql`update recipients set opened_at = now()
      where campaign_id = ${id} and id = ${doubtful}`);
    await resendConfirmed();
    await db.execute(sql`update campaigns set in_doubt_policy = 'resend' where id = ${id}`);
    await reconcile.handler();
    expect(await find(id, doubtful)).toMatchObject({ status: "in_doubt" });
  });

  test("is judged by whoever was mailed at the time, in whatever campaign", async () => {
    const { id: large } = await doubtAmongNeighbours();
    const { id } = await launchedCampaign({ count: 1 });
    const [lonely] = await listRows(id);
    if (!lonely) throw new Error("The campaign has no recipients.");
    await db.execute(sql`update recipients set status = 'in_doubt', in_doubt_count = 1, attempt_no = 1,
      (claimed_at, in_doubt_at) = (select claimed_at, claimed_at from recipients
        where campaign_id = ${large} and status = 'sent' limit 1) where campaign_id = ${id}`);
    await resendConfirmed();
    expect(await find(id, lonely.id)).toMatchObject({ status: "queued", resolvedBy: "policy" });
  });

  test.each(["confirm", "resend"] as const)(
    "three times is for a person to decide, under %s too",
    async (policy) => {
      const { id, doubtful } = await doubtAmongNeighbours();
      await db.execute(sql`update campaigns set in_doubt_policy = ${policy} where id = ${id}`);
      await db.execute(sql`update recipients set in_doubt_count = 3
        where campaign_id = ${id} and id = ${doubtful}`);
      await reconcile.handler();
      await resendConfirmed();
      expect(await find(id, doubtful)).toMatchObject({ status: "in_doubt" });
    },
  );

  test("because the process died is found when the lease is over", async () => {
    const { id } = await launchedCampaign({ count: 1 });
    const [row] = await listRows(id);
    if (!row) throw new Error("The campaign has no recipients.");
    await claimRecipients([{ v: 1, campaignId: id, recipientId: row.id }]);
    await db.execute(sql`update recipients set lease_until = now() - interval '1 second'
      where campaign_id = ${id}`);
    await reconcile.handler();
    expect(await listRows(id)).toMatchObject([{ status: "in_doubt", errorCode: "LeaseExpired" }]);
  });
});

async function find(campaignId: number, id: number) {
  return (await listRows(campaignId)).find((row) => row.id === id);
}

/** SES publishes within milliseconds; nobody takes them off the queue here. */
async function waitForEvents(): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 20) {
    if ((await readQueue("events")).visible > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("SES has published nothing.");
}

/** Neighbours are of one time, whatever their campaign: each of these has a time of its own. */
let minutes = 30;

/** One row in doubt for half an hour or more among fifty that were accepted at the same time. */
async function doubtAmongNeighbours(): Promise<{ id: number; doubtful: number }> {
  minutes += 30;
  const { id } = await launchedCampaign({ count: 51 });
  await sendEverything();
  await db.execute(
    sql`update campaigns set started_at = now() - ${minutes + 1} * interval '1 minute' where id = ${id}`,
  );
  await db.execute(sql`update recipients set sent_at = now() - ${minutes} * interval '1 minute',
    claimed_at = now() - ${minutes} * interval '1 minute' where campaign_id = ${id}`);
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  await db.execute(
    sql`delete from email_events where campaign_id = ${id} and recipient_id = ${row.id}`,
  );
  await db.execute(sql`update recipients set status = 'in_doubt', sent_at = null,
    in_doubt_at = now() - ${minutes} * interval '1 minute', in_doubt_count = 1
    where campaign_id = ${id} and id = ${row.id}`);
  return { id, doubtful: row.id };
}
