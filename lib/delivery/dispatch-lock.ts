import { sql } from "drizzle-orm";
import type { Database } from "@/db";

/**
 * One dispatcher of campaigns at a time, until the transaction ends: the tick, a launch and a fan-out
 * may all fill the window at once, and together they must not fill it twice.
 */
export async function lockDispatch(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('letterpress.dispatch'))`);
}
