import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, subscriptions, suppressions } from "@/db/schema/audience";
import { auditLog } from "@/db/schema/users";
import { bulkChanges } from "@/db/schema/bulk-actions";
import { startBulkAction, undoBulkAction } from "@/lib/bulk-actions";
import { getBulkAction } from "@/lib/bulk-list";
import { runBulkAction } from "@/lib/bulk-run";
import { countSelected, matching } from "@/lib/bulk-selection";
import { tendBulkActions } from "@/lib/bulk-tend";
import { foldEngagement } from "@/lib/contact-engagement";
import type { BulkDeed } from "@/lib/domain/bulk-action";
import { contactFilter } from "@/lib/domain/contact-filter";
import { segmentRule } from "@/lib/domain/segment-rule";
import { countSegment } from "@/lib/segment-count";
import {
  addSegmentMembers,
  createStaticSegment,
  removeSegmentMembers,
} from "@/lib/segment-members";
import { findSegment } from "@/lib/segments";
import { listSubscriptions, subscribe, unsubscribeFromTopic } from "@/lib/subscriptions";
import { createContact, createTopic } from "@/tests/support/campaign-factory";
import { createUser } from "@/tests/support/imports";

let userId = 0;

beforeEach(async () => {
  await db.execute(sql`
    truncate contacts, consents, suppressions, topics, segments, recipients, audit_log, bulk_actions cascade`);
  userId = await createUser();
});

const farAway = () => ({ deadline: Date.now() + 60_000 });

async function doTo(ids: number[], deed: BulkDeed) {
  return startBulkAction({ deed, selection: { ids } }, { userId });
}

async function statusOf(contactId: number) {
  return (await listSubscriptions(contactId))[0]?.status;
}

/** The consent ledger, in its order. */
async function evidence() {
  const { rows } = await db.execute(
    sql`select action, undone_at is not null as "isUndone" from consents order by id`,
  );
  return rows;
}

