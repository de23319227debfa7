import { desc, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { properties, topics } from "@/db/schema/audience";
import { campaigns, contents } from "@/db/schema/campaigns";
import { imports } from "@/db/schema/imports";
import type { SegmentCampaign, SegmentChoices } from "@/lib/domain/segment-choices";
import { listConditions, type SegmentCondition, type SegmentRule } from "@/lib/domain/segment-rule";
import { listStaticSegments } from "@/lib/segment-members";

const newest = 200;

/** What the conditions can be about: the present choices, and all that the given rules name. */
export async function getSegmentChoices(rules: SegmentRule[] = []): Promise<SegmentChoices> {
  const named = namedIn(rules.flatMap(listConditions));
  const [propertyRows, topicRows, importRows, segmentRows, campaignRows] = await Promise.all([
    db
      .select({
        key: properties.key,
        label: properties.label,
        kind: properties.type,
        choices: properties.choices,
      })
      .from(properties)
      .where(isNull(properties.archivedAt))
      .orderBy(properties.label),
    db
      .select({ id: topics.id, name: topics.name })
      .from(topics)
      .where(or(isNull(topics.archivedAt), inArray(topics.id, named.topicIds)))
      .orderBy(topics.name),
    db
      .select({ id: imports.id, name: imports.fileName })
      .from(imports)
      .where(ne(imports.status, "uploaded"))
      .orderBy(
        sql`${imports.id} = any(${sql.param(named.importIds)}::bigint[]) desc`,
        desc(imports.id),
      )
      .limit(newest),
    listStaticSegments(),
    listCampaigns(named.campaignIds),
  ]);
  return {
    properties: propertyRows,
    topics: topicRows,
    imports: importRows,
    segments: segmentRows,
    campaigns: campaignRows,
  };
}

function namedIn(conditions: SegmentCondition[]) {
  return {
    campaignIds: conditions.flatMap((one) =>
      one.field === "campaign" && one.campaignId !== null ? [one.campaignId] : [],
    ),
    importIds: conditions.flatMap((one) => (one.field === "import" ? [one.value] : [])),
    topicIds: conditions.flatMap((one) =>
      (one.field === "topic" || one.field === "consent") && one.topicId !== null
        ? [one.topicId]
        : [],
    ),
  };
}

async function listCampaigns(named: number[]): Promise<SegmentCampaign[]> {
  return await db
    .select({
      id: campaigns.id,
      name: campaigns.name,
      links: sql<string[]>`coalesce(${contents.compiled} -> 'links', '[]'::jsonb)`,
      isArchived: sql<boolean>`exists (select 1 from campaign_archives
        where campaign_archives.campaign_id = ${campaigns.id})`,
    })
    .from(campaigns)
    .leftJoin(contents, sql`${contents.hash} = ${campaigns.contentHash}`)
    .where(inArray(campaigns.kind, ["marketing", "information"]))
    .orderBy(sql`${campaigns.id} = any(${sql.param(named)}::bigint[]) desc`, desc(campaigns.id))
    .limit(newest);
}
