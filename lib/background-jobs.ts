import { sql } from "drizzle-orm";
import { db } from "@/db";

/** A job that goes on tick after tick; its row in `background_jobs` says how far it has come. */
type JobName = "mail_domains" | "ses_suppressions" | "ses_suppression_tasks";

/** Another tick leaves the job alone meanwhile; a killed one is followed after that time. */
const turnSeconds = 60;
/** What has come to its end begins anew after a day: rows that changed are met then. */
const roundSeconds = 86_400;

/**
 * Takes the job's turn: where it goes on, or undefined when it is not due or somebody else's.
 * After `round` seconds since the last end it starts from the beginning.
 */
export async function jobPosition<P extends Record<string, unknown>>(
  name: JobName,
  start: P,
): Promise<P | undefined> {
  const { rows } = await db.execute<{ position: P }>(sql`
    insert into background_jobs as job (name, position, next_run_at, finished_at)
    values (${name}, ${JSON.stringify(start)}::jsonb, now() + make_interval(secs => ${turnSeconds}), now())
    on conflict (name) do update set
      next_run_at = excluded.next_run_at,
      finished_at = case when ${isRoundOver} then now() else job.finished_at end,
      position = case when ${isRoundOver} then excluded.position else job.position end
    where job.next_run_at <= now()
    returning position`);
  return rows[0]?.position;
}

// `finished_at` is when the present round began: a day after it the next one begins.
const isRoundOver = sql`job.finished_at < now() - make_interval(secs => ${roundSeconds})`;

/** Ends a turn that went well. */
export async function keepJobPosition(
  name: JobName,
  position: Record<string, unknown>,
  { againInSeconds, keepsFailures = false }: { againInSeconds: number; keepsFailures?: boolean },
): Promise<void> {
  await db.execute(sql`
    update background_jobs set position = ${JSON.stringify(position)}::jsonb,
      failures = case when ${keepsFailures} then failures else 0 end,
      last_error = case when ${keepsFailures} then last_error end,
      next_run_at = now() + make_interval(secs => ${againInSeconds})
    where name = ${name}`);
}

/** Ends a turn that did not: the position stays, and the next try waits longer each time. */
export async function failJob(name: JobName, reason: string): Promise<void> {
  await db.execute(sql`
    update background_jobs set failures = failures + 1, last_error = ${reason},
      next_run_at = now() + make_interval(secs => least(3600, 30 * 2 ^ least(failures, 10)))
    where name = ${name}`);
}

/** How a job stands, for the page that shows it. */
export async function findJob(
  name: JobName,
): Promise<
  { failures: number; lastError: string | null; position: Record<string, unknown> } | undefined
> {
  const { rows } = await db.execute<{
    failures: number;
    last_error: string | null;
    position: Record<string, unknown>;
  }>(sql`select failures, last_error, position from background_jobs where name = ${name}`);
  const row = rows[0];
  return row && { failures: row.failures, lastError: row.last_error, position: row.position };
}
