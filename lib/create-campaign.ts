import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { segments, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { imports } from "@/db/schema/imports";
import { senders } from "@/db/schema/organization";
import { recordAudit } from "@/lib/audit";
import { mailLocale } from "@/lib/campaign-content";
import { composedBeginning } from "@/lib/content/composed-beginning";
import type { EditableKind } from "@/lib/domain/campaign-edit";
import { importRule } from "@/lib/domain/segment-rule";
import { composedKey, isTemplateKey } from "@/lib/domain/template-catalog";
import { sampleFor } from "@/lib/domain/template-samples";
import { publicUrl } from "@/lib/env";
import { getOrganization } from "@/lib/organization";

export type NewCampaign = {
  kind: EditableKind;
  templateKey: string;
  /** How many products the sample of a promotion begins with; 30 make a mail of about 100 KB. */
  sampleProducts?: number | undefined;
  /** Which mail a composed one begins with; an empty one by default. */
  startingPoint?: string | undefined;
  /** null: information mails may go out without a topic. undefined: the first topic there is. */
  topicId?: number | null | undefined;
  name?: string | undefined;
  segmentIds?: number[] | undefined;
  /** The people of a finished import; becomes a segment, so that it can be used again. */
  importId?: number | undefined;
  nameImportSegment?: (fileName: string) => string;
  userId: number;
};

export type CreateResult =
  | { ok: true; id: number }
  | { ok: false; reason: "unknown_template" | "unknown_topic" | "topic_required" };

/** A draft that could nearly be sent: default sender, topic, the template's sample content. */
export async function createCampaign(input: NewCampaign): Promise<CreateResult> {
  const sample = await findBeginning(input);
  if (!sample) return { ok: false, reason: "unknown_template" };
  return db.transaction(async (tx) => {
    const topicId = input.topicId === undefined ? await firstTopic(tx) : input.topicId;
    if (topicId === null && input.kind === "marketing") {
      return { ok: false, reason: "topic_required" } as const;
    }
    if (topicId !== null && !(await topicExists(topicId, tx))) {
      return { ok: false, reason: "unknown_topic" } as const;
    }
    const imported = await segmentOfImport(input, tx);
    const [sender] = await tx
      .select({ id: senders.id })
      .from(senders)
      .where(isNull(senders.archivedAt))
      .orderBy(desc(senders.isDefault), asc(senders.id))
      .limit(1);
    const [campaign] = await tx
      .insert(campaigns)
      .values({
        brandId: sql`(select min(id) from brands)`,
        kind: input.kind,
        name: input.name ?? "",
        subject: sample.subject,
        previewText: sample.previewText,
        content: sample.content,
        templateKey: input.templateKey,
        senderId: sender?.id ?? null,
        topicId,
        segmentIds: [...(input.segmentIds ?? []), ...imported],
        createdBy: input.userId,
      })
      .returning({ id: campaigns.id });
    if (!campaign) throw new Error("The campaign could not be made.");
    await recordAudit(
      { userId: input.userId, action: "campaign.create", subject: `campaign:${campaign.id}` },
      tx,
    );
    return { ok: true, id: campaign.id } as const;
  });
}

type Beginning = { subject: string; previewText: string; content: Record<string, unknown> };

/** What the mail says at first; undefined where the template or starting point does not exist. */
async function findBeginning(input: NewCampaign): Promise<Beginning | undefined> {
  const [locale, { name: shop }] = await Promise.all([mailLocale(), getOrganization()]);
  if (input.templateKey === composedKey) {
    return composedBeginning(input.startingPoint, { locale, pictures: `${publicUrl()}/samples` });
  }
  if (!isTemplateKey(input.templateKey)) return undefined;
  return sampleFor(input.templateKey, {
    locale,
    imageBase: publicUrl(),
    shop, // the sample speaks in the shop's own name, under its own masthead
    ...(input.sampleProducts === undefined ? {} : { products: input.sampleProducts }),
  });
}

async function firstTopic(tx: Database): Promise<number | null> {
  const [topic] = await tx
    .select({ id: topics.id })
    .from(topics)
    .where(isNull(topics.archivedAt))
    .orderBy(asc(topics.id))
    .limit(1);
  return topic?.id ?? null;
}

async function topicExists(id: number, tx: Database): Promise<boolean> {
  const found = await tx
    .select({ id: topics.id })
    .from(topics)
    .where(and(eq(topics.id, id), isNull(topics.archivedAt)));
  return found.length > 0;
}

async function segmentOfImport(input: NewCampaign, tx: Database): Promise<number[]> {
  if (input.importId === undefined) return [];
  const [source] = await tx
    .select({ fileName: imports.fileName })
    .from(imports)
    .where(eq(imports.id, input.importId));
  if (!source) return [];
  const name = input.nameImportSegment?.(source.fileName) ?? source.fileName;
  const [segment] = await tx
    .insert(segments)
    .values({ name, rule: importRule(input.importId), createdBy: input.userId })
    .returning({ id: segments.id });
  return segment ? [segment.id] : [];
}

/** The file an import came from; undefined when there is no such import. */
export async function findImportName(id: number): Promise<string | undefined> {
  const [source] = await db
    .select({ fileName: imports.fileName })
    .from(imports)
    .where(eq(imports.id, id));
  return source?.fileName;
}
