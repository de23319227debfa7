import { sql } from "drizzle-orm";
import { db } from "@/db";

/** The tick runs every second on one machine and every minute on AWS. */
const heartbeatLimitSeconds = 180;

export type Health = {
  ok: boolean;
  database: boolean;
  /** Seconds since each role was last seen; a missing role is not running. */
  heartbeats: Record<string, number>;
};

/** What a load balancer, the start script and a person ask first. */
export async function checkHealth(): Promise<Health> {
  try {
    const { rows } = await db.execute<{ role: string; age: number }>(
      sql`select role, extract(epoch from now() - at)::float8 as age from heartbeats`,
    );
    const heartbeats = Object.fromEntries(rows.map(({ role, age }) => [role, Math.round(age)]));
    const isAlive = (role: string) =>
      (heartbeats[role] ?? Number.POSITIVE_INFINITY) < heartbeatLimitSeconds;
    return { ok: isAlive("dispatch") && isAlive("reconcile"), database: true, heartbeats };
  } catch {
    // Whatever the cause, the answer is the same: not healthy. The pool's own log tells more.
    return { ok: false, database: false, heartbeats: {} };
  }
}