describe("an act on a few is done at once and can be taken back", () => {
  test("subscribing reaches who has not answered, and keeps refusals", async () => {
    const topicId = await createTopic();
    const open = await createContact();
    const refused = await createContact({ topicId, topic: "unsubscribed" });
    const done = await doTo([open, refused], { kind: "subscribe", topicId, how: "행사 신청서" });
    expect(done).toMatchObject({ status: "completed", seen: 2, changed: 1 });
    expect([await statusOf(open), await statusOf(refused)]).toEqual(["subscribed", "unsubscribed"]);

    expect(await undoBulkAction(done.id, { userId })).toEqual({ ok: true });
    expect([await statusOf(open), await statusOf(refused)]).toEqual([undefined, "unsubscribed"]);
    expect(await evidence()).toEqual([{ action: "granted", isUndone: true }]);
    expect(await undoBulkAction(done.id, { userId })).toEqual({ ok: false, reason: "too_late" });
  });

  test("subscribing keeps a refusal from before the contact was deleted and came again", async () => {
    const topicId = await createTopic();
    const id = await createContact({ email: "again@reader.test" });
    await db.execute(sql`insert into consents (contact_id, email_normalized, topic_id, action, source, given_at)
      values (0, 'again@reader.test', ${topicId}, 'withdrawn', 'one_click', now())`);
    const done = await doTo([id], { kind: "subscribe", topicId, how: "행사 신청서" });
    expect(done).toMatchObject({ seen: 1, changed: 0 });
    expect(await statusOf(id)).toBeUndefined();
  });

  test("subscribing reaches those whose answer was taken back", async () => {
    const topicId = await createTopic();
    const id = await createContact();
    const deed = { kind: "subscribe", topicId, how: "행사 신청서" } as const;
    await undoBulkAction((await doTo([id], deed)).id, { userId });
    const refusal = await doTo([id], { ...deed, kind: "unsubscribe" });
    await undoBulkAction(refusal.id, { userId });
    expect(await doTo([id], deed)).toMatchObject({ changed: 1 });
  });

  test("unsubscribing remembers what was answered before", async () => {
    const topicId = await createTopic();
    const yes = await createContact({ topicId, topic: "subscribed" });
    const open = await createContact();
    const done = await doTo([yes, open], { kind: "unsubscribe", topicId, how: "전화" });
    expect(done.changed).toBe(2);
    await undoBulkAction(done.id, { userId });
    expect([await statusOf(yes), await statusOf(open)]).toEqual(["subscribed", undefined]);
    expect(await evidence()).toEqual([
      { action: "withdrawn", isUndone: true },
      { action: "withdrawn", isUndone: true },
    ]);
    // Nobody refused: not for a segment, and not for whoever comes again under the address.
    const refused = segmentRule.parse({
      match: "all",
      rules: [{ field: "consent", action: "withdrawn", happened: "yes", topicId, days: null }],
    });
    expect(await countSegment(refused)).toBe(0);
    await db.delete(contacts);
    const again = await createContact({ email: "open@reader.test" });
    await db.execute(sql`update consents set email_normalized = 'open@reader.test'`);
    const asked = await doTo([again], { kind: "subscribe", topicId, how: "행사 신청서" });
    expect(asked).toMatchObject({ changed: 1 });
  });

  test("taking back a refusal that stands over an older one leaves the older one", async () => {
    const topicId = await createTopic();
    const id = await createContact({ email: "twice@reader.test" });
    await db.execute(sql`insert into consents (contact_id, email_normalized, topic_id, action, source, given_at)
      values (0, 'twice@reader.test', ${topicId}, 'withdrawn', 'one_click', now())`);
    const done = await doTo([id], { kind: "unsubscribe", topicId, how: "전화" });
    await undoBulkAction(done.id, { userId });
    const asked = await doTo([id], { kind: "subscribe", topicId, how: "행사 신청서" });
    expect(asked).toMatchObject({ changed: 0 });
  });

  test("a refusal that the person gave since is not taken back with it", async () => {
    const topicId = await createTopic();
    const wavering = await createContact({ topicId, topic: "subscribed" });
    const clicking = await createContact({ topicId, topic: "subscribed" });
    const done = await doTo([wavering, clicking], { kind: "unsubscribe", topicId, how: "전화" });
    const evidence = { source: "preference_page" } as const;
    await subscribe({ contactId: wavering, topicIds: [topicId], evidence });
    await unsubscribeFromTopic({ contactId: wavering, topicId, evidence });
    // The topic was off already: of the button in the mail only the mail's row tells.
    await db.execute(sql`insert into recipients (campaign_id, contact_id, kind, email, email_normalized, status, unsubscribed_at)
      values (1, ${clicking}, 'marketing', 'c@c.test', 'c@c.test', 'sent', now())`);
    await undoBulkAction(done.id, { userId });
    expect(await statusOf(wavering)).toBe("unsubscribed");
    expect(await statusOf(clicking)).toBe("unsubscribed");
  });

  test("who was put into a segment again since stays in it", async () => {
    const ids = [await createContact(), await createContact()];
    const { id: segmentId } = await createStaticSegment({
      name: "단골",
      userId,
      members: { contactIds: [] },
    });
    const done = await doTo(ids, { kind: "add_to_segment", segmentId });
    await removeSegmentMembers(segmentId, [ids[0] ?? 0], { userId });
    await addSegmentMembers(segmentId, { contactIds: [ids[0] ?? 0] }, { userId });
    await undoBulkAction(done.id, { userId });
    const { rows } = await db.execute(sql`select contact_id from segment_members`);
    expect(rows).toEqual([{ contact_id: String(ids[0]) }]);
  });

  test("a segment that was made for the people goes with them, unless somebody else is in it", async () => {
    const ids = [await createContact(), await createContact()];
    const archived: boolean[] = [];
    for (const contactIds of [[], [await createContact()]]) {
      const { id: segmentId } = await createStaticSegment({
        name: "새 단골",
        userId,
        members: { contactIds: [] },
      });
      const done = await doTo(ids, { kind: "add_to_segment", segmentId, isNew: true });
      expect(done.changed).toBe(2);
      await addSegmentMembers(segmentId, { contactIds }, { userId });
      await undoBulkAction(done.id, { userId });
      archived.push((await findSegment(segmentId))?.archivedAt instanceof Date);
    }
    expect(archived).toEqual([true, false]);
  });

  test("suppressing leaves alone who was blocked already", async () => {
    const blocked = await createContact({ suppressed: "manual" });
    const other = await createContact();
    const done = await doTo([blocked, other], { kind: "suppress", why: "요청" });
    expect(done.changed).toBe(1);
    await undoBulkAction(done.id, { userId });
    expect(await db.$count(suppressions)).toBe(1);
  });

  test("a property goes back to what it was, unless somebody changed it since", async () => {
    const ids = [
      await createContact({ properties: { grade: "silver" } }),
      await createContact(),
      await createContact({ properties: { grade: "gold" } }),
    ];
    const done = await doTo(ids, { kind: "set_property", key: "grade", value: "gold" });
    expect(done.changed).toBe(2);
    await db.execute(sql`update contacts set properties = '{"grade":"vip"}' where id = ${ids[1]}`);
    await undoBulkAction(done.id, { userId });
    const { rows } = await db.execute(sql`select properties from contacts order by id`);
    expect(rows).toEqual([
      { properties: { grade: "silver" } },
      { properties: { grade: "vip" } },
      { properties: { grade: "gold" } },
    ]);
  });

  test("deleted contacts come back whole, with their mails", async () => {
    const topicId = await createTopic();
    const id = await createContact({ name: "김하나", topicId, topic: "subscribed" });
    await db.execute(sql`insert into recipients (campaign_id, contact_id, kind, email, email_normalized, status)
      values (1, ${id}, 'marketing', 'a@a.test', 'a@a.test', 'sent'),
        (2, ${id}, 'marketing', 'a@a.test', 'a@a.test', 'queued')`);
    const done = await doTo([id], { kind: "delete" });
    expect(await db.$count(contacts)).toBe(0);
    await undoBulkAction(done.id, { userId });
    expect(await db.$count(contacts)).toBe(1);
    expect(await statusOf(id)).toBe("subscribed");
    const { rows } = await db.execute(
      sql`select contact_id, status from recipients order by campaign_id`,
    );
    // What waited was skipped, and stays so: the mail was not meant to go any more.
    expect(rows).toEqual([
      { contact_id: String(id), status: "sent" },
      { contact_id: String(id), status: "skipped" },
    ]);
  });
});

