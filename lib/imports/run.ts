import { eq, sql } from "drizzle-orm";
import { db, pool, type Database } from "@/db";
import { importRefusals } from "@/db/schema/imports";
import { dayIn } from "@/lib/domain/calendar-day";
import { BrokenFileError } from "@/lib/domain/csv-parser";
import { getOrganization } from "@/lib/organization";
import {
  claimImport,
  failImport,
  isWornOut,
  keepClaim,
  LostClaimError,
  releaseClaim,
  startHeartbeat,
  type Claim,
} from "./claim";
import {
  createStaging,
  dropStaging,
  pickWinners,
  stageRows,
  stagingTables,
  takeErased,
  type Refusal,
  type StagingTables,
} from "./staging";
import { storedReason } from "./refusal-reason";
import { readFileRows } from "./rows";
import { writeStaged } from "./write";
import { expectDoubles, isDouble } from "./write-contacts";
import { WorkbookError } from "./xlsx";

export type RunResult =
  | { ok: true }
  | { ok: false; reason: "not_runnable" | "failed" | "given_up" };

/**
 * Runs an import that was confirmed. May be called any number of times, by any number of
 * processes: a claim lets one in, and a restart finds either everything or nothing written.
 */
export async function runImport(importId: number): Promise<RunResult> {
  const claim = await claimImport(importId);
  if (claim === undefined) return { ok: false, reason: "not_runnable" };
  const stopHeartbeat = startHeartbeat(claim);
  try {
    if (isWornOut(claim)) throw new WornOutError();
    await importClaimed(claim);
    return { ok: true };
  } catch (error) {
    return await endBadly(claim, error);
  } finally {
    stopHeartbeat();
  }
}

class WornOutError extends Error {}

async function endBadly(claim: Claim, error: unknown): Promise<RunResult> {
  const tables = stagingTables(claim.importId);
  if (error instanceof LostClaimError) {
    // Another runner may be using the tables by now; they go when the import ends.
    if (await isOver(claim.importId)) await dropStaging(db, tables);
    return { ok: false, reason: "given_up" };
  }
  if (error instanceof BrokenFileError) {
    await failImport(claim, error.reason, { line: error.line });
  } else if (error instanceof WorkbookError) {
    await failImport(claim, error.reason);
  } else if (error instanceof WornOutError) {
    await failImport(claim, "interrupted");
  } else {
    // Unforeseen: given back for the queue's next try, staged rows and all.
    await releaseClaim(claim);
    throw error;
  }
  await dropStaging(db, tables);
  return { ok: false, reason: "failed" };
}

async function isOver(importId: number): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from imports where id = ${importId} and status in ('queued', 'running')`,
  );
  return rows.length === 0;
}

async function importClaimed(claim: Claim): Promise<void> {
  const { timeZone } = await getOrganization();
  const tables = stagingTables(claim.importId);
  const isStaged = claim.rowsTotal !== null && (await hasStagedRows(claim, tables));
  if (!isStaged) await readFile(claim, tables, dayIn(timeZone, new Date()));
  await refuseErased(claim.importId, tables);
  const winners = await pickWinners(db, tables, { numbersFresh: true });
  const refused = await db.$count(importRefusals, eq(importRefusals.importId, claim.importId));
  const counts = { ...winners, refused };
  try {
    await write({ claim, tables, counts, timeZone });
  } catch (error) {
    if (!isDouble(error)) throw error;
    await expectDoubles(db, tables);
    await write({ claim, tables, counts: { ...counts, fresh: 0 }, timeZone });
  }
  await dropStaging(db, tables);
}

async function write(
  staged: Omit<Parameters<typeof writeStaged>[1], "onProgress"> & { claim: Claim },
): Promise<void> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await writeStaged(client, {
      ...staged,
      // On a connection of its own: seen by others while the transaction is open.
      onProgress: (rowsWritten) => keepClaim(staged.claim, { rowsWritten }),
    });
    isBroken = false;
  } finally {
    // A connection in the middle of a COPY is of no use to anybody else.
    client.release(isBroken);
  }
}

/** Rows staged by a runner that died afterwards; a crash of PostgreSQL would have emptied the table. */
async function hasStagedRows(claim: Claim, tables: StagingTables): Promise<boolean> {
  const { rows } = await db.execute<{ exists: boolean }>(
    sql`select to_regclass(${tables.rows}) is not null as exists`,
  );
  if (rows[0]?.exists !== true) return false;
  const refused = await db.$count(importRefusals, eq(importRefusals.importId, claim.importId));
  const staged = await db.$count(sql`${sql.identifier(tables.rows)}`);
  return staged + refused === claim.rowsTotal;
}

/** As often as a person could see it. */
const progressMs = 250;

async function readFile(claim: Claim, tables: StagingTables, today: string): Promise<void> {
  await db.delete(importRefusals).where(eq(importRefusals.importId, claim.importId));
  await createStaging(db, tables);
  let rowsDone = 0;
  let rowsRefused = 0;
  let toldAt = 0;
  const client = await pool.connect();
  let isBroken = true;
  try {
    await stageRows(client, {
      tables,
      batches: readFileRows({ importId: claim.importId, bytes: claim.fileBytes }, claim.options),
      options: claim.options,
      today,
      onBatch: async ({ bytes, rows, refusals }) => {
        rowsDone += rows;
        rowsRefused += refusals.length;
        await recordRefusals(claim.importId, refusals);
        if (Date.now() - toldAt < progressMs) return;
        toldAt = Date.now();
        await keepClaim(claim, { bytesDone: bytes, rowsDone, rowsRefused });
      },
    });
    isBroken = false;
  } finally {
    // A connection in the middle of a COPY is of no use to anybody else.
    client.release(isBroken);
  }
  await keepClaim(claim, { rowsTotal: rowsDone });
}

/** Of who was erased nothing is kept, in the refusals neither. */
async function refuseErased(importId: number, tables: StagingTables): Promise<void> {
  await db.transaction(async (tx) => {
    const lines = await takeErased(tx, tables);
    const refusals = lines.map((line): Refusal => ({ line, reason: "email_erased", raw: "" }));
    await recordRefusals(importId, refusals, tx);
  });
}

async function recordRefusals(
  importId: number,
  refusals: Refusal[],
  database: Database = db,
): Promise<void> {
  for (let from = 0; from < refusals.length; from += 5000) {
    const part = refusals.slice(from, from + 5000);
    await database.execute(sql`
      insert into import_refusals (import_id, line, reason, raw)
      select ${importId}, * from unnest(
        ${sql.param(part.map((refusal) => refusal.line))}::int[],
        ${sql.param(part.map(storedReason))}::text[],
        ${sql.param(part.map((refusal) => refusal.raw))}::text[])`);
  }
}
