import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaignArchives } from "@/db/schema/archives";
import { segments } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import type { AudienceDefinition } from "@/lib/delivery/audience";
import {
  isStatic as isStaticSegment,
  listConditions,
  segmentRule,
  type SegmentRule,
} from "@/lib/domain/segment-rule";
import { compileSegmentRule, type SegmentClock } from "@/lib/domain/segment-sql";
import { getOrganization } from "@/lib/organization";

export type SegmentCount = {
  id: number;
  name: string;
  count: number;
  isArchived: boolean;
  isStatic: boolean;
  /** Asked for by the rule, and their rows lie in the archive: nobody is known to have done anything. */
  archivedCampaigns: string[];
};

export type SegmentReview = {
  included: SegmentCount[];
  excluded: SegmentCount[];
  /** People in more than one included segment: they get one mail. */
  several: number;
  /** People of the included segments (or of the topic) that an excluded one takes out. */
  takenOut: number;
};

/** The parts of an audience, each counted by itself, in one pass over the contacts. */
export async function reviewSegments(campaign: {
  topicId: number | null;
  segmentIds: number[];
  excludedSegmentIds: number[];
}): Promise<SegmentReview> {
  const ids = [...new Set([...campaign.segmentIds, ...campaign.excludedSegmentIds])];
  if (ids.length === 0) return { included: [], excluded: [], several: 0, takenOut: 0 };
  const found = await compileSegments(ids);
  const pick = (wanted: number[]) =>
    wanted.flatMap((id) => found.filter((segment) => segment.id === id));
  const [included, excluded] = [pick(campaign.segmentIds), pick(campaign.excludedSegmentIds)];
  const chosen =
    included.length > 0
      ? anyOf(included)
      : sql`exists (select 1 from subscriptions where contact_id = contacts.id
          and topic_id = ${campaign.topicId}::bigint)`;
  const { rows: counts } = await db.execute<Record<string, string>>(sql`
    select ${sql.join(
      found.map(
        ({ id, matches }) => sql`count(*) filter (where ${matches}) as ${sql.identifier(`s${id}`)}`,
      ),
      sql`, `,
    )},
      count(*) filter (where ${inSeveral(included)}) as several,
      count(*) filter (where ${chosen} and ${anyOf(excluded)}) as taken_out
    from contacts`);
  const count = (key: string) => Number(counts[0]?.[key] ?? 0);
  const counted = (list: typeof found) =>
    list.map(({ matches: _matches, ...segment }) => ({
      ...segment,
      count: count(`s${segment.id}`),
    }));
  return {
    included: counted(included),
    excluded: counted(excluded),
    several: count("several"),
    takenOut: count("taken_out"),
  };
}

async function compileSegments(ids: number[]) {
  const rows = await db
    .select({
      id: segments.id,
      name: segments.name,
      rule: segments.rule,
      isArchived: sql<boolean>`${segments.archivedAt} is not null`,
    })
    .from(segments)
    .where(inArray(segments.id, ids));
  const clock: SegmentClock = { asOf: new Date(), timeZone: (await getOrganization()).timeZone };
  const parsed = rows.map(({ rule, ...segment }) => ({
    ...segment,
    rule: segmentRule.parse(rule),
  }));
  const archived = await findArchived(parsed.flatMap(({ rule }) => listCampaignIds(rule)));
  return parsed.map(({ rule, ...segment }) => {
    return {
      ...segment,
      archivedCampaigns: listCampaignIds(rule).flatMap((id) => archived.get(id) ?? []),
      isStatic: isStaticSegment({ id: segment.id, rule }),
      matches: sql`(${compileSegmentRule(rule, clock)})`,
    };
  });
}

function listCampaignIds(rule: SegmentRule): number[] {
  const ids = listConditions(rule).flatMap((one) =>
    one.field === "campaign" && one.campaignId !== null ? [one.campaignId] : [],
  );
  return [...new Set(ids)];
}

/** The names of those whose rows lie in the archive. */
async function findArchived(ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      id: campaigns.id,
      name: sql<string>`coalesce(nullif(${campaigns.name}, ''), ${campaigns.subject})`,
    })
    .from(campaignArchives)
    .innerJoin(campaigns, eq(campaigns.id, campaignArchives.campaignId))
    .where(inArray(campaigns.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function anyOf(list: { matches: SQL }[]): SQL {
  if (list.length === 0) return sql`false`;
  return sql`(${sql.join(
    list.map(({ matches }) => matches),
    sql` or `,
  )})`;
}

function inSeveral(list: { matches: SQL }[]): SQL {
  if (list.length < 2) return sql`false`;
  return sql`(${sql.join(
    list.map(({ matches }) => sql`${matches}::int`),
    sql` + `,
  )}) > 1`;
}

/** True for a contact (row `contacts`) in more than one of a definition's included segments. */
export function inSeveralSql(definition: AudienceDefinition, clock: SegmentClock): SQL {
  return inSeveral(
    definition.include.map((rule) => ({ matches: sql`(${compileSegmentRule(rule, clock)})` })),
  );
}