test("what they did while they were deleted is known when they are back", async () => {
  const id = await createContact();
  await db.execute(sql`insert into recipients (campaign_id, contact_id, kind, email, email_normalized, status, sent_at)
    values (1, ${id}, 'marketing', 'a@a.test', 'a@a.test', 'sent', now())`);
  const done = await doTo([id], { kind: "delete" });
  await db.execute(sql`update recipients set opened_at = now()`);
  await foldEngagement(1);
  await undoBulkAction(done.id, { userId });
  const { rows } = await db.execute(sql`select contact_id from contact_engagement
    where last_sent_at is not null and last_opened_at is not null`);
  expect(rows).toEqual([{ contact_id: String(id) }]);
});

describe("an act on all that match runs in batches", () => {
  async function addMany(count: number): Promise<void> {
    await db.execute(sql`insert into contacts (email, email_normalized, name)
      select 'p' || n || '@reader.test', 'p' || n || '@reader.test', '손님' from generate_series(1, ${count}::int) n`);
  }

  test("nobody twice, whoever comes later not at all, however often it is called", async () => {
    await addMany(2_500);
    const deed = { kind: "set_property", key: "wave", value: 1 } as const;
    const selection = await matching(contactFilter.parse({ q: "손님" }));
    const { id } = await startBulkAction({ deed, selection }, { userId });
    await createContact({ name: "손님 나중" });
    expect("filter" in selection && (await countSelected(selection))).toBe(2_500);
    // Out of time after each batch: the next call goes on.
    const past = { deadline: 0 };
    while (!(await runBulkAction(id, past))) continue;
    expect(await runBulkAction(id, past)).toBe(false);
    expect(await getBulkAction(id)).toMatchObject({
      status: "completed",
      total: 2_500,
      seen: 2_500,
      changed: 2_500,
    });
    expect(await db.$count(contacts, sql`properties ? 'wave'`)).toBe(2_500);
    await undoBulkAction(id, { userId });
    while ((await getBulkAction(id)).status === "undoing") await runBulkAction(id, past);
    expect(await db.$count(contacts, sql`properties ? 'wave'`)).toBe(0);
  });

  test("a filter that the act itself empties is worked off to its end", async () => {
    await addMany(1_500);
    const topicId = await createTopic();
    await db.execute(sql`insert into subscriptions (contact_id, topic_id, status)
      select id, ${topicId}, 'subscribed' from contacts`);
    const selection = await matching(contactFilter.parse({ topic: topicId }));
    const deed = { kind: "unsubscribe", topicId, how: "토픽을 닫음" } as const;
    const { id } = await startBulkAction({ deed, selection }, { userId });
    await runBulkAction(id, farAway());
    expect(await db.$count(subscriptions, sql`status = 'unsubscribed'`)).toBe(1_500);
  });

  test("two runners of one action do it once", async () => {
    await addMany(1_200);
    const selection = await matching(contactFilter.parse({}));
    const deed = { kind: "suppress", why: "시험" } as const;
    const { id } = await startBulkAction({ deed, selection }, { userId });
    await Promise.all([runBulkAction(id, farAway()), runBulkAction(id, farAway())]);
    expect(await getBulkAction(id)).toMatchObject({ status: "completed", seen: 1_200 });
    expect(await db.$count(suppressions)).toBe(1_200);
  });
});

test("an undo that began in time is not cut off when the time is over", async () => {
  const ids = [await createContact(), await createContact()];
  const done = await doTo(ids, { kind: "delete" });
  await db.execute(sql`update bulk_actions
    set status = 'undoing', undo_until = now() - interval '1 second'`);
  await tendBulkActions();
  await runBulkAction(done.id, farAway());
  expect(await db.$count(contacts)).toBe(2);
  expect(await getBulkAction(done.id)).toMatchObject({ status: "undone", undoUntil: null });
});

test("what is too old to undo is forgotten, the log holds no words and no values", async () => {
  const id = await createContact({ name: "비밀" });
  const done = await doTo([id], { kind: "set_property", key: "note", value: "비밀 메모" });
  await db.execute(sql`update bulk_actions set undo_until = now() - interval '1 second'`);
  await tendBulkActions();
  expect(await db.$count(bulkChanges)).toBe(0);
  expect(await undoBulkAction(done.id, { userId })).toEqual({ ok: false, reason: "too_late" });
  const selection = await matching(contactFilter.parse({ q: "secret@reader.test" }));
  await startBulkAction({ deed: { kind: "delete" }, selection }, { userId });
  const log = JSON.stringify(await db.select().from(auditLog));
  expect(log).toContain("contacts.delete");
  expect(log).not.toMatch(/secret@|비밀/);
});
