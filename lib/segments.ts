import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { properties, segments } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { recordAudit } from "@/lib/audit";
import {
  isStatic,
  listConditions,
  segmentRule,
  type SegmentCondition,
  type SegmentRule,
} from "@/lib/domain/segment-rule";
import { createStaticSegment } from "@/lib/segment-members";

export type Segment = {
  id: number;
  name: string;
  rule: SegmentRule;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
};

const columns = {
  id: segments.id,
  name: segments.name,
  rule: segments.rule,
  createdAt: segments.createdAt,
  updatedAt: segments.updatedAt,
  archivedAt: segments.archivedAt,
};

/** Segments by name; not counted, because each count reads the contacts. */
export async function listSegments({ archived = false } = {}): Promise<Segment[]> {
  const rows = await db
    .select(columns)
    .from(segments)
    .where(archived ? isNotNull(segments.archivedAt) : isNull(segments.archivedAt))
    .orderBy(asc(segments.name), asc(segments.id));
  return rows.map(withRule);
}

export async function findSegment(id: number): Promise<Segment | undefined> {
  const [row] = await db.select(columns).from(segments).where(eq(segments.id, id));
  return row && withRule(row);
}

export async function getSegment(id: number): Promise<Segment> {
  const segment = await findSegment(id);
  if (!segment) throw new Error(`There is no segment ${id}.`);
  return segment;
}

function withRule<T extends { rule: unknown }>(row: T): Omit<T, "rule"> & { rule: SegmentRule } {
  return { ...row, rule: segmentRule.parse(row.rule) };
}

export async function createSegment(
  { name, rule, userId }: { name: string; rule: SegmentRule; userId: number },
  database: Database = db,
): Promise<{ id: number }> {
  const [segment] = await database
    .insert(segments)
    .values({ name, rule, createdBy: userId })
    .returning({ id: segments.id });
  if (!segment) throw new Error("The segment was not stored.");
  await audit("create", segment.id, userId, database);
  return segment;
}

/** Campaigns launched before keep the rule they were launched with. */
export async function saveSegment(
  id: number,
  { name, rule, userId }: { name: string; rule: SegmentRule; userId: number },
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const [saved] = await db
    .update(segments)
    .set({ name, rule, updatedAt: sql`now()` })
    .where(eq(segments.id, id))
    .returning({ id: segments.id });
  if (!saved) return { ok: false, reason: "not_found" };
  await audit("update", id, userId);
  return { ok: true };
}

/** A second segment with the same rule; of a static one, with the same people. */
export async function duplicateSegment(
  id: number,
  { name, userId }: { name: string; userId: number },
): Promise<{ id: number }> {
  const { rule } = await getSegment(id);
  if (!isStatic({ id, rule })) return await createSegment({ name, rule, userId });
  const where = sql`contacts.id in (select contact_id from segment_members
    where segment_id = ${id}::bigint)`;
  return await createStaticSegment({ name, userId, members: { where } });
}

/** Of a static segment only the name can change; its people are added and taken out. */
export async function renameSegment(
  id: number,
  { name, userId }: { name: string; userId: number },
): Promise<boolean> {
  const renamed = await db
    .update(segments)
    .set({ name, updatedAt: sql`now()` })
    .where(eq(segments.id, id))
    .returning({ id: segments.id });
  if (renamed.length > 0) await audit("update", id, userId);
  return renamed.length > 0;
}

/** Refused while a scheduled campaign would need it; launched ones carry their own copy. */
export async function archiveSegment(
  id: number,
  userId: number,
): Promise<{ ok: true } | { ok: false; reason: "scheduled"; campaigns: string[] }> {
  const scheduled = db
    .select({ name: campaigns.name })
    .from(campaigns)
    .where(and(eq(campaigns.status, "scheduled"), usesSegment(id)));
  const [archived] = await db
    .update(segments)
    .set({ archivedAt: sql`now()` })
    .where(and(eq(segments.id, id), isNull(segments.archivedAt), sql`not exists (${scheduled})`))
    .returning({ id: segments.id });
  if (archived) {
    await audit("archive", id, userId);
    return { ok: true };
  }
  const names = await scheduled.limit(5);
  if (names.length === 0) return { ok: true };
  return { ok: false, reason: "scheduled", campaigns: names.map(({ name }) => name) };
}

export async function restoreSegment(id: number, userId: number): Promise<void> {
  await db.update(segments).set({ archivedAt: null }).where(eq(segments.id, id));
  await audit("update", id, userId);
}

export type SegmentUse = Awaited<ReturnType<typeof listSegmentUses>>[number];

/** Segments in use whose rule asks for the members of this one. */
export async function listSegmentsAsking(id: number): Promise<{ id: number; name: string }[]> {
  const others = await listSegments();
  return others.filter(
    (other) =>
      other.id !== id &&
      listConditions(other.rule).some((one) => one.field === "member" && one.segmentId === id),
  );
}

/** Campaigns that include or exclude the segment, newest first. */
export async function listSegmentUses(id: number) {
  return db
    .select({
      id: campaigns.id,
      name: campaigns.name,
      status: campaigns.status,
      isExcluded: sql<boolean>`${campaigns.excludedSegmentIds} @> array[${id}]::bigint[]`,
    })
    .from(campaigns)
    .where(and(usesSegment(id), isNull(campaigns.archivedAt)))
    .orderBy(desc(campaigns.id))
    .limit(20);
}

function usesSegment(id: number) {
  return sql`(${campaigns.segmentIds} @> array[${id}]::bigint[]
    or ${campaigns.excludedSegmentIds} @> array[${id}]::bigint[])`;
}

/** Conditions over a property that is not declared, or of another type: the rule would select nobody. */
export async function findUnknownProperties(rule: SegmentRule): Promise<string[]> {
  const declared = await db.select({ key: properties.key, type: properties.type }).from(properties);
  const types = new Map(declared.map(({ key, type }) => [key, type]));
  const isUnknown = (condition: SegmentCondition) =>
    condition.field === "property" && types.get(condition.key) !== condition.type;
  return listConditions(rule).flatMap((condition) =>
    condition.field === "property" && isUnknown(condition) ? [condition.key] : [],
  );
}

async function audit(
  what: "create" | "update" | "archive",
  id: number,
  userId: number,
  database: Database = db,
): Promise<void> {
  await recordAudit({ userId, action: `segment.${what}`, subject: `segment:${id}` }, database);
}
