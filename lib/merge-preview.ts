import { inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import {
  type Choice,
  contacts,
  type PropertyValue,
  type SubscriptionStatus,
  type SuppressionReason,
} from "@/db/schema/audience";
import type { Contact } from "@/lib/contacts";
import { mergedFields } from "@/lib/contact-merge";
import { countMoves, type MailMoves } from "@/lib/merge-mails";
import { listProperties } from "@/lib/properties";

/** A field in which the two differ, or that only one of them has. */
export type FieldDifference = {
  field: string; // "name" or "property:<key>"
  label: string | undefined; // of a property
  choices: Choice[];
  into: PropertyValue | null;
  from: PropertyValue | null;
};

export type MergePreview = {
  into: Contact;
  from: Contact;
  differences: FieldDifference[];
  topics: {
    name: string;
    into: SubscriptionStatus | null;
    from: SubscriptionStatus | null;
    result: SubscriptionStatus;
  }[];
  /** Of either address; `blocksBoth` says whether it will hold for the one that stays. */
  suppressions: { reason: SuppressionReason; address: "into" | "from"; blocksBoth: boolean }[];
  mailsOfOther: number;
  waiting: MailMoves;
};

/** What merging would do, read with the same rules as `mergeContacts`; nothing is changed. */
export async function previewMerge(
  fromId: number,
  intoId: number,
): Promise<MergePreview | undefined> {
  const pair = await db
    .select()
    .from(contacts)
    .where(inArray(contacts.id, [fromId, intoId]));
  const from = pair.find(({ id }) => id === fromId);
  const into = pair.find(({ id }) => id === intoId);
  if (!from || !into || fromId === intoId) return undefined;
  const [differences, topics, suppressions, mailsOfOther, waiting] = await Promise.all([
    listDifferences(from, into),
    listAnswers(fromId, intoId),
    listBlocks(from, into),
    countMails(fromId),
    countMoves(db, { from, into }),
  ]);
  return { from, into, differences, topics, suppressions, mailsOfOther, waiting };
}

async function listDifferences(from: Contact, into: Contact): Promise<FieldDifference[]> {
  const properties = await listProperties();
  const same = (one: PropertyValue | null, other: PropertyValue | null) =>
    JSON.stringify(one) === JSON.stringify(other);
  return [
    ...mergedFields
      .filter((field) => (from[field] ?? "") !== (into[field] ?? ""))
      .map((field) => ({
        field,
        label: undefined,
        choices: [],
        into: into[field] || null,
        from: from[field] || null,
      })),
    ...properties
      .filter(({ key }) => !same(from.properties[key] ?? null, into.properties[key] ?? null))
      .map(({ key, label, choices }) => ({
        field: `property:${key}`,
        label,
        choices,
        into: into.properties[key] ?? null,
        from: from.properties[key] ?? null,
      })),
  ];
}

async function listAnswers(fromId: number, intoId: number): Promise<MergePreview["topics"]> {
  const { rows } = await db.execute<MergePreview["topics"][number]>(sql`
    select t.name, i.status as "into", f.status as "from",
      case when 'unsubscribed' in (i.status, f.status) then 'unsubscribed' else 'subscribed' end as result
    from topics t
    left join subscriptions i on i.topic_id = t.id and i.contact_id = ${intoId}::bigint
    left join subscriptions f on f.topic_id = t.id and f.contact_id = ${fromId}::bigint
    where i.status is not null or f.status is not null order by t.name`);
  return rows;
}

async function listBlocks(from: Contact, into: Contact): Promise<MergePreview["suppressions"]> {
  const { rows } = await db.execute<{ reason: SuppressionReason; of: "into" | "from" }>(sql`
    select reason, case when email_normalized = ${into.emailNormalized} then 'into' else 'from' end as of
    from suppressions
    where email_normalized in (${from.emailNormalized}, ${into.emailNormalized}) order by of, reason`);
  return rows.map(({ reason, of }) => ({
    reason,
    address: of,
    blocksBoth: of === "from" && reason !== "bounce" && reason !== "soft_bounce",
  }));
}

async function countMails(contactId: number): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from recipients where contact_id = ${contactId}::bigint`,
  );
  return rows[0]?.n ?? 0;
}
