import { inArray, type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { segments } from "@/db/schema/audience";
import type { CampaignKind } from "@/db/schema/campaigns";
import type { SkipReason } from "@/db/schema/recipients";
import { prioritySql } from "@/lib/delivery/recipient-order";
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
  const { timeZone } = await getOrganization(database);
  const clock = { asOf: definition.asOf, timeZone };
  const compile = (rule: SegmentRule) => sql`(${compileSegmentRule(rule, clock)})`;
  const belongs = [
    definition.include.length > 0
      ? sql`(${sql.join(definition.include.map(compile), sql` or `)})`
      : definition.topicId === null
        ? sql`true`
        : sql`subscriptions.contact_id is not null`,
    ...definition.exclude.map((rule) => sql`not ${compile(rule)}`),
    ...idsWithin(sql`contacts.id`, definition),
  ];
  return sql`
    select contacts.id as contact_id, contacts.email, contacts.email_normalized, contacts.name,
      ${prioritySql(definition.asOf)} as priority,
      ${skipReasonSql(definition)} as skip_reason
    from contacts
    left join subscriptions on subscriptions.contact_id = contacts.id
      and ${sql.join(
        [
          sql`subscriptions.topic_id = ${definition.topicId}::bigint`,
          // Said of both: the planner does not carry a range from one side of a join to the other.
          ...idsWithin(sql`subscriptions.contact_id`, definition),
        ],
        sql` and `,
      )}
    where ${sql.join(belongs, sql` and `)}`;
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

/** The first reason that applies, the gravest first. Most have no suppression: one look says so. */
function skipReasonSql(definition: AudienceDefinition): SQL {
  const suppressed = (reasons: SQL) => sql`exists (select 1 from suppressions
    where suppressions.email_normalized = contacts.email_normalized
      and suppressions.reason in (${reasons}))`;
  const isCampaign = definition.kind === "marketing" || definition.kind === "information";
  const grave = isCampaign
    ? sql`'bounce', 'manual', 'complaint', 'soft_bounce'`
    : sql`'bounce', 'manual'`;
  const consent =
    definition.topicId === null
      ? sql``
      : sql`when subscriptions.status is null then ${reason("no_consent")}
            when subscriptions.status = 'unsubscribed' then ${reason("topic_off")}`;
  const missing = definition.requiredFields.map(
    (field) => sql`when ${fieldIsBlank(field)} then ${reason("missing_value")}`,
  );
  return sql`(case
    when ${suppressed(isCampaign ? sql`${grave}, 'unsubscribe'` : grave)}
      then case when ${suppressed(grave)} then ${reason("suppressed")} else ${reason("unsubscribed")} end
    ${consent}
    ${sql.join(missing, sql` `)}
    else null end)`;
}

/** Typed here: a cast of the whole expression would turn text into a reason for every row. */
function reason(name: SkipReason): SQL {
  return sql.raw(`'${name}'::skip_reason`);
}

/** True for a contact (row `contacts`) that has no value for a merge field. */
export function fieldIsBlank(field: string): SQL {
  return sql`coalesce(btrim(${mergeDataSql()} ->> ${field}::text), '') = ''`;
}

/** A contact's values for merge tags, as `MergeData`: properties, then the built-in fields. */
export function mergeDataSql(): SQL {
  return sql`(contacts.properties || jsonb_build_object('email', contacts.email,
    'name', contacts.name, 'first_name', contacts.first_name, 'last_name', contacts.last_name,
    'phone', contacts.phone))`;
}

export type AudienceCount = { total: number; willGet: number; skipped: Record<SkipReason, number> };

/** The funnel before sending: total = willGet + every reason. */
export async function countAudience(
  definition: AudienceDefinition,
  database: Database = db,
): Promise<AudienceCount> {
  const { rows } = await database.execute<{ skip_reason: SkipReason | null; n: string }>(
    sql`select skip_reason, count(*) as n from (${await audienceSql(definition, database)}) audience
        group by skip_reason`,
  );
  const count: AudienceCount = { total: 0, willGet: 0, skipped: noneSkipped() };
  for (const { skip_reason, n } of rows) {
    count.total += Number(n);
    if (skip_reason === null) count.willGet = Number(n);
    else count.skipped[skip_reason] = Number(n);
  }
  return count;
}

/** Every reason with zero, so that a new reason cannot be forgotten where they are shown. */
export function noneSkipped(): Record<SkipReason, number> {
  return {
    suppressed: 0,
    unsubscribed: 0,
    topic_off: 0,
    no_consent: 0,
    missing_value: 0,
    capped: 0,
    duplicate_address: 0,
    invalid_address: 0,
    erased: 0,
  };
}
