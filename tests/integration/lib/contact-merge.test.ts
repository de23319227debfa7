import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, suppressions } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import { foldEngagement } from "@/lib/contact-engagement";
import { mergeContacts } from "@/lib/contact-merge";
import { listTimeline } from "@/lib/contact-timeline";
import { findContact } from "@/lib/contacts";
import { claimRecipients } from "@/lib/delivery/claim";
import { previewMerge } from "@/lib/merge-preview";
import { listSubscriptions } from "@/lib/subscriptions";
import { createContact, createTopic } from "@/tests/support/campaign-factory";
import { createUser } from "@/tests/support/imports";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";

let userId = 0;

beforeEach(async () => {
  await db.execute(sql`
    truncate contacts, consents, suppressions, topics, campaigns, recipients, audit_log, contact_merges cascade`);
  userId = await createUser();
});

async function merge(from: number, into: number, takeFrom: string[] = []) {
  return mergeContacts({ from, into, takeFrom }, { userId });
}

test("values fill what is empty, and the choice decides what differs", async () => {
  const into = await createContact({ name: "김하나", properties: { grade: "silver" } });
  const from = await createContact({
    name: "김 하나",
    properties: { grade: "gold", city: "서울" },
  });
  await db.update(contacts).set({ phone: "010-1" }).where(eq(contacts.id, from));
  expect(await merge(from, into, ["property:grade"])).toEqual({ ok: true });
  expect(await findContact(into)).toMatchObject({
    name: "김하나",
    phone: "010-1",
    properties: { grade: "gold", city: "서울" },
  });
  expect(await findContact(from)).toBeUndefined();
  expect(await merge(from, into)).toEqual({ ok: false, reason: "not_found" });
  expect(await merge(into, into)).toEqual({ ok: false, reason: "same" });
});

test("the stricter answer wins, blocks hold for both, and the preview had said so", async () => {
  const [news, offers, events] = [
    await createTopic("소식"),
    await createTopic("할인"),
    await createTopic("행사"),
  ];
  const into = await createContact({ topicId: news, topic: "subscribed" });
  const from = await createContact({
    topicId: news,
    topic: "unsubscribed",
    suppressed: "complaint",
  });
  await db.execute(sql`insert into subscriptions (contact_id, topic_id, status)
    values (${from}, ${offers}, 'subscribed'), (${into}, ${events}, 'unsubscribed'), (${from}, ${events}, 'subscribed')`);
  await db.insert(suppressions).values({
    emailNormalized: (await findContact(from))?.emailNormalized ?? "",
    reason: "bounce",
    source: "ses",
  });
  const preview = await previewMerge(from, into);
  await merge(from, into);
  const answers = await listSubscriptions(into);
  const now = Object.fromEntries(answers.map(({ topicName, status }) => [topicName, status]));
  expect(now).toEqual({ 소식: "unsubscribed", 할인: "subscribed", 행사: "unsubscribed" });
  expect(Object.fromEntries((preview?.topics ?? []).map((one) => [one.name, one.result]))).toEqual(
    now,
  );
  const email = (await findContact(into))?.emailNormalized ?? "";
  const blocks = await db
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, email));
  // A mailbox that is gone says nothing about the other one.
  expect(blocks).toEqual([{ reason: "complaint" }]);
  expect(preview?.suppressions.filter(({ blocksBoth }) => blocksBoth)).toHaveLength(1);
});

