import { eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { consents, subscriptions, suppressions, topics } from "@/db/schema/audience";
import { recordAudit } from "@/lib/audit";
import { listMergedIds } from "@/lib/contact-history";
import { listTimeline, type TimelineEntry } from "@/lib/contact-timeline";
import { findContact } from "@/lib/contacts";
import { maskAddresses } from "@/lib/domain/mask";
import type { TimelineCursor } from "@/lib/domain/timeline-cursor";
import { listProperties } from "@/lib/properties";

/** Everything kept about one person (GDPR 15), as it is written into the file they get. */
export type ContactData = NonNullable<Awaited<ReturnType<typeof collectContactData>>>;

/**
 * Collects it; undefined when there is no such contact. Who took it and why is logged first, without
 * the address.
 */
export async function exportContactData(
  contactId: number,
  { why, userId, format }: { why: string; userId: number; format: "json" | "html" },
): Promise<ContactData | undefined> {
  const data = await collectContactData(contactId);
  if (!data) return undefined;
  const details = { why: maskAddresses(why), format };
  const subject = `contact:${contactId}`;
  await recordAudit({ userId, action: "contact.data", subject, details });
  return data;
}

async function collectContactData(contactId: number) {
  const contact = await findContact(contactId);
  if (!contact) return undefined;
  const ids = [contactId, ...(await listMergedIds(contactId))];
  const [properties, answers, given, blocks, segments, mails, history] = await Promise.all([
    listProperties(),
    listAnswers(contactId),
    listEvidence(ids),
    listBlocks(contact.emailNormalized),
    listStaticSegments(contactId),
    listMailData(ids),
    readWholeTimeline(contactId),
  ]);
  const { emailNormalized: _normalized, properties: values, ...fields } = contact;
  const labels = new Map(properties.map(({ key, label }) => [key, label]));
  return {
    format: "letterpress.contact.v1" as const,
    exportedAt: new Date(),
    contact: fields,
    properties: Object.entries(values).map(([key, value]) => ({
      key,
      label: labels.get(key) ?? key,
      value,
    })),
    subscriptions: answers,
    consents: given,
    suppressions: blocks,
    staticSegments: segments,
    mails,
    history: history.map(({ key: _key, ...entry }) => entry),
  };
}

async function listAnswers(contactId: number) {
  return db
    .select({
      topic: topics.name,
      status: subscriptions.status,
      changedAt: subscriptions.changedAt,
    })
    .from(subscriptions)
    .innerJoin(topics, eq(topics.id, subscriptions.topicId))
    .where(eq(subscriptions.contactId, contactId));
}

async function listEvidence(contactIds: number[]) {
  return db
    .select({
      topic: topics.name,
      action: consents.action,
      source: consents.source,
      wording: consents.wording,
      givenAt: consents.givenAt,
      recordedAt: consents.recordedAt,
      undoneAt: consents.undoneAt,
      ip: consents.ip,
      userAgent: consents.userAgent,
    })
    .from(consents)
    .leftJoin(topics, eq(topics.id, consents.topicId))
    .where(inArray(consents.contactId, contactIds))
    .orderBy(consents.givenAt);
}

async function listBlocks(emailNormalized: string) {
  return db
    .select({
      reason: suppressions.reason,
      source: suppressions.source,
      note: suppressions.note,
      createdAt: suppressions.createdAt,
    })
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, emailNormalized));
}

async function listStaticSegments(contactId: number): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select g.name from segment_members m join segments g on g.id = m.segment_id
    where m.contact_id = ${contactId}::bigint order by g.name`);
  return rows.map(({ name }) => name);
}

/** With the values that went into each mail: they are the person's data as well. */
async function listMailData(ids: number[]) {
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    select c.subject, c.name as campaign, r.email as sent_to, r.name as addressed_as, r.status,
      r.skip_reason, r.merge_data, r.created_at, r.sent_at, r.delivered_at, r.opened_at, r.open_count,
      r.clicked_at, r.click_count, r.bounced_at, r.bounce_message, r.complained_at, r.unsubscribed_at
    from recipients r join campaigns c on c.id = r.campaign_id
    where r.contact_id = any(${sql.param(ids)}::bigint[]) order by r.created_at, r.campaign_id`);
  return rows;
}

const pageSize = 500;

async function readWholeTimeline(contactId: number): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = [];
  let before: TimelineCursor | undefined;
  do {
    const { entries, next } = await listTimeline(contactId, { before, limit: pageSize });
    found.push(...entries);
    before = next;
  } while (before !== undefined);
  return found;
}
