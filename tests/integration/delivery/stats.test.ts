import { beforeEach, expect, test } from "vitest";
import { handleBatch, liftRate, sendEverything } from "@/tests/support/engine";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { recipients } from "@/db/schema/recipients";
import {
  findStats,
  freezeStats,
  markStatsDue,
  recountCampaign,
  recountStats,
} from "@/lib/delivery/stats";
import { reportOn } from "@/tests/support/ses-reports";
import { launchedCampaign, listRows, readLedger } from "@/tests/support/launched-campaign";

beforeEach(liftRate);

/** As if the last count were old enough for the next one. */
async function rest() {
  await db.execute(sql`update campaign_stats set counted_at = counted_at - interval '1 hour'`);
}

test("the counts are the ledger's", async () => {
  const { id } = await launchedCampaign({ count: 6 });
  await sendEverything();
  const [bounced, away, complained, gmail, echoed] = await listRows(id);
  await db
    .update(recipients)
    .set({ emailNormalized: "somebody@gmail.com" })
    .where(eq(recipients.id, gmail?.id ?? 0));
  await handleBatch("events", [
    reportOn(bounced, { type: "Bounce", bounceType: "Permanent", subType: "NoEmail" }),
    reportOn(away, { type: "Bounce", bounceType: "Transient", subType: "General" }),
    reportOn(complained, { type: "Complaint" }),
    reportOn(echoed, {
      type: "Bounce",
      bounceType: "Permanent",
      subType: "OnAccountSuppressionList",
    }),
  ]);
  await recountCampaign(id);
  const { reported } = await readLedger(id);
  expect(await findStats(id)).toMatchObject({
    audience: 6,
    sent: 6,
    queued: 0,
    delivered: 4,
    bounced: 2,
    bouncedPermanently: 1,
    bouncedTransiently: 0,
    echoes: 1,
    autoReplied: 1,
    complained: 1,
    complaintBase: 3,
    duplicateAccepts: 0,
  });
  expect(reported.complained).toBe(1);
});

test("a mark that comes while a count is under way is not lost", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  await sendEverything();
  await recountCampaign(id);
  await rest();
  const [row] = await listRows(id);
  await db.transaction(async (slow) => {
    await slow
      .update(recipients)
      .set({ clickedAt: new Date() })
      .where(eq(recipients.id, row?.id ?? 0));
    await markStatsDue([id], slow);
    await recountCampaign(id); // sees neither the change nor the mark
  });
  expect(await findStats(id)).toMatchObject({ clicked: 0 });
  await rest();
  expect(await recountStats()).toContain(id);
  expect(await findStats(id)).toMatchObject({ clicked: 1 });
});

test("a campaign at rest is not counted again, and a large one less often", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  await sendEverything();
  await db.execute(sql`update campaigns set status = 'completed' where id = ${id}::bigint`);
  await recountCampaign(id);
  await rest();
  await recountStats(); // the campaign's row was touched after the count's pretended time
  expect(await recountStats()).not.toContain(id);
  await markStatsDue([id]);
  expect(await recountStats()).not.toContain(id); // counted a moment ago
  await db.execute(sql`update campaign_stats set count_ms = 3600000, counted_at = now() - interval '19 hours'
    where campaign_id = ${id}::bigint`);
  expect(await recountStats()).not.toContain(id);
  await db.execute(sql`update campaign_stats set counted_at = now() - interval '21 hours'
    where campaign_id = ${id}::bigint`);
  expect(await recountStats()).toContain(id);
});

test("what was counted before archiving stays when the rows are gone", async () => {
  const { id } = await launchedCampaign({ count: 2 });
  await sendEverything();
  await db.transaction(async (tx) => {
    await freezeStats(id, tx);
    await tx.delete(recipients).where(eq(recipients.campaignId, id));
  });
  await markStatsDue([id]);
  await rest();
  expect(await recountStats()).not.toContain(id);
  expect(await recountCampaign(id)).toBe(false);
  expect(await findStats(id)).toMatchObject({ audience: 2, sent: 2, delivered: 2 });
});
