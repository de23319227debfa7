import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { recordAudit } from "@/lib/audit";
import { countTopics, type TopicCounts } from "@/lib/topic-counts";

export type TopicInput = {
  name: string;
  description: string;
  isPublic: boolean;
  /**
   * What holds for who never answered. In: information mails reach them until they refuse. An
   * advertisement never does: Korea (Network Act, art. 50) and the EU (ePrivacy, art. 13) want a yes.
   */
  includesUnanswered: boolean;
};

export type TopicChange =
  | { ok: true; id: number }
  | { ok: false; reason: "name_taken" | "not_found" };

const columns = {
  id: topics.id,
  name: topics.name,
  description: topics.description,
  isPublic: topics.isPublic,
  includesUnanswered: topics.includesUnanswered,
  createdAt: topics.createdAt,
  archivedAt: topics.archivedAt,
};

/** Topics that can be chosen, for selects. */
export async function listActiveTopics() {
  return db.select(columns).from(topics).where(isNull(topics.archivedAt)).orderBy(asc(topics.name));
}

export type ListedTopic = Awaited<ReturnType<typeof listTopics>>[number];

/** Topics with how many are subscribed and unsubscribed; of millions about how many. */
export async function listTopics({
  archived,
  isExact = false,
}: {
  archived: boolean;
  isExact?: boolean;
}) {
  const rows = await db
    .select(columns)
    .from(topics)
    .where(archived ? isNotNull(topics.archivedAt) : isNull(topics.archivedAt))
    .orderBy(asc(topics.name), asc(topics.id));
  const counts = await countTopics(
    rows.map(({ id }) => id),
    { isExact },
  );
  return rows.map((topic) => ({ ...topic, ...(counts.get(topic.id) ?? nobody) }));
}

const nobody: TopicCounts = {
  subscribed: { kind: "exact", count: 0 },
  unsubscribed: { kind: "exact", count: 0 },
};

export async function findTopic(id: number) {
  const [topic] = await db.select(columns).from(topics).where(eq(topics.id, id));
  return topic;
}

/** A name may stand once among the topics in use: people must be able to tell them apart. */
export async function createTopic(input: TopicInput, userId: number): Promise<TopicChange> {
  return db.transaction(async (tx) => {
    if (await isNameTaken(input.name, undefined, tx)) return { ok: false, reason: "name_taken" };
    const [topic] = await tx
      .insert(topics)
      .values({ ...input, brandId: sql`(select min(id) from brands)` })
      .returning({ id: topics.id });
    if (!topic) throw new Error("The topic was not stored.");
    await audit("create", topic.id, userId, tx);
    return { ok: true, id: topic.id };
  });
}

export async function updateTopic(
  id: number,
  input: TopicInput,
  userId: number,
): Promise<TopicChange> {
  return db.transaction(async (tx) => {
    if (await isNameTaken(input.name, id, tx)) return { ok: false, reason: "name_taken" };
    const [topic] = await tx
      .update(topics)
      .set(input)
      .where(eq(topics.id, id))
      .returning({ id: topics.id });
    if (!topic) return { ok: false, reason: "not_found" };
    await audit("update", id, userId, tx);
    return { ok: true, id };
  });
}

/**
 * Takes a topic out of use; subscriptions and evidence stay. Refused while a campaign that is
 * about to leave, or leaving, is sent on it: its people could not be told what they get.
 */
export async function archiveTopic(
  id: number,
  userId: number,
): Promise<{ ok: true } | { ok: false; reason: "in_use"; campaigns: string[] }> {
  const busy = db
    .select({ name: campaigns.name })
    .from(campaigns)
    .where(
      sql`${campaigns.topicId} = ${id} and ${campaigns.status} in ('scheduled', 'launching', 'sending', 'paused')`,
    );
  const isArchived = await db.transaction(async (tx) => {
    const [archived] = await tx
      .update(topics)
      .set({ archivedAt: sql`now()` })
      .where(and(eq(topics.id, id), isNull(topics.archivedAt), sql`not exists (${busy})`))
      .returning({ id: topics.id });
    if (archived) await audit("archive", id, userId, tx);
    return archived !== undefined;
  });
  if (isArchived) return { ok: true };
  const names = await busy.orderBy(desc(campaigns.id)).limit(5);
  // Archived before, or gone: what was asked for holds.
  if (names.length === 0) return { ok: true };
  return { ok: false, reason: "in_use", campaigns: names.map(({ name }) => name) };
}

export async function restoreTopic(id: number, userId: number): Promise<TopicChange> {
  return db.transaction(async (tx) => {
    const [topic] = await tx.select({ name: topics.name }).from(topics).where(eq(topics.id, id));
    if (!topic) return { ok: false, reason: "not_found" };
    if (await isNameTaken(topic.name, id, tx)) return { ok: false, reason: "name_taken" };
    await tx.update(topics).set({ archivedAt: null }).where(eq(topics.id, id));
    await audit("update", id, userId, tx);
    return { ok: true, id };
  });
}

/** Holds a lock until the transaction ends, so that two people cannot take one name at once. */
async function isNameTaken(name: string, exceptId: number | undefined, tx: Database) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('topics.name'))`);
  const [other] = await tx
    .select({ id: topics.id })
    .from(topics)
    .where(
      sql`lower(${topics.name}) = lower(${name}) and ${topics.archivedAt} is null
        and ${topics.id} <> ${exceptId ?? 0}`,
    )
    .limit(1);
  return other !== undefined;
}

async function audit(
  what: "create" | "update" | "archive",
  id: number,
  userId: number,
  tx: Database,
): Promise<void> {
  await recordAudit({ userId, action: `topic.${what}`, subject: `topic:${id}` }, tx);
}
