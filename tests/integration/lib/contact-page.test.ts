import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { listTimeline, type TimelineEntry } from "@/lib/contact-timeline";
import {
  deleteContactView,
  findContactColumns,
  listContactViews,
  saveContactColumns,
  saveContactView,
} from "@/lib/contact-views";
import { findContact, updateContact } from "@/lib/contacts";
import type { TimelineCursor } from "@/lib/domain/timeline-cursor";
import { subscribe } from "@/lib/subscriptions";
import { createContact, createTopic } from "@/tests/support/campaign-factory";
import { createUser, importFile } from "@/tests/support/imports";

let userId = 0;

beforeEach(async () => {
  await db.execute(sql`
    truncate contacts, imports, consents, topics, campaigns, recipients, email_events, audit_log,
      contact_views, contact_columns cascade`);
  userId = await createUser();
});

async function wholeTimeline(contactId: number, limit: number): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = [];
  let before: TimelineCursor | undefined;
  do {
    const { entries, next } = await listTimeline(contactId, { before, limit });
    expect(entries.length).toBeLessThanOrEqual(limit);
    found.push(...entries);
    before = next;
  } while (before !== undefined);
  return found;
}

test("the timeline has mails, reactions, consent, imports and changes, newest first", async () => {
  await importFile("email,name\nkim@reader.test,김하나\n");
  const { rows } = await db.execute<{ id: string }>(sql`select id from contacts`);
  const id = Number(rows[0]?.id);
  const topicId = await createTopic("소식");
  await subscribe({ contactId: id, topicIds: [topicId], evidence: { source: "manual", userId } });
  const contact = await findContact(id);
  if (!contact) throw new Error("The contact is gone.");
  const input = { ...contact, name: "김둘", properties: {} };
  await updateContact(id, input, { userId });
  await updateContact(id, input, { userId }); // changes nothing, and is no change
  const made = await db.execute<{ id: string }>(sql`
    insert into campaigns (brand_id, kind, name) values (1, 'marketing', '봄 소식') returning id`);
  const campaignId = Number(made.rows[0]?.id);
  await db.execute(sql`insert into recipients (campaign_id, id, contact_id, kind, email, email_normalized, status, sent_at)
    values (${campaignId}, 7, ${id}, 'marketing', 'kim@reader.test', 'kim@reader.test', 'sent', now() + interval '1 minute')`);
  await db.execute(sql`insert into email_events (campaign_id, dedupe_key, type, recipient_id, occurred_at, payload)
    values (${campaignId}, 'o', 'open', 7, now() + interval '2 minutes', '{}')`);
  const entries = await wholeTimeline(id, 2);
  expect(entries.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
    "event open",
    "mail sent",
    "change contact.update",
    "consent granted",
    "import import",
  ]);
  expect(entries[2]?.detail).toBe("name");
  expect(entries[0]?.name).toBe("봄 소식");
});

test("nothing is left out or shown twice where many things share an instant", async () => {
  const id = await createContact();
  await db.execute(sql`
    insert into consents (contact_id, action, source, given_at)
    select ${id}, 'granted', 'manual', '2026-01-01' from generate_series(1, 45)`);
  const entries = await wholeTimeline(id, 10);
  expect(new Set(entries.map(({ key }) => key)).size).toBe(45);
  expect(entries).toHaveLength(45);
});

test("views are one's own until they are shared, and only their owner deletes them", async () => {
  const other = await createUser();
  await saveContactView({ name: "내 보기", query: { q: "김" }, isShared: false, userId });
  await saveContactView({ name: "함께", query: { suppressed: "yes" }, isShared: true, userId });
  expect((await listContactViews(userId)).map(({ name }) => name).toSorted()).toEqual([
    "내 보기",
    "함께",
  ]);
  const [shared] = await listContactViews(other);
  expect(shared).toMatchObject({ name: "함께", isOwn: false, query: { suppressed: "yes" } });
  expect(await deleteContactView(shared?.id ?? 0, other)).toBe(false);
  expect(await deleteContactView(shared?.id ?? 0, userId)).toBe(true);
});

test("columns are kept for each user", async () => {
  const other = await createUser();
  await saveContactColumns(userId, ["source", "property:grade"]);
  await saveContactColumns(userId, ["source"]);
  expect(await findContactColumns(userId)).toEqual(["source"]);
  expect(await findContactColumns(other)).toEqual(["phone", "topics", "added"]);
});
