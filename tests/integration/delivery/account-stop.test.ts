import { beforeEach, expect, test } from "vitest";
import {
  acceptsOf,
  dispatch,
  drain,
  liftRate,
  sendEverything,
  setFaults,
} from "@/tests/support/engine";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { auditLog } from "@/db/schema/users";
import { listAccountStops, resumeStopped } from "@/lib/delivery/account-stop";
import { pauseCampaign, resumeCampaign } from "@/lib/delivery/lifecycle";
import { listAttention } from "@/lib/attention";
import { getStatus, launchedCampaign } from "@/tests/support/launched-campaign";

const user = { userId: 7 };

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});

test("what stops the account is told once, and one press goes on with all it stopped", async () => {
  const first = await launchedCampaign({ count: 2 });
  const second = await launchedCampaign({ count: 2 });
  const byHand = await launchedCampaign({ count: 1 });
  await pauseCampaign(byHand.id, user);
  await setFaults([{ kind: "refuse", error: "AccountSuspendedException", message: "Suspended" }]);
  await drain("send");
  await setFaults([]);

  const [stop, ...more] = await listAccountStops();
  expect(more).toEqual([]);
  expect(stop?.word).toBe("accountStopped");
  expect(stop?.campaigns.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([
    first.id,
    second.id,
  ]);
  const attention = await listAttention();
  expect(attention.filter(({ kind }) => kind === "campaign_stopped")).toEqual([]);

  const pressed = await Promise.all([
    resumeStopped("accountStopped", user),
    resumeStopped("accountStopped", user),
  ]);
  expect(pressed.reduce((sum, n) => sum + n, 0)).toBe(2);
  expect(await getStatus(byHand.id)).toMatchObject({ status: "paused" });
  expect(await listAccountStops()).toEqual([]);
  const entries = await db
    .select()
    .from(auditLog)
    .where(eq(auditLog.action, "campaign.resume_all"));
  const counted = entries.map(({ details }) => Number(details["count"]));
  expect(counted.reduce((sum, n) => sum + n, 0)).toBe(2);

  await db.execute(
    sql`update recipients set next_at = now(), enqueued_at = null where status = 'queued'`,
  );
  await resumeCampaign(byHand.id, user);
  await dispatch.handler();
  await sendEverything();
  for (const { id } of [first, second]) expect(await acceptsOf(id)).toHaveLength(2);
});

test("a stop of one campaign is no stop of the account", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  await db
    .update(campaigns)
    .set({ status: "paused", pausedFrom: "sending", pausedReason: "MessageRejected" })
    .where(eq(campaigns.id, id));
  expect(await listAccountStops()).toEqual([]);
  expect(await resumeStopped("accountStopped", user)).toBe(0);
  const attention = await listAttention();
  expect(attention).toContainEqual(expect.objectContaining({ kind: "campaign_stopped", id }));
});
