import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { segments } from "@/db/schema/audience";
import { segmentMembers } from "@/db/schema/segments";
import { recordAudit } from "@/lib/audit";
import type { RecipientFilter } from "@/lib/domain/recipient-filter";
import { isStatic, memberRule, segmentRule } from "@/lib/domain/segment-rule";
import { whereRecipients } from "@/lib/reports/recipients";

/** The people of a static segment, as they are this moment. */
type MemberSource =
  | { contactIds: number[] }
  /** A condition over the table `contacts`. */
  | { where: SQL }
  | { importId: number }
  /** The people behind a number of a campaign's report. */
  | { campaignId: number; filter: RecipientFilter | undefined; q?: string | undefined };

/** Keeps these people as a segment; they stay whatever becomes of where they came from. */
export async function createStaticSegment({
  name,
  userId,
  members,
}: {
  name: string;
  userId: number;
  members: MemberSource;
}): Promise<{ id: number; count: number }> {
  return await db.transaction(async (tx) => {
    const { id } = await insertSegment(tx, { name, userId });
    const count = await insertMembers(tx, { id, members, userId });
    await recordAudit(
      { userId, action: "segment.create", subject: `segment:${id}`, details: { people: count } },
      tx,
    );
    return { id, count };
  });
}

/** Its rule names the segment itself, so the number must be there first. */
async function insertSegment(tx: Database, { name, userId }: { name: string; userId: number }) {
  const [row] = await tx
    .insert(segments)
    .values({ name, rule: {}, createdBy: userId })
    .returning({ id: segments.id });
  if (!row) throw new Error("The segment was not stored.");
  await tx
    .update(segments)
    .set({ rule: memberRule(row.id) })
    .where(eq(segments.id, row.id));
  return row;
}

/** Puts more people into a static segment; says how many were not in it yet. */
export async function addSegmentMembers(
  segmentId: number,
  members: MemberSource,
  { userId }: { userId: number },
): Promise<number> {
  return await db.transaction(async (tx) => {
    await lockStatic(tx, segmentId);
    const added = await insertMembers(tx, { id: segmentId, members, userId });
    await noteChange(tx, segmentId, { userId, details: { added } });
    return added;
  });
}

/** Takes people out of a static segment; the contacts stay. */
export async function removeSegmentMembers(
  segmentId: number,
  contactIds: number[],
  { userId }: { userId: number },
): Promise<number> {
  return await db.transaction(async (tx) => {
    await lockStatic(tx, segmentId);
    const removed = await tx
      .delete(segmentMembers)
      .where(
        and(eq(segmentMembers.segmentId, segmentId), inArray(segmentMembers.contactId, contactIds)),
      )
      .returning({ contactId: segmentMembers.contactId });
    await noteChange(tx, segmentId, { userId, details: { removed: removed.length } });
    return removed.length;
  });
}

async function lockStatic(tx: Database, id: number): Promise<void> {
  const [row] = await tx
    .select({ id: segments.id, rule: segments.rule })
    .from(segments)
    .where(eq(segments.id, id))
    .for("update");
  if (!row || !isStatic({ id, rule: segmentRule.parse(row.rule) }))
    throw new Error(`Segment ${id} does not hold a list of people.`);
}

async function noteChange(
  tx: Database,
  id: number,
  { userId, details }: { userId: number; details: Record<string, number> },
): Promise<void> {
  await tx
    .update(segments)
    .set({ updatedAt: sql`now()` })
    .where(eq(segments.id, id));
  await recordAudit({ userId, action: "segment.update", subject: `segment:${id}`, details }, tx);
}

async function insertMembers(
  tx: Database,
  { id, members, userId }: { id: number; members: MemberSource; userId: number },
): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    insert into segment_members (segment_id, contact_id, added_by)
    select ${id}::bigint, contacts.id, ${userId}::bigint from contacts
    where ${memberCondition(members)} order by contacts.id
    on conflict do nothing`);
  return rowCount ?? 0;
}

/** Only contacts that are still there: a ledger remembers people who were erased. */
function memberCondition(members: MemberSource): SQL {
  if ("where" in members) return members.where;
  if ("contactIds" in members)
    return sql`contacts.id = any(${sql.param(members.contactIds)}::bigint[])`;
  if ("importId" in members)
    return sql`contacts.id in (select contact_id from import_contacts
      where import_id = ${members.importId}::bigint)`;
  return sql`contacts.id in (select contact_id from recipients where ${whereRecipients(members)})`;
}

export type SegmentMember = { id: number; email: string; name: string; addedAt: Date };

const pageSize = 50;

/** Who is in a static segment, in the order of contacts; `after` is the id that the last page ended with. */
export async function listSegmentMembers(
  segmentId: number,
  { after = 0 }: { after?: number | undefined } = {},
): Promise<{ members: SegmentMember[]; next: number | undefined }> {
  const { rows } = await db.execute<{ id: string; email: string; name: string; added_at: string }>(
    sql`
    select contacts.id, contacts.email, contacts.name, m.added_at
    from segment_members m join contacts on contacts.id = m.contact_id
    where m.segment_id = ${segmentId}::bigint and m.contact_id > ${after}::bigint
    order by m.contact_id limit ${pageSize + 1}::int`,
  );
  const members = rows.slice(0, pageSize).map(({ id, email, name, added_at: addedAt }) => ({
    id: Number(id),
    email,
    name,
    addedAt: new Date(addedAt),
  }));
  return { members, next: rows.length > pageSize ? members.at(-1)?.id : undefined };
}

/** Static segments in use, by name: what people can be added to. */
export async function listStaticSegments(): Promise<{ id: number; name: string }[]> {
  const { rows } = await db.execute<{ id: string; name: string }>(sql`
    select id, name from segments where archived_at is null
      and rule = jsonb_build_object('match', 'all', 'rules', jsonb_build_array(
        jsonb_build_object('field', 'member', 'op', 'in', 'segmentId', id)))
    order by name, id`);
  return rows.map(({ id, name }) => ({ id: Number(id), name }));
}
