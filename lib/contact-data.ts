import { eq, inArray } from "drizzle-orm";
import { db } from "@/db";
import { consents, subscriptions, suppressions, topics } from "@/db/schema/audience";
import { imports } from "@/db/schema/imports";
import { findArchivedMails } from "@/lib/archive/find-mails";
import { recordAudit } from "@/lib/audit";
import { eventFromFile, listMails, mailFromFile } from "@/lib/contact-mails";
import { listMergedIds } from "@/lib/contact-history";
import { listTimeline, type TimelineEntry } from "@/lib/contact-timeline";
import { listSegmentsOf } from "@/lib/contact-segments";
import { type Contact, findContact } from "@/lib/contacts";
import { maskAddresses } from "@/lib/domain/mask";
import type { TimelineCursor } from "@/lib/domain/timeline-cursor";
import { formatPropertyValue } from "@/lib/domain/property-value";
import { listAllProperties } from "@/lib/properties";

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
  const [properties, answers, given, blocks, segments, mails, history, archived, sourceFile] =
    await Promise.all([
      listAllProperties(),
      listAnswers(contactId),
      listEvidence(ids),
      listBlocks(contact.emailNormalized),
      listSegmentsOf(contactId),
      listMails(ids),
      readWholeTimeline(contactId),
      findArchivedMails(ids, { since: contact.createdAt }),
      findSourceFile(contact),
    ]);
  const { emailNormalized: _normalized, properties: values, ...fields } = contact;
  const known = new Map(properties.map((property) => [property.key, property]));
  return {
    format: "letterpress.contact.v1" as const,
    exportedAt: new Date(),
    contact: { ...fields, sourceFile },
    properties: Object.entries(values).map(([key, value]) => ({
      key,
      label: known.get(key)?.label ?? key,
      value,
      // A choice is kept as its key, which says nothing to the person.
      ...(known.get(key)?.type === "choice" && {
        choice: formatPropertyValue(value, known.get(key)?.choices),
      }),
    })),
    subscriptions: answers,
    consents: given,
    suppressions: blocks,
    segments,
    mails: [...archived.mails.map(mailFromFile), ...mails],
    /** Campaigns whose mails lie in files that this machine does not have. */
    mailsElsewhere: archived.unread,
    history: [...history.map(withoutStaff), ...archived.events.map(eventFromFile)].toSorted(
      (a, b) => b.at.getTime() - a.at.getTime(),
    ),
  };
}

async function findSourceFile({ source }: Contact): Promise<string | undefined> {
  const id = Number(/^import:(\d+)$/.exec(source ?? "")?.[1]);
  if (!Number.isSafeInteger(id)) return undefined;
  const [file] = await db
    .select({ name: imports.fileName })
    .from(imports)
    .where(eq(imports.id, id));
  return file?.name;
}

/** Who of the team changed something is that user's data, not the person's. */
function withoutStaff({ key: _key, ...entry }: TimelineEntry) {
  return entry.kind === "change" ? { ...entry, name: "" } : entry;
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
      file: imports.fileName,
    })
    .from(consents)
    .leftJoin(imports, eq(imports.id, consents.importId))
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
