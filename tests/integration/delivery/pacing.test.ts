import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import {
  acceptsOf,
  drain,
  handleBatch,
  keepDraining,
  liftRate,
  loseMessages,
  readAccepts,
  receive,
  setFaults,
  setRate,
} from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { countOutstanding } from "@/lib/aws/sqs";
import { claimRecipients } from "@/lib/delivery/claim";
import { handBack } from "@/lib/delivery/give-back";
import { launchCampaign } from "@/lib/delivery/launch";
import { pauseCampaign } from "@/lib/delivery/lifecycle";
import { sendBatch } from "@/lib/delivery/send";
import type { SendJob } from "@/lib/domain/send-job";
import { sendTransactional } from "@/lib/transactional";
import { confirmedCampaign, launchedCampaign, listRows } from "@/tests/support/launched-campaign";

beforeEach(async () => {
  await db.execute(sql`update campaigns set status = 'canceled' where status = 'sending'
    and kind <> 'transactional'`);
  await loseMessages("send");
  await loseMessages("transactional");
  await liftRate();
  await setFaults([]);
});

const jobsOf = async (campaignId: number): Promise<SendJob[]> =>
  (await listRows(campaignId)).map(({ id }) => ({ v: 1, campaignId, recipientId: id }));

const signIn = async (email: string) =>
  await sendTransactional({
    messageType: "sign-in-link",
    locale: "ko",
    to: { email },
    data: { url: "http://localhost:3000/secret" },
  });

describe("what a consumer cannot reach", () => {
  test("gets one new wake-up each, without the dispatcher", async () => {
    await setRate(1);
    const { id } = await launchedCampaign({ count: 20 });
    await loseMessages("send");
    const before = await countOutstanding("send");
    const jobs = await jobsOf(id);
    await sendBatch(jobs, { lane: "campaign", deadline: Date.now() + 14_000 });
    const sent = (await acceptsOf(id)).length;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(20);
    expect((await countOutstanding("send")) - before).toBe(20 - sent);
    const waiting = (await listRows(id)).filter(({ status }) => status === "queued");
    expect(waiting.every(({ enqueuedAt }) => enqueuedAt !== null)).toBe(true);
  });

  test("is sent after all, though no clock ticks", async () => {
    await signIn("first@shop.test");
    await loseMessages("transactional");
    const { campaignId } = await signIn("second@shop.test");
    const [message] = await receive("transactional", 5);
    const job = JSON.parse(message?.Body ?? "");
    // Too little time is left for a call: it is not even tried.
    await sendBatch([job], { lane: "transactional", deadline: Date.now() + 1000 });
    expect(await acceptsOf(campaignId)).toEqual([]);
    const [again] = await receive("transactional", 10);
    await handleBatch("transactional", [again?.Body ?? ""]);
    expect(await acceptsOf(campaignId)).toHaveLength(1);
  });

  test("and what SES throttled comes again when it is due", async () => {
    await setFaults([{ kind: "throttle", count: 1 }]);
    const { campaignId, recipientId } = await signIn("throttled@shop.test");
    const find = async () => (await listRows(campaignId)).find(({ id }) => id === recipientId);
    await drain("transactional");
    expect(await find()).toMatchObject({ status: "queued", attempts: 0, attemptNo: 1 });
    const [again] = await receive("transactional", 10);
    await handleBatch("transactional", [again?.Body ?? ""]);
    expect(await find()).toMatchObject({ status: "sent", attempts: 0, attemptNo: 2 });
  });

  test("of a campaign that was paused meanwhile gets none", async () => {
    const { id } = await launchedCampaign({ count: 5 });
    await pauseCampaign(id, { userId: 1 });
    await loseMessages("send");
    await sendBatch(await jobsOf(id), { lane: "campaign", deadline: Date.now() + 20_000 });
    const woken = (await receive("send")).map(({ Body }) => JSON.parse(Body ?? "").campaignId);
    expect(woken).not.toContain(id);
    expect((await listRows(id)).every(({ enqueuedAt }) => enqueuedAt === null)).toBe(true);
  });
});

test("stale wake-ups spend no rate", async () => {
  const { id } = await launchedCampaign({ count: 10 });
  await drain("send");
  await setRate(50, { dailyQuota: 1000 });
  await sendBatch(await jobsOf(id), { lane: "campaign", deadline: Date.now() + 20_000 });
  const { rows } = await db.execute(sql`select reserved_since_poll from send_rates`);
  expect(rows).toEqual([{ reserved_since_poll: 0 }]);
});

test("a claim that is handed back without a call is nobody's loss, and only its owner can do it", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  const jobs = await jobsOf(id);
  const [first] = await claimRecipients(jobs);
  if (!first) throw new Error("Nothing was claimed.");
  await handBack([first]);
  expect(await listRows(id)).toMatchObject([{ status: "queued", attempts: 0, enqueuedAt: null }]);
  const [second] = await claimRecipients(jobs);
  await handBack([first]); // a frozen process that wakes up late
  expect(await listRows(id)).toMatchObject([
    { status: "sending", attemptId: second?.attemptId ?? "nobody" },
  ]);
});

/** To a hundred thousand; only the first five thousand could be mailed, nobody gets that far. */
async function launchHuge(): Promise<number> {
  const { id } = await launchedCampaign({ values: { kind: "information", topicId: null } });
  await db.execute(sql`insert into contacts (email, email_normalized)
    select 'reader' || n || '@reader.test', 'reader' || n || '@reader.test'
    from generate_series(1, 5000) n on conflict do nothing`);
  await db.execute(sql`
    insert into recipients (campaign_id, kind, email, email_normalized, contact_id)
    select ${id}, 'information', address, address, coalesce(c.id, -n)
    from (select n, 'reader' || n || '@reader.test' as address from generate_series(1, 100000) n) r
    left join contacts c on c.email = r.address
    order by n on conflict do nothing`); // those whom the launch has planned
  return id;
}

test("a sign-in mail does not wait for a campaign to a hundred thousand", async () => {
  await setRate(50);
  const id = await launchHuge();
  const isOurs = ({ to }: { to: string }) => to.includes("now@shop.test");
  const sending = keepDraining("send", {
    consumers: 4,
    isDone: async () => (await readAccepts()).some(isOurs),
  });
  while ((await acceptsOf(id)).length <= 20) await sleep(50);
  await signIn("now@shop.test");
  const before = (await acceptsOf(id)).length;
  await drain("transactional");
  await sending;
  const accepts = await readAccepts();
  const inFront = accepts
    .slice(0, accepts.findIndex(isOurs))
    .filter(({ tags }) => tags["campaign_id"] === String(id));
  // What leaves in two seconds at most: far from a hundred thousand.
  expect(inFront.length - before).toBeLessThan(100);
});

test("a small campaign does not wait for the huge one that was launched before it", async () => {
  await setRate(125);
  const huge = await launchHuge();
  const small = await confirmedCampaign({ count: 20 });
  let inFront: number | undefined;
  await keepDraining("send", {
    consumers: 4,
    isDone: async () => {
      const ofHuge = (await acceptsOf(huge)).length;
      if (inFront === undefined && ofHuge > 50) {
        await launchCampaign(small.id, { userId: 1 });
        await drain("control"); // plans whom the launch itself did not reach
        inFront = (await acceptsOf(huge)).length;
      }
      return (await acceptsOf(small.id)).length === 20;
    },
  });
  const meanwhile = (await acceptsOf(huge)).length - (inFront ?? 0);
  expect(inFront).toBeDefined();
  expect(meanwhile).toBeLessThan(2000);
});