describe("a campaign that is under way", () => {
  test("reaches the person once, and at the address that stays", async () => {
    const { id, contactIds, topicId } = await launchedCampaign({ count: 3 });
    const [both = 0, twin = 0, alone = 0] = contactIds;
    const late = await createContact({ email: "late@reader.test", topicId, topic: "subscribed" });
    expect((await previewMerge(twin, both))?.waiting).toEqual({ moved: 0, skipped: 1 });
    expect((await previewMerge(alone, late))?.waiting).toEqual({ moved: 1, skipped: 0 });
    await merge(twin, both);
    await merge(alone, late);
    const rows = await db
      .select()
      .from(recipients)
      .where(eq(recipients.campaignId, id))
      .orderBy(asc(recipients.id));
    expect(
      rows.map(({ contactId, status, skipReason }) => [contactId, status, skipReason]),
    ).toEqual([
      [both, "queued", null],
      [twin, "skipped", "duplicate_address"],
      [late, "queued", null],
    ]);
    const claims = await claimRecipients(
      rows.map((row) => ({ v: 1 as const, campaignId: id, recipientId: row.id })),
    );
    expect(new Map(claims.map(({ contactId, email }) => [contactId, email]))).toEqual(
      new Map([
        [both, "reader-" + topicId + "-0@reader.test"],
        [late, "late@reader.test"],
      ]),
    );
  });

  test("is not sent again to who got it under the address that goes", async () => {
    const { id, contactIds } = await launchedCampaign({ count: 3 });
    const [into = 0, from = 0, earlier = 0] = contactIds;
    await db.execute(sql`update recipients set status = 'sent', sent_at = now()
      where campaign_id = ${id} and contact_id = ${earlier}`);
    expect((await previewMerge(earlier, from))?.waiting).toEqual({ moved: 0, skipped: 1 });
    await merge(earlier, from);
    expect((await previewMerge(from, into))?.waiting).toEqual({ moved: 0, skipped: 1 });
    await merge(from, into);
    const rows = await listRows(id);
    expect(rows.map(({ status }) => status).toSorted()).toEqual(["sent", "skipped", "skipped"]);
  });

  test("does not lose who was left out under the address that stays for want of a value", async () => {
    const { id, contactIds } = await launchedCampaign({ count: 2 });
    const [into = 0, from = 0] = contactIds;
    await db.execute(sql`update recipients set status = 'skipped', skip_reason = 'missing_value'
      where campaign_id = ${id} and contact_id = ${into}`);
    await merge(from, into);
    const waiting = (await listRows(id)).filter(({ status }) => status === "queued");
    expect(waiting.map(({ contactId }) => contactId)).toEqual([into]);
  });

  test("reaches nobody who refused under the address that stays", async () => {
    const { id, contactIds } = await launchedCampaign({ count: 2 });
    const [into = 0, from = 0] = contactIds;
    await db.execute(sql`update recipients set status = 'skipped', skip_reason = 'topic_off'
      where campaign_id = ${id} and contact_id = ${into}`);
    await merge(from, into);
    expect((await listRows(id)).filter(({ status }) => status === "queued")).toEqual([]);
  });

  test("is waited for while it finds out whom it goes to", async () => {
    const { id, contactIds } = await launchedCampaign({ count: 2 });
    await db.update(campaigns).set({ fanoutFinishedAt: null }).where(eq(campaigns.id, id));
    const [into = 0, from = 0] = contactIds;
    expect(await merge(from, into)).toEqual({ ok: false, reason: "planning" });
    expect(await findContact(from)).toBeDefined();
  });
});

test("the history of both is on the page of the one that stays, also through two mergers", async () => {
  const { id, contactIds } = await launchedCampaign({ count: 3 });
  await db.execute(
    sql`update recipients set status = 'sent', sent_at = now() where campaign_id = ${id}`,
  );
  const [first = 0, second = 0, third = 0] = contactIds;
  await merge(first, second);
  await merge(second, third);
  const { entries } = await listTimeline(third);
  expect(entries.filter(({ kind }) => kind === "mail")).toHaveLength(3);
});

test("what a merged person does with older mails counts for the one that stays", async () => {
  const [first, second, last] = [
    await createContact(),
    await createContact(),
    await createContact(),
  ];
  await db.execute(sql`insert into recipients (campaign_id, contact_id, kind, email, email_normalized, status, sent_at)
    select 1, c, 'marketing', 'm' || c || '@a.test', 'm' || c || '@a.test', 'sent', now()
    from unnest(${sql.param([first, second, last])}::bigint[]) c`);
  await merge(first, second);
  await merge(second, last);
  await db.execute(
    sql`update recipients set opened_at = now() where contact_id = ${first}::bigint`,
  );
  await foldEngagement(1);
  const { rows } = await db.execute(sql`select contact_id from contact_engagement
    where last_opened_at is not null`);
  expect(rows).toEqual([{ contact_id: String(last) }]);
});
