import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { handleBatch, liftRate } from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { MailboxGroup } from "@/db/schema/recipients";
import { mailboxReports, mailboxSlowdowns } from "@/db/schema/sending-domains";
import { auditLog } from "@/db/schema/users";
import { dispatchLane } from "@/lib/delivery/dispatch";
import { mailboxGroupSql } from "@/lib/delivery/recipient-order";
import { liftSlowdown, listSlowdowns, watchMailboxes } from "@/lib/delivery/slowdown";
import { mailboxGroupOf } from "@/lib/domain/mailbox-group";
import { purgeQueue, runningCampaign, setRate } from "@/tests/support/running-campaign";

const perSecond = 4;
const window = perSecond * 90;

beforeEach(async () => {
  await db.execute(sql`truncate recipients`);
  await db.execute(sql`update campaigns set status = 'canceled' where status <> 'draft'`);
  await db.delete(mailboxReports);
  await db.delete(mailboxSlowdowns);
  await liftRate();
  await purgeQueue();
});

type Report = { address: string; type: "Delivery" | "DeliveryDelay"; delayType?: string };

/** SES's reports about recipients of a campaign, as they come off the queue. */
async function report(campaignId: number, reports: Report[], at = new Date()): Promise<void> {
  const timestamp = at.toISOString();
  const bodies = reports.map(({ address, type, delayType = "IPFailure" }, index) =>
    JSON.stringify({
      eventType: type,
      mail: {
        timestamp,
        messageId: randomUUID(),
        destination: [address],
        tags: { campaign_id: [String(campaignId)], recipient_id: [String(index + 1)] },
      },
      ...(type === "Delivery"
        ? { delivery: { timestamp, recipients: [address] } }
        : {
            deliveryDelay: { timestamp, delayType, delayedRecipients: [{ emailAddress: address }] },
          }),
    }),
  );
  await handleBatch("events", bodies);
}

const of = (count: number, entry: Report): Report[] => Array.from({ length: count }, () => entry);
const gmail: Report = { address: "kim@gmail.com", type: "Delivery" };
const naver: Report = { address: "kim@naver.com", type: "Delivery" };
const late: Report = { address: "kim@naver.com", type: "DeliveryDelay" };

async function countWokenOf(campaignId: number, group: MailboxGroup): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from recipients where campaign_id = ${campaignId}
      and mailbox_group = ${group}::mailbox_group and enqueued_at is not null`);
  return rows[0]?.n ?? 0;
}

describe("a group of mailboxes that delays our mails", () => {
  test("is left half of its share for a quarter of an hour", async () => {
    const id = await runningCampaign({ count: window * 2, groups: ["naver", "gmail"] });
    await report(id, [...of(50, gmail), ...of(30, naver), ...of(20, late)]);
    await watchMailboxes();
    const [slowdown, ...others] = await listSlowdowns();
    expect(others).toEqual([]);
    expect(slowdown).toMatchObject({
      domain: "shop.test",
      group: "naver",
      share: 0.25,
      delayedShare: 0.4,
    });
    const minutes = ((slowdown?.until.getTime() ?? 0) - (slowdown?.since.getTime() ?? 0)) / 60_000;
    expect(minutes).toBe(15);

    await setRate({ perSecond });
    await dispatchLane("campaign");
    expect(await countWokenOf(id, "naver")).toBe(window / 4);
    expect(await countWokenOf(id, "gmail")).toBe((window * 3) / 4);
  });

  test("has its full share again when the time is over, and may be slowed down anew", async () => {
    const id = await runningCampaign({ count: window * 2, groups: ["naver", "gmail"] });
    await report(id, [...of(50, gmail), ...of(50, late)]);
    await watchMailboxes();
    await watchMailboxes();
    expect(await listSlowdowns()).toHaveLength(1);
    await db.execute(sql`update mailbox_slowdowns set until = now() - interval '1 second'`);
    await setRate({ perSecond });
    await dispatchLane("campaign");
    expect(await countWokenOf(id, "naver")).toBe(window / 2);
    await watchMailboxes();
    expect(await listSlowdowns()).toMatchObject([{ group: "naver" }]);
  });

  test("does not slow down other domains' campaigns", async () => {
    const id = await runningCampaign({ count: 100, groups: ["naver"] });
    await report(id, [...of(50, gmail), ...of(50, late)]);
    await watchMailboxes();
    await db.execute(sql`update campaigns set status = 'canceled' where id = ${id}`);
    const other = await runningCampaign({
      count: window,
      groups: ["naver"],
      domain: "news.test",
    });
    await setRate({ perSecond });
    await dispatchLane("campaign");
    expect(await countWokenOf(other, "naver")).toBe(window);
  });

  test("is not blamed for full mailboxes, for SES's own trouble or for old reports", async () => {
    const id = await runningCampaign({ count: 100 });
    await report(id, of(50, { ...late, delayType: "MailboxFull" }));
    await report(id, of(50, { ...late, delayType: "InternalFailure" }));
    await report(id, of(50, late), new Date(Date.now() - 3_600_000));
    await watchMailboxes();
    expect(await listSlowdowns()).toEqual([]);
  });

  test("is let go by a person, who stands in the audit log", async () => {
    const id = await runningCampaign({ count: 100 });
    await report(id, of(50, late));
    await watchMailboxes();
    await liftSlowdown({ domain: "shop.test", group: "naver" }, 1);
    await liftSlowdown({ domain: "shop.test", group: "naver" }, 1);
    expect(await listSlowdowns()).toEqual([]);
    const entries = await db.select().from(auditLog);
    expect(entries.filter(({ action }) => action === "slowdown.lift")).toHaveLength(1);
  });
});

test("the database and the program put every domain into the same group", async () => {
  const domains = [
    ..."gmail.com googlemail.com naver.com hanmail.net daum.net kakao.com nate.com aol.com".split(
      " ",
    ),
    ..."outlook.com outlook.kr hotmail.co.uk live.com yahoo.co.jp yahoo.com msn.com".split(" "),
    ..."shop.kr outlook.shop.example notnaver.com live.x yahoo outlook-mail.com".split(" "),
  ];
  for (const domain of domains) {
    const group = mailboxGroupSql(sql`${`kim@${domain}`}::text`);
    const { rows } = await db.execute(sql`select ${group} as "group"`);
    expect(rows[0], domain).toEqual({ group: mailboxGroupOf(domain) });
  }
});
