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
import { claimRecipients } from "@/lib/delivery/claim";
import { dispatchCampaign } from "@/lib/delivery/dispatch";
import { resendConfirmed } from "@/lib/delivery/reconcile";
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
    expect((await listRows(id)).find((row) => row.id === doubtful)).toMatchObject({
      status: "queued",
      resolvedBy: "policy",
    });
  });

  test("stays in doubt while a single neighbour is without events", async () => {
    const { id, doubtful } = await doubtAmongNeighbours();
    await db.execute(sql`delete from email_events where campaign_id = ${id} and recipient_id = (
      select max(id) from recipients where campaign_id = ${id} and status = 'sent')`);
    await resendConfirmed();
    expect((await listRows(id)).find((row) => row.id === doubtful)).toMatchObject({
      status: "in_doubt",
    });
  });

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

/** One row in doubt for half an hour among fifty that were accepted at the same time. */
async function doubtAmongNeighbours(): Promise<{ id: number; doubtful: number }> {
  const { id } = await launchedCampaign({ count: 51 });
  await sendEverything();
  await db.execute(sql`update recipients set sent_at = now() - interval '30 minutes',
    claimed_at = now() - interval '30 minutes' where campaign_id = ${id}`);
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  await db.execute(sql`update recipients set status = 'in_doubt', sent_at = null,
    in_doubt_at = now() - interval '30 minutes', in_doubt_count = 1
    where campaign_id = ${id} and id = ${row.id}`);
  return { id, doubtful: row.id };
}
