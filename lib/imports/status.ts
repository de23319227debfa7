import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db";

/** People whom another system left unsubscribed, bounced or blocked: what became of them here. */
export type StandingCounts = {
  suppressed: number; // from now on
  alreadySuppressed: number; // for the same reason
};

export const noStandings: StandingCounts = { suppressed: 0, alreadySuppressed: 0 };

/** Did the file say of anybody that they must not be mailed? */
export function hasStandings({ suppressed, alreadySuppressed }: StandingCounts): boolean {
  return suppressed + alreadySuppressed > 0;
}

const reasonOf = sql.raw(`(case status when 'unsubscribed' then 'unsubscribe'
  when 'bounced' then 'bounce' when 'complained' then 'complaint' else 'manual' end
  )::suppression_reason`);

/**
 * Every row of the file that says so counts, also where a later row of the same address wins: who
 * has left once is not mailed because of the order of a file.
 */
function standings(rows: string): SQL {
  return sql`
    select email_normalized, ${reasonOf} as reason, min(status_date) as since
    from ${sql.identifier(rows)} where status is not null
    group by email_normalized, status`;
}

export async function countStandings(database: Database, rows: string): Promise<StandingCounts> {
  const result = await database.execute<StandingCounts>(sql`
    select count(*) filter (where x.reason is null)::int as "suppressed",
      count(*) filter (where x.reason is not null)::int as "alreadySuppressed"
    from (${standings(rows)}) n
    left join suppressions x using (email_normalized, reason)`);
  return result.rows[0] ?? noStandings;
}

/**
 * Suppresses them with source and date. Who unsubscribed gets the evidence too, and every topic
 * that was on is switched off.
 */
export async function writeStandings(
  tx: Database,
  {
    importId,
    userId,
    rows,
    timeZone,
  }: { importId: number; userId: number | null; rows: string; timeZone: string },
): Promise<StandingCounts> {
  const since = sql`least(now(), coalesce(since::timestamp at time zone ${timeZone}, now()))`;
  const result = await tx.execute<StandingCounts>(sql`
    with standing as materialized (${standings(rows)}),
    suppressed as (
      insert into suppressions (email_normalized, reason, source, created_at, created_by)
      select email_normalized, reason, ${`import:${importId}`}, ${since}, ${userId}::bigint
      from standing
      on conflict do nothing
      returning email_normalized, reason
    ), gone as (
      select c.id as contact_id, s.email_normalized, ${since} as given_at
      from suppressed join standing s using (email_normalized, reason)
      left join contacts c using (email_normalized)
      where reason = 'unsubscribe'
    ), switched_off as (
      update subscriptions set status = 'unsubscribed', changed_at = now()
      from gone
      where subscriptions.contact_id = gone.contact_id and subscriptions.status = 'subscribed'
    ), evidence as (
      insert into consents (contact_id, email_normalized, topic_id, action, source, given_at,
        recorded_by, import_id)
      select contact_id, email_normalized, null, 'withdrawn', 'import', given_at,
        ${userId}::bigint, ${importId}::bigint
      from gone
    )
    select (select count(*) from suppressed)::int as "suppressed",
      ((select count(*) from standing) - (select count(*) from suppressed))::int
        as "alreadySuppressed"`);
  return result.rows[0] ?? noStandings;
}
