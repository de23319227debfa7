import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import { db } from "@/db";
import { isLockTimeout } from "@/lib/archive/give-way";

/**
 * A transaction for somebody who waits for its answer. An import holds whom it changes until its end,
 * which may be minutes away: instead of waiting for that it is "busy", and nothing of it was done.
 */
export async function transactionOrBusy<T>(
  work: (tx: Database) => Promise<T>,
): Promise<T | "busy"> {
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`set local lock_timeout = '5s'`);
      return await work(tx);
    });
  } catch (error) {
    if (isLockTimeout(error)) return "busy";
    throw error;
  }
}
