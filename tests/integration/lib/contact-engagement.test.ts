import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { recipients } from "@/db/schema/recipients";
import { foldChangedEngagement, foldEngagement, mergeEngagement } from "@/lib/contact-engagement";
import { recountCampaign } from "@/lib/delivery/stats";
import { countSegment } from "@/lib/segment-count";
import { readyRule } from "@/lib/domain/ready-segments";
import { createContact, createDraft, createTopic } from "@/tests/support/campaign-factory";
import { handleBatch, liftRate, sendEverything } from "@/tests/support/engine";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";
import { reportOn } from "@/tests/support/ses-reports";

const times = sql.raw(
  ["sent", "delivered", "opened", "clicked", "bounced", "complained", "unsubscribed"]
    .map((event) => `max(${event}_at) as ${event}`)
    .join(", "),
);

/** The summary said plainly: the latest times of each contact's campaign mails. */
async function readLedger() {
  const { rows } = await db.execute(sql`select contact_id, ${times} from recipients
    where kind in ('marketing', 'information') and contact_id is not null
    group by contact_id having max(coalesce(sent_at, delivered_at, opened_at, clicked_at, bounced_at,
      complained_at, unsubscribed_at)) is not null order by contact_id`);
  return rows;
}

async function readSummary() {
  const { rows } = await db.execute(sql`select contact_id, last_sent_at as sent,
    last_delivered_at as delivered, last_opened_at as opened, last_clicked_at as clicked,
    last_bounced_at as bounced, last_complained_at as complained,
    last_unsubscribed_at as unsubscribed from contact_engagement order by contact_id`);
  return rows;
}

beforeEach(async () => {
  await db.execute(sql`truncate contact_engagement, engagement_folds, campaign_stats`);
});

describe("a contact's engagement", () => {
  test("is what the ledger says, whatever came in which order and how often", async () => {
    await liftRate();
    const { id } = await launchedCampaign({ count: 6 });
    await sendEverything();
    const [bounced, complained, opened] = await listRows(id);
    const reports = [
      reportOn(bounced, { type: "Bounce", bounceType: "Permanent", subType: "NoEmail" }),
      reportOn(complained, { type: "Complaint" }),
      reportOn(opened, { type: "Delivery" }),
    ];
    for (const batch of [reports, reports.toReversed(), reports.slice(1)]) {
      await handleBatch("events", batch);
      await recountCampaign(id);
      await foldChangedEngagement();
      expect(await readSummary()).toEqual(await readLedger());
    }
    expect((await readSummary()).length).toBe(6);
  });

  test("ends in the same row, whichever campaign is folded first and however often", async () => {
    const contactIds: number[] = [];
    for (let n = 0; n < 4; n += 1)
      contactIds.push(await createContact({ email: `order-${n}@reader.test` }));
    const ids: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { id } = await createDraft({});
      ids.push(id);
      for (const [i, contactId] of contactIds.entries()) {
        await db.insert(recipients).values({
          campaignId: id,
          kind: "marketing",
          contactId,
          email: "x@reader.test",
          emailNormalized: "x@reader.test",
          sentAt: new Date(Date.UTC(2026, n * 3 + i, 1)),
          openedAt: (n + i) % 2 === 0 ? new Date(Date.UTC(2026, 11 - n, 1)) : null,
        });
      }
    }
    for (const id of ids) await foldEngagement(id);
    const once = await readSummary();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...ids), { maxLength: 6 }), async (some) => {
        await db.execute(sql`truncate contact_engagement`);
        for (const id of [...some, ...ids]) await foldEngagement(id);
        expect(await readSummary()).toEqual(once);
      }),
      { numRuns: 15 },
    );
  });

  test("is folded when the counts change, not before, and not again when they rest", async () => {
    const { id } = await launchedCampaign({ count: 3 });
    await sendEverything();
    await recountCampaign(id);
    await foldChangedEngagement();
    const folded = await readSummary();
    expect(folded).toHaveLength(3);
    await db.execute(sql`truncate contact_engagement`);
    await foldChangedEngagement();
    expect(await readSummary()).toEqual([]); // nothing changed
    const [row] = await listRows(id);
    await db.execute(sql`update recipients set opened_at = now()
      where campaign_id = ${id}::bigint and id = ${row?.id ?? 0}::bigint`);
    await recountCampaign(id);
    await db.execute(sql`update engagement_folds set started_at = now() - interval '1 day'`);
    await foldChangedEngagement();
    expect(await readSummary()).toEqual(await readLedger().then((all) => all.slice(-3)));
  });

  test("does not know tests and mails of the system", async () => {
    const contactId = await createContact({ email: "quiet@reader.test" });
    const { id } = await createDraft({ kind: "transactional" });
    await db.insert(recipients).values({
      campaignId: id,
      kind: "transactional",
      contactId,
      email: "quiet@reader.test",
      emailNormalized: "quiet@reader.test",
      sentAt: new Date(),
    });
    await foldEngagement(id);
    expect(await readSummary()).toEqual([]);
  });

  test("outlives the rows of the ledger, and leaves with the contact", async () => {
    const topicId = await createTopic();
    const contactId = await createContact({ email: "old@reader.test", topicId });
    const { id } = await createDraft({ topicId });
    await db.insert(recipients).values({
      campaignId: id,
      kind: "marketing",
      contactId,
      email: "old@reader.test",
      emailNormalized: "old@reader.test",
      sentAt: new Date(),
    });
    const never = await countSegment(readyRule("never"));
    await foldEngagement(id);
    await db.execute(sql`delete from recipients where campaign_id = ${id}::bigint`);
    expect(await countSegment(readyRule("never"))).toBe(never - 1);
    await db.execute(sql`delete from contacts where id = ${contactId}::bigint`);
    expect(await readSummary()).toEqual([]);
  });

  test("of two contacts that become one is the later of both", async () => {
    const [from, into] = [
      await createContact({ email: "from@reader.test" }),
      await createContact({ email: "into@reader.test" }),
    ];
    await db.execute(sql`insert into contact_engagement (contact_id, last_sent_at, last_opened_at)
      values (${from}::bigint, '2026-03-01', '2026-03-02'), (${into}::bigint, '2026-05-01', null)`);
    await db.transaction((tx) => mergeEngagement(tx, { from, into }));
    await db.delete(contacts).where(sql`${contacts.id} = ${from}::bigint`);
    const [row, ...others] = await readSummary();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ contact_id: String(into) });
    expect(new Date(String(row?.["sent"]))).toEqual(new Date("2026-05-01T00:00:00Z"));
    expect(new Date(String(row?.["opened"]))).toEqual(new Date("2026-03-02T00:00:00Z"));
  });
});
