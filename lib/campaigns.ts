import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recordAudit } from "@/lib/audit";
import { archivableStatuses, editableKinds, type EditableKind } from "@/lib/domain/campaign-edit";

/** What a person works on; test and transactional rows of the ledger are never returned. */
export type Campaign = NonNullable<Awaited<ReturnType<typeof findCampaign>>>;

export async function findCampaign(id: number) {
  const [campaign] = await db
    .select({
      id: campaigns.id,
      brandId: campaigns.brandId,
      kind: sql<EditableKind>`${campaigns.kind}`,
      name: campaigns.name,
      subject: campaigns.subject,
      previewText: campaigns.previewText,
      senderId: campaigns.senderId,
      replyTo: campaigns.replyTo,
      topicId: campaigns.topicId,
      templateKey: campaigns.templateKey,
      content: campaigns.content,
      segmentIds: campaigns.segmentIds,
      excludedSegmentIds: campaigns.excludedSegmentIds,
      status: campaigns.status,
      revision: campaigns.revision,
      scheduleVersion: campaigns.scheduleVersion,
      scheduledFor: campaigns.scheduledFor,
      timeZone: campaigns.timeZone,
      pausedReason: campaigns.pausedReason,
      failedReason: campaigns.failedReason,
      inDoubtPolicy: campaigns.inDoubtPolicy,
      contentHash: campaigns.contentHash,
      reviewedCount: campaigns.reviewedCount,
      audienceCount: campaigns.audienceCount,
      fanoutFinishedAt: campaigns.fanoutFinishedAt,
      startedAt: campaigns.startedAt,
      finishedAt: campaigns.finishedAt,
      updatedAt: campaigns.updatedAt,
      archivedAt: campaigns.archivedAt,
    })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), inArray(campaigns.kind, [...editableKinds])));
  return campaign;
}

export async function getCampaign(id: number): Promise<Campaign> {
  const campaign = await findCampaign(id);
  if (!campaign) throw new Error(`Campaign ${id} does not exist.`);
  return campaign;
}

/** What may be changed while a campaign is a draft. */
export type CampaignPatch = Partial<
  Pick<
    typeof campaigns.$inferInsert,
    | "name"
    | "subject"
    | "previewText"
    | "senderId"
    | "replyTo"
    | "topicId"
    | "templateKey"
    | "content"
    | "segmentIds"
    | "excludedSegmentIds"
    | "inDoubtPolicy"
  >
> & { kind?: EditableKind };

export type SaveResult =
  | { ok: true; revision: number; updatedAt: Date }
  | { ok: false; reason: "not_found" | "not_draft" }
  | { ok: false; reason: "stale"; revision: number; updatedAt: Date };

/** Saves a draft if nobody saved since `revision` was read; a stale save changes nothing. */
export async function saveCampaign(
  id: number,
  { revision, patch }: { revision: number; patch: CampaignPatch },
): Promise<SaveResult> {
  const [saved] = await db
    .update(campaigns)
    .set({
      ...patch,
      revision: sql`${campaigns.revision} + 1`,
      updatedAt: sql`now()`,
      // What was confirmed is no longer what the draft says: it must be confirmed again.
      contentHash: null,
      confirmedAt: null,
      confirmedBy: null,
      reviewedCount: null,
    })
    .where(
      and(
        eq(campaigns.id, id),
        eq(campaigns.status, "draft"),
        eq(campaigns.revision, revision),
        inArray(campaigns.kind, [...editableKinds]),
      ),
    )
    .returning({ revision: campaigns.revision, updatedAt: campaigns.updatedAt });
  if (saved) return { ok: true, ...saved };
  const current = await findCampaign(id);
  if (!current) return { ok: false, reason: "not_found" };
  if (current.status !== "draft") return { ok: false, reason: "not_draft" };
  return {
    ok: false,
    reason: "stale",
    revision: current.revision,
    updatedAt: current.updatedAt,
  };
}

/** The name is a label of ours, never part of a mail: it may change in every status. */
export async function renameCampaign(id: number, name: string): Promise<boolean> {
  const renamed = await db
    .update(campaigns)
    .set({ name, updatedAt: sql`now()` })
    .where(and(eq(campaigns.id, id), inArray(campaigns.kind, [...editableKinds])))
    .returning({ id: campaigns.id });
  return renamed.length > 0;
}

/** The names in use that begin so, for a name of their kind that is still free. */
export async function listCampaignNames(start: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ name: campaigns.name })
    .from(campaigns)
    .where(
      and(
        inArray(campaigns.kind, [...editableKinds]),
        sql`starts_with(${campaigns.name}, ${start})`,
      ),
    );
  return rows.map(({ name }) => name);
}

/** A new draft with the content and audience of another campaign, whatever became of that one. */
export async function duplicateCampaign(
  id: number,
  { name, userId }: { name: string; userId: number },
): Promise<{ ok: true; id: number } | { ok: false; reason: "not_found" }> {
  const source = await findCampaign(id);
  if (!source) return { ok: false, reason: "not_found" };
  return await db.transaction(async (tx) => {
    const [copy] = await tx
      .insert(campaigns)
      .values({
        brandId: source.brandId,
        kind: source.kind,
        name,
        subject: source.subject,
        previewText: source.previewText,
        senderId: source.senderId,
        replyTo: source.replyTo,
        topicId: source.topicId,
        templateKey: source.templateKey,
        content: source.content,
        segmentIds: source.segmentIds,
        excludedSegmentIds: source.excludedSegmentIds,
        inDoubtPolicy: source.inDoubtPolicy,
        createdBy: userId,
      })
      .returning({ id: campaigns.id });
    if (!copy) throw new Error(`Campaign ${id} could not be copied.`);
    const subject = `campaign:${copy.id}`;
    await recordAudit({ userId, action: "campaign.duplicate", subject, details: { from: id } }, tx);
    return { ok: true, id: copy.id } as const;
  });
}

/** Only a draft can be deleted: everything later has rows in the ledger that must stay explained. */
export async function deleteDraft(
  id: number,
  { userId }: { userId: number },
): Promise<{ ok: true } | { ok: false; reason: "not_draft" }> {
  return await db.transaction(async (tx) => {
    const deleted = await tx
      .delete(campaigns)
      .where(
        and(
          eq(campaigns.id, id),
          eq(campaigns.status, "draft"),
          inArray(campaigns.kind, [...editableKinds]),
        ),
      )
      .returning({ id: campaigns.id });
    if (deleted.length === 0) return { ok: false, reason: "not_draft" } as const;
    await recordAudit({ userId, action: "campaign.delete", subject: `campaign:${id}` }, tx);
    return { ok: true } as const;
  });
}

/** Takes a campaign at rest off the list; its report stays reachable. */
export async function archiveCampaign(
  id: number,
): Promise<{ ok: true } | { ok: false; reason: "still_running" }> {
  const archived = await db
    .update(campaigns)
    .set({ archivedAt: sql`now()` })
    .where(
      and(
        eq(campaigns.id, id),
        isNull(campaigns.archivedAt),
        inArray(campaigns.status, [...archivableStatuses]),
      ),
    )
    .returning({ id: campaigns.id });
  return archived.length > 0 ? { ok: true } : { ok: false, reason: "still_running" };
}

export async function unarchiveCampaign(id: number): Promise<void> {
  await db.update(campaigns).set({ archivedAt: null }).where(eq(campaigns.id, id));
}
