import { beforeEach, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { recountStats } from "@/lib/delivery/stats";
import { readSendingState } from "@/lib/reports/sending-state";
import { runningCampaign, setRate } from "@/tests/support/running-campaign";

beforeEach(async () => await setRate({ perSecond: 10 }));

test("who waits in a paused campaign does not wait for the lane", async () => {
  await runningCampaign({ count: 3 });
  const paused = await runningCampaign({ count: 5 });
  await db.execute(sql`update campaigns set status = 'paused' where id = ${paused}`);
  await recountStats();
  const { lanes } = await readSendingState();
  expect(lanes).toEqual([
    { lane: "campaign", waiting: 3, paused: 5, held: null },
    { lane: "transactional", waiting: 0, paused: 0, held: null },
  ]);
});
