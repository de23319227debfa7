import { sql, type SQL } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";

// lib/ and db/ read the settings when they are loaded, so they are loaded after these are made.

const patienceMs = 60_000;

/** Runs work that PostgreSQL may be killed under, until it has run through. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() - start > patienceMs || isMistake(error)) throw error;
      await sleep(200);
    }
  }
}

/** A statement that is wrong is wrong the next time too. */
function isMistake(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^(22|23|42)/.test(code);
}

export async function readRows<Row extends Record<string, unknown>>(query: SQL) {
  return await insist(async () => {
    const { db } = await import("@/db");
    const { rows } = await db.execute<Row>(query);
    return rows;
  });
}

export async function readOne<Row extends Record<string, unknown>>(query: SQL) {
  const [row] = await readRows<Row>(query);
  if (!row) throw new Error("The query returned no row.");
  return row;
}

export async function execute(query: SQL): Promise<void> {
  await readRows(query);
}

export async function closeDatabase(): Promise<void> {
  const { pool } = await import("@/db");
  await pool.end();
}

export type LedgerRow = {
  id: number;
  email: string;
  status: string;
  attempts: number;
  attemptNo: number;
  inDoubtCount: number;
  deadLetterPending: boolean;
  redriveNo: number;
  errorCode: string | null;
  resolvedBy: string | null;
  claimedAt: number | null;
};

export async function readLedgerRows(campaignId: number): Promise<LedgerRow[]> {
  const rows = await readRows<Record<keyof LedgerRow, string>>(sql`
    select id, email_normalized as email, status, attempts, attempt_no as "attemptNo",
      in_doubt_count as "inDoubtCount", dead_letter_pending as "deadLetterPending",
      redrive_no as "redriveNo", error_code as "errorCode",
      resolved_by as "resolvedBy", extract(epoch from claimed_at) * 1000 as "claimedAt"
    from recipients where campaign_id = ${campaignId}::bigint order by id`);
  return rows.map((row) => ({
    id: Number(row.id),
    email: row.email,
    status: row.status,
    attempts: Number(row.attempts),
    attemptNo: Number(row.attemptNo),
    inDoubtCount: Number(row.inDoubtCount),
    deadLetterPending: Boolean(row.deadLetterPending),
    redriveNo: Number(row.redriveNo),
    errorCode: row.errorCode,
    resolvedBy: row.resolvedBy,
    claimedAt: row.claimedAt === null ? null : Number(row.claimedAt),
  }));
}
