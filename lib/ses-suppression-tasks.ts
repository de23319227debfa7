import { sql } from "drizzle-orm";
import { db } from "@/db";
import { deleteSesSuppression, putSesSuppression } from "@/lib/aws/ses-suppression-list";
import { log } from "@/lib/log";

type Task = {
  email_normalized: string;
  action: "put" | "delete";
  reason: "BOUNCE" | "COMPLAINT";
  version: number;
};

/** A turn ends then: SES takes about one such call a second. */
const turnMs = 2_500;

/** Tells SES what it has still to be told; stops at the first refusal. Returns how many were told. */
export async function tellSes(): Promise<number> {
  const until = Date.now() + turnMs;
  let told = 0;
  while (Date.now() < until) {
    const task = await claimTask();
    if (task === undefined || !(await carryOut(task))) break;
    told += 1;
  }
  return told;
}

/** Tells SES about one address at once; false when that has to wait for the tick. */
export async function tellSesAbout(email: string): Promise<boolean> {
  const task = await claimTask(email);
  return task === undefined ? true : carryOut(task);
}

/** Taken for a minute: a killed tick leaves its task to the next one. */
async function claimTask(email?: string): Promise<Task | undefined> {
  const one = email === undefined ? sql`` : sql` and email_normalized = ${email}`;
  const { rows } = await db.execute<Task>(sql`
    update ses_suppression_tasks set attempts = attempts + 1,
      next_attempt_at = now() + interval '1 minute'
    where email_normalized = (
      select email_normalized from ses_suppression_tasks
      where next_attempt_at <= now()${one}
      order by next_attempt_at limit 1 for update skip locked)
    returning email_normalized, action, reason, version`);
  return rows[0];
}

async function carryOut({ email_normalized: email, action, reason, version }: Task) {
  try {
    if (action === "put") await putSesSuppression(email, reason);
    else await deleteSesSuppression(email);
  } catch (error) {
    log.warn(
      { err: error, action },
      "SES's suppression list could not be changed; it is tried again",
    );
    await db.execute(sql`
      update ses_suppression_tasks set last_error = ${error instanceof Error ? error.name : "Error"},
        next_attempt_at = now() + make_interval(secs => least(3600, 15 * 2 ^ least(attempts, 10)))
      where email_normalized = ${email} and version = ${version}`);
    return false;
  }
  // A newer wish meanwhile has a newer version and is carried out next.
  await db.execute(sql`
    update ses_suppression_tasks set next_attempt_at = null, last_error = null
    where email_normalized = ${email} and version = ${version}`);
  return true;
}
