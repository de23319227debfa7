import { desc, eq } from "drizzle-orm";
import { db, type Database } from "@/db";
import { consents, topics } from "@/db/schema/audience";

/** How a consent came to us; also the `source` of a suppression made by the person. */
export type ConsentSource =
  | "import"
  | "api" // a sync job said so
  | "manual" // a user did it by hand
  | "preference_page" // the person, on the public page
  | "undo" // the person took the last change back
  | "one_click" // the person, through the mail program's own button
  | "complaint" // "this is spam"
  | "merge"; // the answer of a contact that was merged into this one

/** Where, when and through which mail a person acted. */
export type Evidence = {
  source: ConsentSource;
  givenAt?: Date; // when the person acted; now unless known better
  wording?: string | null;
  userId?: number | null; // who wrote it down, when it was not the person
  importId?: number | null;
  campaignId?: number | null;
  recipientId?: number | null;
  ip?: string | null;
  userAgent?: string | null;
};

/** Adds one line of evidence. What a line says is never changed: a later line says otherwise. */
export async function recordConsent(
  consent: {
    contactId: number | null;
    emailNormalized: string | null;
    topicId: number | null; // null = everything
    action: "granted" | "withdrawn";
    evidence: Evidence;
  },
  database: Database = db,
): Promise<void> {
  const { evidence, ...rest } = consent;
  await database.insert(consents).values({ ...rest, ...evidenceColumns(evidence) });
}

/** The evidence as columns of `consents`. */
export function evidenceColumns(evidence: Evidence) {
  return {
    source: evidence.source,
    wording: evidence.wording ?? null,
    givenAt: evidence.givenAt ?? new Date(),
    recordedBy: evidence.userId ?? null,
    importId: evidence.importId ?? null,
    campaignId: evidence.campaignId ?? null,
    recipientId: evidence.recipientId ?? null,
    ip: evidence.ip ?? null,
    userAgent: evidence.userAgent?.slice(0, 500) ?? null,
  };
}

/** What a contact agreed to and refused, newest first. */
export async function listConsents(contactId: number) {
  return db
    .select({
      id: consents.id,
      topicId: consents.topicId,
      topicName: topics.name,
      action: consents.action,
      source: consents.source,
      wording: consents.wording,
      givenAt: consents.givenAt,
      recordedAt: consents.recordedAt,
      recordedBy: consents.recordedBy,
      undoneAt: consents.undoneAt,
      importId: consents.importId,
      campaignId: consents.campaignId,
    })
    .from(consents)
    .leftJoin(topics, eq(topics.id, consents.topicId))
    .where(eq(consents.contactId, contactId))
    .orderBy(desc(consents.givenAt), desc(consents.id));
}
