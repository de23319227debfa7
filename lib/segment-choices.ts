import { desc, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { properties, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { imports } from "@/db/schema/imports";
import type { SegmentChoices } from "@/lib/domain/segment-choices";
import { listConditions, type SegmentRule } from "@/lib/domain/segment-rule";

const newest = 200;

/** What the conditions can be about: the present choices, and all that the given rules name. */
export async function getSegmentChoices(rules: SegmentRule[] = []): Promise<SegmentChoices> {
  const named = rules.flatMap(listConditions);
  const campaignIds = named.flatMap((one) =>
    one.field === "campaign" && one.campaignId !== null ? [one.campaignId] : [],
  );
  const importIds = named.flatMap((one) => (one.field === "import" ? [one.value] : []));
  const topicIds = named.flatMap((one) => (one.field === "topic" ? [one.topicId] : []));
  const [propertyRows, topicRows, importRows, campaignRows] = await Promise.all([
    db
      .select({ key: properties.key, label: properties.label, kind: properties.type })
      .from(properties)
      .where(isNull(properties.archivedAt))
      .orderBy(properties.label),
    db
      .select({ id: topics.id, name: topics.name })
      .from(topics)
      .where(or(isNull(topics.archivedAt), inArray(topics.id, topicIds)))
      .orderBy(topics.name),
    db
      .select({ id: imports.id, name: imports.fileName })
      .from(imports)
      .where(ne(imports.status, "uploaded"))
      .orderBy(sql`${imports.id} = any(${sql.param(importIds)}::bigint[]) desc`, desc(imports.id))
      .limit(newest),
    db
      .select({ id: campaigns.id, name: campaigns.name })
      .from(campaigns)
      .where(inArray(campaigns.kind, ["marketing", "information"]))
      .orderBy(
        sql`${campaigns.id} = any(${sql.param(campaignIds)}::bigint[]) desc`,
        desc(campaigns.id),
      )
      .limit(newest),
  ]);
  return {
    properties: propertyRows,
    topics: topicRows,
    imports: importRows,
    campaigns: campaignRows,
  };
}
