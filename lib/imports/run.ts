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
import { TakenPropertyError, expectOwnTypes } from "./declare";
import { countDepartures, DepartureError } from "./departures";
import {
  createStaging,
  dropStaging,
  followMerges,
  pickWinners,
  stageRows,
  stagingTables,
  takeErased,
  type Refusal,
  type StagingTables,
} from "./staging";
import { storedReason } from "./refusal-reason";
import { readFileRows } from "./rows";
import { writeStaged, type WriteCounts } from "./write";
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
  } else if (error instanceof TakenPropertyError) {
    await failImport(claim, "property_taken", { label: error.label });
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
  await expectOwnTypes(db, claim.options);
  const isStaged = claim.rowsTotal !== null && (await hasStagedRows(claim, tables));
  if (!isStaged) await readFile(claim, tables, dayIn(timeZone, new Date()));
  await writeDespiteOthers({ claim, tables, timeZone });
  await dropStaging(db, tables);
}

/** Tries in which who is new is copied in; whoever meets others that often updates from then on. */
const copyTries = 2;
const mostTries = 5;

/**
 * While everything is written, others go on: a contact of the file comes in, somebody is erased or
 * merged away. Then nothing of the try is kept, and who is new is decided again; the file is not read
 * again, and a double costs no more than the copy that it broke.
 */
async function writeDespiteOthers({
  claim,
  tables,
  timeZone,
}: {
  claim: Claim;
  tables: StagingTables;
  timeZone: string;
}): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const departures = await countDepartures(db);
    await refuseErased(claim.importId, tables);
    await followMerges(db, tables);
    const picked = await pickWinners(db, tables, { numbersFresh: true });
    const winners = attempt <= copyTries ? picked : await expectDoubles(db, tables, picked);
    const refused = await db.$count(importRefusals, eq(importRefusals.importId, claim.importId));
    const counts: WriteCounts = { ...winners, refused, departures };
    try {
      return await write({ claim, tables, counts, timeZone });
    } catch (error) {
      const isOthers = isDouble(error) || error instanceof DepartureError;
      if (!isOthers || attempt === mostTries) throw error;
    }
  }
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

/**
 * Rows staged by a runner that died afterwards; a crash of PostgreSQL would have emptied the table,
 * and an older version of ours would have made another one.
 */
async function hasStagedRows(claim: Claim, tables: StagingTables): Promise<boolean> {
  const { rows } = await db.execute<{ exists: boolean }>(
    sql`select exists (
      select 1 from pg_attribute
      where attrelid = to_regclass(${tables.rows}) and attname = 'is_merged')`,
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
