import { type SQL, sql } from "drizzle-orm";
import { blockReason, isBlocked } from "@/lib/delivery/claim";
import { causeRules, type FailureCause } from "@/lib/domain/failure-cause";
import type { RecipientKey } from "@/lib/domain/recipient-key";

/** Which failed or doubtful recipients are meant; absent parts do not narrow. */
export type FailureScope = {
  campaignId?: number | undefined;
  cause?: FailureCause | undefined;
  /** Exactly these, by selection. */
  people?: RecipientKey[] | undefined;
  /**
   * The database's time at which the person saw them. What failed later is not meant: so the same
   * form sent twice does nothing more, even when the first try has failed again already.
   */
  asOf?: string | undefined;
};

/** Without a campaign, older failures are history: nobody retries last season's offer. */
export const windowDays = 30;

/** Test mails are tried again by sending another test. */
const counted = sql`r.kind in ('marketing', 'information', 'transactional')`;

/** `causeOfFailure` as SQL over `r`, from the same table. */
export const causeSql: SQL = sql`(case ${sql.join(
  causeRules.map(({ cause, codes, says }) => {
    const isSaid =
      says &&
      sql`and exists (select 1 from unnest(${sql.param([...says])}::text[]) part
        where strpos(lower(coalesce(r.error_message, '')), part) > 0)`;
    return sql`when r.error_code = any(${sql.param([...codes])}::text[]) ${isSaid ?? sql``}
      then ${cause}::text`;
  }),
  sql` `,
)} else 'other' end)`;

/** A condition over `r` (recipients) for rows of one state; `since` is when they came into it. */
function whereScope(scope: FailureScope, since: SQL): SQL {
  const conditions = [counted];
  if (scope.campaignId !== undefined) {
    conditions.push(sql`r.campaign_id = ${scope.campaignId}::bigint`);
  }
  if (scope.cause !== undefined) conditions.push(sql`${causeSql} = ${scope.cause}`);
  if (scope.asOf !== undefined) conditions.push(sql`${since} <= ${scope.asOf}::timestamptz`);
  if (scope.people !== undefined) {
    const campaignIds = scope.people.map(({ campaignId }) => campaignId);
    // The first half lets the planner open only the partitions that are meant.
    conditions.push(sql`r.campaign_id = any(${sql.param(campaignIds)}::bigint[])
      and (r.campaign_id, r.id) in (select * from unnest(${sql.param(campaignIds)}::bigint[],
        ${sql.param(scope.people.map(({ recipientId }) => recipientId))}::bigint[]))`);
  }
  return sql.join(conditions, sql` and `);
}

export function whereFailed(scope: FailureScope): SQL {
  const recent =
    scope.campaignId === undefined
      ? sql`r.failed_at > now() - ${windowDays}::int * interval '1 day'`
      : sql`true`;
  return sql`r.status = 'failed' and ${recent} and ${whereScope(scope, sql`r.failed_at`)}`;
}

export function whereInDoubt(scope: FailureScope): SQL {
  return sql`r.status = 'in_doubt' and ${whereScope(scope, sql`r.in_doubt_at`)}`;
}

/** Where the queue still moves, or moves again when something is put on it. */
export const takesRetries = sql`c.status in ('launching', 'sending', 'paused', 'completed_with_failures', 'completed')
  and c.content_hash is not null`;

/** What a retry would do for a row: the reason that keeps it from being mailed, or 'ready'. */
export const retryStanding = sql`(case
  when r.kind = 'transactional' and r.status = 'failed' then 'wiped'
  when not (${takesRetries}) then 'canceled'
  when ${isBlocked} then ${blockReason}::text
  else 'ready' end)`;
