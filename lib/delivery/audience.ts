import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { segments, topics } from "@/db/schema/audience";
import type { CampaignKind } from "@/db/schema/campaigns";
import { fieldIsBlank } from "@/lib/delivery/merge-data";
import { prioritySql } from "@/lib/delivery/recipient-order";
import {
  factsOfContact,
  factsOfKind,
  gravitySql,
  lesserSuppressions,
  skipReasonSql,
  suppressionJoin,
} from "@/lib/delivery/skip-reason";
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
      ${skipReasonSql({ ...definition, ...rules }, factsOfContact(definition))} as skip_reason
    from contacts ${subscriptionJoin(definition)}
    where ${sql.join([sql`true`, ...rules.chosen, ...rules.within], sql` and `)}`;
}

/**
 * The same people by the same rules, counted: rows `(skip_reason, gravity, blanks, n)`. `gravity` is
 * that of the gravest suppression, `blanks` says of each required field whether it has no value.
 *
 * One scan of the contacts, with subscriptions and suppressions beside it. What a contact is like is
 * grouped first and judged afterwards: a few dozen kinds instead of a million people. Suppressions
 * are joined as they are, because only so do PostgreSQL's workers share one table of them; who has
 * several is then counted several times, and the lesser ones of those few are taken off again.
 */
export async function funnelSql(
  definition: AudienceDefinition,
  database: Database = db,
): Promise<SQL> {
  const rules = await readRules(definition, database);
  const names = definition.requiredFields.map((_field, n) => sql.identifier(`blank_${n}`));
  const blanks = definition.requiredFields.map(
    (field, n) => sql`, ${fieldIsBlank(field)} as ${names[n]}`,
  );
  const kind = sql.join([sql`reason`, sql`status`, ...names.map((name) => sql`${name}`)], sql`, `);
  const facts = sql`suppressions.reason, subscriptions.status${sql.join(blanks, sql``)}`;
  const within = [sql`true`, ...rules.within];
  const reasonOfKind = skipReasonSql({ ...definition, ...rules }, factsOfKind(definition, names));
  return sql`
    select ${reasonOfKind} as skip_reason, ${gravitySql} as gravity,
      array[${sql.join(names, sql`, `)}]::boolean[] as blanks, n
    from (
      select ${kind}, sum(n) as n from (
        select ${facts}, count(*) as n
        from contacts ${subscriptionJoin(definition)} ${suppressionJoin(definition)}
        where ${sql.join([...within, ...rules.chosen.map(commonly)], sql` and `)}
        group by ${kind}
        union all
        select ${facts}, -count(*) as n
        from contacts join ${lesserSuppressions(definition)} suppressions using (email_normalized)
          ${subscriptionJoin(definition)}
        where ${sql.join([...within, ...rules.chosen], sql` and `)}
        group by ${kind}
      ) counts group by ${kind} having sum(n) > 0
    ) kinds`;
}

/**
 * The planner takes a rule that it has no statistics of for very rare, and would put the contacts
 * into a hash table instead of what is joined to them. This way it expects all of them.
 */
function commonly(condition: SQL): SQL {
  return sql`(${condition})::int <> 0`;
}

/** Conditions on a contact: those of the segments, and what PostgreSQL can judge by itself. */
type Rules = { chosen: SQL[]; within: SQL[]; asksConsent: boolean };

async function readRules(definition: AudienceDefinition, database: Database): Promise<Rules> {
  const { timeZone } = await getOrganization(database);
  const clock = { asOf: definition.asOf, timeZone, isPast: true };
  const compile = (rule: SegmentRule) => sql`(${compileSegmentRule(rule, clock)})`;
  const asksConsent = !(await includesUnanswered(definition, database));
  const { include, exclude, topicId } = definition;
  const included = include.length > 0 ? [sql`(${sql.join(include.map(compile), sql` or `)})`] : [];
  const isOfTopic = include.length === 0 && topicId !== null && asksConsent;
  return {
    chosen: [...included, ...exclude.map((rule) => sql`not ${compile(rule)}`)],
    within: [
      ...(isOfTopic ? [sql`subscriptions.contact_id is not null`] : []),
      ...idsWithin(sql`contacts.id`, definition),
    ],
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

function idsWithin(
  id: SQL,
  { afterContactId, maxContactId }: Pick<AudienceDefinition, "afterContactId" | "maxContactId">,
): SQL[] {
  return [
    ...(afterContactId === undefined ? [] : [sql`${id} > ${afterContactId}::bigint`]),
    ...(maxContactId === null ? [] : [sql`${id} <= ${maxContactId}::bigint`]),
  ];
}
