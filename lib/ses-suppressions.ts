import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { SuppressionReason } from "@/db/schema/audience";
import { listSesSuppressions, type SesSuppression } from "@/lib/aws/ses-suppression-list";
import { failJob, findJob, jobPosition, keepJobPosition } from "@/lib/background-jobs";
import { firstPace } from "@/lib/domain/call-pace";
import { normalizeEmail } from "@/lib/domain/email-address";

/** SES has one entry an address and two reasons; only ours of these reasons belong on its list. */
const sesReasons = { bounce: "BOUNCE", complaint: "COMPLAINT" } as const;

export function isSesReason(reason: SuppressionReason): reason is keyof typeof sesReasons {
  return reason in sesReasons;
}

/** Where the reading of SES's list stands: a sweep over what changed since the one before. */
type Position = { since: string | null; token: string | null; startedAt: string | null };

const start: Position = { since: null, token: null, startedAt: null };
const sweepEverySeconds = 300;
/** Sweeps overlap: SES's clock is not ours, and an entry may become visible late. */
const overlapMs = 3_600_000;

/**
 * Takes over what SES suppressed by itself or somebody put on its list, one page a turn. Lifting
 * somewhere else lifts nothing here: what we know of an address outlives another list's tidying.
 */
export async function pullSesSuppressions(): Promise<number> {
  const turn = await jobPosition<Position>("ses_suppressions", start);
  if (turn === undefined) return 0;
  const startedAt = turn.startedAt ?? new Date().toISOString();
  try {
    const since = turn.since === null ? null : new Date(turn.since);
    const { entries, next } = await listSesSuppressions({ since, token: turn.token });
    const added = await takeOver(entries);
    await keepJobPosition(
      "ses_suppressions",
      next === null
        ? { since: overlapping(startedAt), token: null, startedAt: null }
        : { since: turn.since, token: next, startedAt },
      { againInSeconds: next === null ? sweepEverySeconds : 0 },
    );
    return added;
  } catch (error) {
    // A page's token may be too old by the next try: the sweep begins again.
    await keepJobPosition(
      "ses_suppressions",
      { since: turn.since, token: null, startedAt: null },
      { againInSeconds: 0, keepsFailures: true },
    );
    await failJob("ses_suppressions", error instanceof Error ? error.name : "Error");
    throw error;
  }
}

function overlapping(startedAt: string): string {
  return new Date(Date.parse(startedAt) - overlapMs).toISOString();
}

/** Those not known yet; what was lifted here after SES wrote its entry stays lifted. */
async function takeOver(entries: SesSuppression[]): Promise<number> {
  const known = entries.flatMap(({ email, reason, updatedAt }) => {
    const address = normalizeEmail(email);
    return address.ok ? [{ email: address.normalized, reason, updatedAt }] : [];
  });
  if (known.length === 0) return 0;
  const { rows } = await db.execute<{ n: number }>(sql`
    with listed as (
      select * from unnest(
        ${sql.param(known.map(({ email }) => email))}::text[],
        ${sql.param(known.map(({ reason }) => reason.toLowerCase()))}::suppression_reason[],
        ${sql.param(known.map(({ updatedAt }) => updatedAt.toISOString()))}::timestamptz[]
      ) as row (email, reason, at)
    ), added as (
      insert into suppressions (email_normalized, reason, source, created_at)
      select email, reason, 'ses_list', at from listed
      where not exists (select 1 from ses_suppression_tasks t
        where t.email_normalized = email and t.action = 'delete' and t.requested_at >= at)
      on conflict do nothing
      returning 1
    ) select count(*)::int as n from added`);
  return rows[0]?.n ?? 0;
}

/** Wishes a change of SES's list, in the transaction of our own; the newest wish counts. */
export async function wishAtSes(
  { email, reason }: { email: string; reason: keyof typeof sesReasons | undefined },
  lifted: keyof typeof sesReasons,
  database: Database,
): Promise<void> {
  const action = reason === undefined ? "delete" : "put";
  await database.execute(sql`
    insert into ses_suppression_tasks as task (email_normalized, action, reason, next_attempt_at)
    values (${email}, ${action}::ses_suppression_action, ${sesReasons[reason ?? lifted]}, now())
    on conflict (email_normalized) do update set action = excluded.action,
      reason = excluded.reason, requested_at = now(), next_attempt_at = now(), attempts = 0,
      last_error = null, version = task.version + 1`);
}

export type SesListState = {
  /** Its list could not be read, or told something, several times in a row. */
  isFailing: boolean;
  error: string | null;
  /** Addresses that SES has still to be told. */
  waiting: number;
  /** Told since the oldest of those was wished: the two together are what there was to tell. */
  told: number;
  /** So many it takes a second, as far as was found out. */
  perSecond: number;
};

/** How far our list and SES's agree, for the page. */
export async function findSesListState(): Promise<SesListState> {
  const [reading, telling, { rows }] = await Promise.all([
    findJob("ses_suppressions"),
    findJob("ses_suppression_tasks"),
    db.execute<{ waiting: number; told: number }>(sql`
      with waiting as (
        select count(*)::int as n, min(requested_at) as since from ses_suppression_tasks
        where next_attempt_at is not null
      )
      select n as waiting, case when n = 0 then 0 else (
        select count(*)::int from ses_suppression_tasks
        where next_attempt_at is null and requested_at >= since) end as told
      from waiting`),
  ]);
  const failing = [reading, telling].find((job) => job !== undefined && job.failures > 1);
  const perSecond = telling?.position["perSecond"];
  return {
    isFailing: failing !== undefined,
    error: failing?.lastError ?? null,
    waiting: rows[0]?.waiting ?? 0,
    told: rows[0]?.told ?? 0,
    perSecond: typeof perSecond === "number" ? perSecond : firstPace.perSecond,
  };
}
