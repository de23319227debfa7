import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { segments, topics } from "@/db/schema/audience";
import type { CampaignKind } from "@/db/schema/campaigns";
import { prioritySql } from "@/lib/delivery/recipient-order";
import { skipReasonSql } from "@/lib/delivery/skip-reason";
import { type SegmentRule, segmentRule } from "@/lib/domain/segment-rule";
import { compileSegmentRule } from "@/lib/domain/segment-sql";
import { getOrganization } from "@/lib/organization";

/**
 * Who a campaign is for. Review and fan-out read people through this one definition, so they
 * cannot disagree.
 */
export type AudienceDefinition = {
  kind: CampaignKind;
  /** null: no consent is asked (information mails only). */
  topicId: number | null;
  /** United; empty = everyone in the topic (without a topic: every contact). */
  include: SegmentRule[];
  exclude: SegmentRule[];
  /** Merge fields without a fallback: who lacks one is skipped. */
  requiredFields: string[];
  /** Relative dates in rules are meant from here. */
  asOf: Date;
  /** Contacts that came later do not belong; null = no limit. */
  maxContactId: number | null;
  /** Contacts up to this one are not asked for: the fan-out reads range after range. */
  afterContactId?: number;
};

/** What the rules are read from while a campaign is still a draft. */
export async function defineAudience(
  campaign: {
    kind: CampaignKind;
    topicId: number | null;
    segmentIds: number[];
    excludedSegmentIds: number[];
  },
  { requiredFields }: { requiredFields: string[] },
  database: Database = db,
): Promise<AudienceDefinition> {
  const ids = [...campaign.segmentIds, ...campaign.excludedSegmentIds];
  const rows =
    ids.length === 0
      ? []
      : await database
          .select({ id: segments.id, rule: segments.rule })
          .from(segments)
          .where(inArray(segments.id, ids));
  const rules = new Map(rows.map(({ id, rule }) => [id, segmentRule.parse(rule)]));
  function ruleOf(id: number): SegmentRule {
    const rule = rules.get(id);
    if (rule === undefined) throw new Error(`Segment ${id} does not exist.`);
    return rule;
  }
  return {
    kind: campaign.kind,
    topicId: campaign.topicId,
    include: campaign.segmentIds.map(ruleOf),
    exclude: campaign.excludedSegmentIds.map(ruleOf),
    requiredFields,
    asOf: new Date(),
    maxContactId: null,
  };
}

/**
 * Rows `(contact_id, email, email_normalized, name, priority, skip_reason)` of everybody in the
 * audience, not ordered. `skip_reason` is null for who will get the mail.
 */
export async function audienceSql(
  definition: AudienceDefinition,
  database: Database = db,
): Promise<SQL> {
  const rules = await readRules(definition, database);
  return sql`
    select contacts.id as contact_id, contacts.email, contacts.email_normalized, contacts.name,
      ${prioritySql(definition.asOf)} as priority,
      ${skipReasonSql({ ...definition, ...rules })} as skip_reason
    from contacts ${subscriptionJoin(definition)}
    where ${sql.join([sql`true`, ...rules.chosen, ...(rules.isOfTopic ? [sql`subscriptions.contact_id is not null`] : []), ...idsWithin(sql`contacts.id`, definition)], sql` and `)}`;
}

type AudienceRules = {
  /** Conditions on row `contacts`: those of the segments. */
  chosen: SQL[];
  /** Without a segment the audience is whoever answered to the topic. */
  isOfTopic: boolean;
  asksConsent: boolean;
};

export async function readRules(
  definition: AudienceDefinition,
  database: Database,
): Promise<AudienceRules> {
  const { timeZone } = await getOrganization(database);
  const clock = { asOf: definition.asOf, timeZone, isPast: true };
  const compile = (rule: SegmentRule) => sql`(${compileSegmentRule(rule, clock)})`;
  const asksConsent = !(await includesUnanswered(definition, database));
  const { include, exclude, topicId } = definition;
  const included = include.length > 0 ? [sql`(${sql.join(include.map(compile), sql` or `)})`] : [];
  return {
    chosen: [...included, ...exclude.map((rule) => sql`not ${compile(rule)}`)],
    isOfTopic: include.length === 0 && topicId !== null && asksConsent,
    asksConsent,
  };
}

function subscriptionJoin(definition: AudienceDefinition): SQL {
  const join = [
    sql`subscriptions.topic_id = ${definition.topicId}::bigint`,
    // Said of both: the planner does not carry a range from one side of a join to the other.
    ...idsWithin(sql`subscriptions.contact_id`, definition),
  ];
  return sql`left join subscriptions on subscriptions.contact_id = contacts.id
    and ${sql.join(join, sql` and `)}`;
}

/** Whether silence is a yes here: for information mails of a topic that says so, never for others. */
async function includesUnanswered(
  { kind, topicId }: AudienceDefinition,
  database: Database,
): Promise<boolean> {
  if (kind !== "information" || topicId === null) return false;
  const [topic] = await database
    .select({ includesUnanswered: topics.includesUnanswered })
    .from(topics)
    .where(eq(topics.id, topicId));
  return topic?.includesUnanswered ?? false;
}

export function idsWithin(
  id: SQL,
  { afterContactId, maxContactId }: Pick<AudienceDefinition, "afterContactId" | "maxContactId">,
): SQL[] {
  return [
    ...(afterContactId === undefined ? [] : [sql`${id} > ${afterContactId}::bigint`]),
    ...(maxContactId === null ? [] : [sql`${id} <= ${maxContactId}::bigint`]),
  ];
}
