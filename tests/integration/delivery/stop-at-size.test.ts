import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { acceptsOf, dispatch, handleBatch, receive, reconcile } from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { cancelCampaign, pauseCampaign, resumeCampaign } from "@/lib/delivery/lifecycle";
import { countWoken, runningCampaign, setRate } from "@/tests/support/running-campaign";

const count = 100_000;
/** Consumers at once, and what each has in its hands when somebody presses. */
const consumers = 3;
const batch = 10;
/** Mails before somebody presses, and messages after it. */
const enough = 60;

let id: number;

async function countByStatus(): Promise<Record<string, number>> {
  const { rows } = await db.execute<{ status: string; n: number }>(sql`
    select status, count(*)::int as n from recipients where campaign_id = ${id} group by 1`);
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

/** Consumers work while mails leave, `press` happens, and they go on for as many messages again. */
async function pressAmidMessages(
  press: () => Promise<unknown>,
  { isSending }: { isSending: boolean },
): Promise<number> {
  const before = (await acceptsOf(id)).length;
  let handled = 0;
  let isOver = (): boolean => false;
  const work = Promise.all(
    Array.from({ length: consumers }, async () => {
      while (!isOver()) {
        const messages = await receive("send", 1);
        const bodies = messages.map(({ Body }) => Body ?? "");
        if (bodies.length > 0) await handleBatch("send", bodies);
        handled += bodies.length;
      }
    }),
  );
  while (isSending && (await acceptsOf(id)).length < before + enough) await sleep(20);
  await press();
  const atPress = (await acceptsOf(id)).length;
  const handledThen = handled;
  isOver = () => handled >= handledThen + enough;
  await work;
  return (await acceptsOf(id)).length - atPress;
}

describe("a campaign of 100,000 that is under way", () => {
  beforeAll(async () => {
    await setRate({ perSecond: 40 });
    id = await runningCampaign({ count });
  });

  test("stops at once when somebody pauses it: only what is in a consumer's hands leaves", async () => {
    await dispatch.handler();
    expect(await countWoken(id)).toBeGreaterThan(1_000);
    const late = await pressAmidMessages(async () => await pauseCampaign(id, { userId: 1 }), {
      isSending: true,
    });
    expect(late).toBeLessThanOrEqual(consumers * batch);
    await dispatch.handler();
    const { queued, sent } = await countByStatus();
    expect({ queued, sent }).toEqual({ queued: count - (sent ?? 0), sent });
    expect(await acceptsOf(id)).toHaveLength(sent ?? 0);
  });

  test("goes on with exactly those left when it is resumed", async () => {
    const { sent: before = 0 } = await countByStatus();
    await pressAmidMessages(async () => await resumeCampaign(id, { userId: 1 }), {
      isSending: false,
    });
    expect(await countWoken(id)).toBeGreaterThan(1_000);
    const accepts = await acceptsOf(id);
    const { sent = 0, queued } = await countByStatus();
    expect(sent).toBeGreaterThan(before);
    expect({ queued, accepted: accepts.length }).toEqual({ queued: count - sent, accepted: sent });
    expect(new Set(accepts.map(({ to }) => to)).size).toBe(sent);
  });

  test("ends when somebody cancels it: everybody is sent or canceled", async () => {
    await dispatch.handler();
    const late = await pressAmidMessages(async () => await cancelCampaign(id, { userId: 1 }), {
      isSending: true,
    });
    expect(late).toBeLessThanOrEqual(consumers * batch);
    await reconcile.handler();
    const { sent = 0, canceled, ...rest } = await countByStatus();
    expect({ canceled, rest }).toEqual({ canceled: count - sent, rest: {} });
    expect(await acceptsOf(id)).toHaveLength(sent);
  });
});
