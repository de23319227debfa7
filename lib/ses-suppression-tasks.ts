import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { deleteSesSuppression, putSesSuppression } from "@/lib/aws/ses-suppression-list";
import { failJob, jobPosition, keepJobPosition } from "@/lib/background-jobs";
import { firstPace, nextPace, turnSeconds, type CallPace } from "@/lib/domain/call-pace";
import { log } from "@/lib/log";

type Task = {
  email_normalized: string;
  action: "put" | "delete";
  reason: "BOUNCE" | "COMPLAINT";
  attempts: number;
  version: number;
};

/** "refused": this address. "failed": SES would have taken no other one either. */
type Outcome = { kind: "told" | "throttled" | "refused" } | { kind: "failed"; error: string };

/** `endedAt`: when the last turn ended that left something for the next one. */
type Turn = CallPace & { endedAt: string | null };

const start: Turn = { ...firstPace, endedAt: null };

/**
 * Tells SES what it has still to be told, as fast as it lets us. Returns how many were told. One
 * call an address: SES takes many at once only from a file in S3.
 */
export async function tellSes(): Promise<number> {
  if (!(await isAnythingDue())) return 0;
  const turn = await jobPosition<Turn>("ses_suppression_tasks", start);
  if (turn === undefined) return 0;
  const sinceLast = turn.endedAt === null ? undefined : Date.now() - Date.parse(turn.endedAt);
  let pace: CallPace = { perSecond: turn.perSecond, calmSeconds: turn.calmSeconds };
  let told = 0;
  for (let left = turnSeconds(sinceLast); left > 0; left -= 1) {
    const secondOver = left > 1 ? sleep(1000) : undefined;
    const outcomes = await tellSome(pace.perSecond);
    told += outcomes.filter(({ kind }) => kind === "told").length;
    const failed = outcomes.find((outcome) => outcome.kind === "failed");
    if (failed) {
      await failJob("ses_suppression_tasks", failed.error);
      return told;
    }
    const isLast = outcomes.length < pace.perSecond;
    const isThrottled = outcomes.some(({ kind }) => kind === "throttled");
    pace = nextPace(pace, { calls: outcomes.length, isThrottled });
    if (isLast) break;
    await secondOver;
  }
  await keepTurn(pace, (await isAnythingDue()) ? new Date().toISOString() : null);
  return told;
}

async function keepTurn(pace: CallPace, endedAt: string | null): Promise<void> {
  // Several ticks run: the next one must not start within the same second.
  await keepJobPosition("ses_suppression_tasks", { ...pace, endedAt }, { againInSeconds: 0.8 });
}

/** Tells SES about one address at once; false when that has to wait for the tick. */
export async function tellSesAbout(email: string): Promise<boolean> {
  const [task] = await claimTasks(1, email);
  return task === undefined || (await carryOut(task)).kind === "told";
}

async function tellSome(count: number): Promise<Outcome[]> {
  const tasks = await claimTasks(count);
  return Promise.all(tasks.map(carryOut));
}

async function isAnythingDue(): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from ses_suppression_tasks where next_attempt_at <= now() limit 1`,
  );
  return rows.length > 0;
}

/**
 * Taken for a minute: a killed tick leaves its tasks to the next one. Liftings come first: somebody
 * waits for a mail, while a bounce that SES does not know yet is stopped by our own list.
 */
async function claimTasks(count: number, email?: string): Promise<Task[]> {
  const one = email === undefined ? sql`` : sql` and email_normalized = ${email}`;
  const { rows } = await db.execute<Task>(sql`
    update ses_suppression_tasks set attempts = attempts + 1,
      next_attempt_at = now() + interval '1 minute'
    where email_normalized = any(array(
      select email_normalized from ses_suppression_tasks
      where next_attempt_at <= now()${one}
      order by action desc, next_attempt_at limit ${count}::int for update skip locked))
    returning email_normalized, action, reason, attempts, version`);
  return rows;
}

async function carryOut({
  email_normalized: email,
  action,
  reason,
  version,
}: Task): Promise<Outcome> {
  try {
    if (action === "put") await putSesSuppression(email, reason);
    else await deleteSesSuppression(email);
  } catch (error) {
    const name = error instanceof Error ? error.name : "Error";
    if (name === "TooManyRequestsException") {
      await db.execute(sql`
        update ses_suppression_tasks set attempts = attempts - 1, next_attempt_at = now()
        where email_normalized = ${email} and version = ${version}`);
      return { kind: "throttled" };
    }
    log.warn(
      { err: error, action },
      "SES's suppression list could not be changed; it is tried again",
    );
    await db.execute(sql`
      update ses_suppression_tasks set last_error = ${name},
        next_attempt_at = now() + make_interval(secs => least(3600, 15 * 2 ^ least(attempts, 10)))
      where email_normalized = ${email} and version = ${version}`);
    return name === "BadRequestException" ? { kind: "refused" } : { kind: "failed", error: name };
  }
  // A newer wish meanwhile has a newer version and is carried out next.
  await db.execute(sql`
    update ses_suppression_tasks set next_attempt_at = null, last_error = null
    where email_normalized = ${email} and version = ${version}`);
  return { kind: "told" };
}
