import { sql } from "drizzle-orm";
import { db } from "@/db";
import { readOldestWakeUps } from "@/lib/metrics/ledger";

/** The tick runs every second on one machine and every minute on AWS. */
const heartbeatLimitSeconds = 180;
/** A lost wake-up is sent again after four minutes: one that is older means that nobody does. */
const wakeUpLimitSeconds = 600;

/** Both ticks; without either nothing is sent, or nothing ends. */
const roles = ["dispatch", "reconcile"];

/** States only: who asks may be a stranger. */
export type Health = {
  /** All that is needed to send is there. */
  ok: boolean;
  web: "up";
  database: "up" | "down";
  /**
   * "late": recipients wait longer than a lost wake-up takes to be noticed. Told by the database:
   * whether the queue itself answers is not asked here, the metrics say it.
   */
  wakeUps: "on_time" | "late" | "unknown";
  /** "late": a tick has not reported for three minutes; "missing": one never has. */
  runner: "up" | "late" | "missing" | "unknown";
};

/** What a load balancer, the start script and a person ask first. */
export async function checkHealth(): Promise<Health> {
  try {
    const [runner, wakeUps] = await Promise.all([findRunnerState(), readOldestWakeUps()]);
    const isLate = [...wakeUps.values()].some((age) => age > wakeUpLimitSeconds);
    return {
      ok: runner === "up",
      web: "up",
      database: "up",
      wakeUps: isLate ? "late" : "on_time",
      runner,
    };
  } catch {
    // Whatever the cause, the answer is the same: not healthy. The pool's own log tells more.
    return { ok: false, web: "up", database: "down", wakeUps: "unknown", runner: "unknown" };
  }
}

async function findRunnerState(): Promise<Health["runner"]> {
  const { rows } = await db.execute<{ role: string; is_late: boolean }>(sql`
    select role, at < now() - ${heartbeatLimitSeconds}::int * interval '1 second' as is_late
    from heartbeats where role = any(${sql.param(roles)}::text[])`);
  if (rows.length < roles.length) return "missing";
  return rows.some(({ is_late }) => is_late) ? "late" : "up";
}
