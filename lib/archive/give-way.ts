import { sql } from "drizzle-orm";
import type { Database } from "@/db";

/**
 * Whoever waits for a table's strongest lock makes everybody wait who comes after. So an archive waits
 * shortly: less than PostgreSQL does before it looks for deadlocks, that it is this which gives way.
 */
export async function giveWay(tx: Database): Promise<void> {
  await tx.execute(sql`set local lock_timeout = '800ms'`);
}

/** PostgreSQL's lock_not_available, as Drizzle wraps it. */
export function isLockTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "55P03";
}
