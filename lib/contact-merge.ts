import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { contacts, type PropertyValues } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { contactMerges } from "@/db/schema/erasures";
import { recordAudit } from "@/lib/audit";
import { mergeEngagement } from "@/lib/contact-engagement";
import type { Contact } from "@/lib/contacts";
import { moveMails } from "@/lib/merge-mails";
import { mergeAnswers, mergeSuppressions } from "@/lib/merge-answers";

/** `from` goes, `into` stays; its values hold except for the fields named. */
export type Merge = { from: number; into: number; takeFrom: string[] };

export type MergeResult = { ok: true } | { ok: false; reason: "not_found" | "same" | "planning" };

/** Built-in fields that can be taken from the other; properties are named "property:<key>". */
export const mergedFields = ["name", "firstName", "lastName", "phone"] as const;

/**
 * Makes two contacts one (docs/decisions/017-merge.md). The stricter answer wins, what blocked one
 * address blocks both, mails that wait go out once. The ledger keeps the rows of both; the page of
 * the one that stays shows them.
 */
export async function mergeContacts(
  { from: fromId, into: intoId, takeFrom }: Merge,
  { userId }: { userId: number },
): Promise<MergeResult> {
  if (fromId === intoId) return { ok: false, reason: "same" };
  return db.transaction(async (tx) => {
    if (await isPlanning(tx)) return { ok: false, reason: "planning" };
    const pair = await tx
      .select()
      .from(contacts)
      .where(inArray(contacts.id, [fromId, intoId]))
      .orderBy(contacts.id)
      .for("update");
    const from = pair.find(({ id }) => id === fromId);
    const into = pair.find(({ id }) => id === intoId);
    if (!from || !into) return { ok: false, reason: "not_found" };
    await mergeAnswers(tx, { from, into, userId });
    await mergeSuppressions(tx, { from, into, userId });
    await moveMails(tx, { from, into });
    await mergeEngagement(tx, { from: fromId, into: intoId });
    await moveMemberships(tx, { from: fromId, into: intoId });
    await tx.insert(contactMerges).values({
      fromContactId: fromId,
      fromEmailNormalized: from.emailNormalized,
      intoContactId: intoId,
      mergedBy: userId,
    });
    await tx.delete(contacts).where(eq(contacts.id, fromId));
    await tx
      .update(contacts)
      .set({ ...mergeValues(from, into, takeFrom), updatedAt: sql`now()` })
      .where(eq(contacts.id, intoId));
    const details = { from: fromId, takeFrom };
    const subject = `contact:${intoId}`;
    await recordAudit({ userId, action: "contact.merge", subject, details }, tx);
    return { ok: true };
  });
}

/**
 * A fan-out in the middle has planned one of them perhaps and not the other: it would be mailed
 * twice or never. It takes seconds; whoever merges waits for it.
 */
async function isPlanning(tx: Database): Promise<boolean> {
  const planning = await tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(
      and(
        inArray(campaigns.status, ["launching", "sending", "paused"]),
        isNull(campaigns.fanoutFinishedAt),
        inArray(campaigns.kind, ["marketing", "information"]),
      ),
    )
    .limit(1);
  return planning.length > 0;
}

/** What stays empty is filled from the other; where both say something the choice decides. */
export function mergeValues(from: Contact, into: Contact, takeFrom: string[]) {
  const pick = <T>(name: string, theirs: T, ours: T): T =>
    takeFrom.includes(name) || ours === null || ours === "" ? (theirs ?? ours) : ours;
  const properties: PropertyValues = { ...from.properties, ...into.properties };
  for (const key of Object.keys(from.properties)) {
    if (takeFrom.includes(`property:${key}`)) properties[key] = from.properties[key] ?? null;
  }
  return {
    name: pick("name", from.name, into.name),
    firstName: pick("firstName", from.firstName, into.firstName),
    lastName: pick("lastName", from.lastName, into.lastName),
    phone: pick("phone", from.phone, into.phone),
    locale: into.locale ?? from.locale,
    timeZone: into.timeZone ?? from.timeZone,
    properties,
    createdAt: from.createdAt < into.createdAt ? from.createdAt : into.createdAt,
    lastOpenedAt: latest(from.lastOpenedAt, into.lastOpenedAt),
    lastClickedAt: latest(from.lastClickedAt, into.lastClickedAt),
  };
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

async function moveMemberships(tx: Database, { from, into }: { from: number; into: number }) {
  await tx.execute(sql`
    insert into import_contacts (import_id, contact_id)
    select import_id, ${into}::bigint from import_contacts where contact_id = ${from}::bigint
    on conflict do nothing`);
  await tx.execute(sql`
    insert into segment_members (segment_id, contact_id, added_at, added_by)
    select segment_id, ${into}::bigint, added_at, added_by from segment_members
    where contact_id = ${from}::bigint on conflict do nothing`);
}
