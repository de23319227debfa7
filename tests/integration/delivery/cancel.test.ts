import { reconcile } from "@/tests/support/engine";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { cancelQueued, countNotMailed } from "@/lib/delivery/cancel";
import { claimRecipients } from "@/lib/delivery/claim";
import { cancelCampaign } from "@/lib/delivery/lifecycle";
import { launchedCampaign, listRows, readLedger } from "@/tests/support/launched-campaign";

/** More than one chunk of them, made by the database. */
async function canceledCampaign(count: number): Promise<number> {
  const { id } = await launchedCampaign({ count: 1 });
  await db.execute(sql`
    insert into recipients (campaign_id, kind, email, email_normalized)
    select ${id}::bigint, 'marketing', n || '@reader.test', n || '@reader.test'
    from generate_series(2, ${count}::int) n`);
  await db
    .update(campaigns)
    .set({ status: "canceled", finishedAt: sql`now()` })
    .where(eq(campaigns.id, id));
  return id;
}

test("who presses cancel does not wait for a million marks; the tick makes them", async () => {
  const id = await canceledCampaign(50_000);
  expect(await cancelQueued(id, { deadline: Date.now() - 1 })).toBe(false);
  // Not marked, and yet nobody can be claimed; every number adds up on the way.
  const [row] = await listRows(id);
  expect(await claimRecipients([{ v: 1, campaignId: id, recipientId: row?.id ?? 0 }])).toEqual([]);
  expect((await readLedger(id)).byStatus).toMatchObject({ queued: 50_000, canceled: 0 });
  while ((await readLedger(id)).byStatus.queued > 0) await reconcile.handler();
  expect((await readLedger(id)).byStatus).toMatchObject({ queued: 0, canceled: 50_000 });
});

test("a row in somebody's hands is left to the next tick", async () => {
  const id = await canceledCampaign(3);
  const [held] = await listRows(id);
  await db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from recipients
      where campaign_id = ${id}::bigint and id = ${held?.id ?? 0}::bigint for update`);
    expect(await cancelQueued(id)).toBe(true);
    expect((await readLedger(id)).byStatus).toMatchObject({ queued: 1, canceled: 2 });
  });
  await reconcile.handler();
  expect((await readLedger(id)).byStatus).toMatchObject({ queued: 0, canceled: 3 });
});

test("says how many were not mailed, and nothing before everybody was written down", async () => {
  const { id } = await launchedCampaign({ count: 3 });
  await db.execute(sql`update recipients set status = 'sent' where id in (
    select min(id) from recipients where campaign_id = ${id}::bigint)`);
  await cancelCampaign(id, { userId: 1 });
  expect(await countNotMailed(id)).toBe(2);

  const { id: planned } = await launchedCampaign({ count: 1 });
  await db.update(campaigns).set({ fanoutFinishedAt: null }).where(eq(campaigns.id, planned));
  await cancelCampaign(planned, { userId: 1 });
  expect(await countNotMailed(planned)).toBeUndefined();
});
