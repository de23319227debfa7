import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Database } from "@/db";
import { importChunks, imports } from "@/db/schema/imports";
import { LostClaimError, ours, type Claim } from "./claim";
import { writeConsents, type ConsentCounts } from "./consent";
import { declareProperties } from "./declare";
import { countDepartures, DepartureError } from "./departures";
import type { StagingTables, Winners } from "./staging";
import { hasStandings, writeStandings } from "./status";
import { copyFresh, upsertKnown } from "./write-contacts";

/** What was staged, and how many people had gone when that was seen. */
export type WriteCounts = Winners & { refused: number; departures: number };

/**
 * Writes everything that is staged, in one transaction on this connection: a kill or a cancel leaves
 * nothing half done. Progress is reported outside of it.
 */
export async function writeStaged(
  client: pg.PoolClient,
  {
    claim,
    tables,
    counts,
    timeZone,
    onProgress,
  }: {
    claim: Claim;
    tables: StagingTables;
    counts: WriteCounts;
    timeZone: string;
    onProgress: (rowsWritten: number) => Promise<void>;
  },
): Promise<void> {
  const { options, importId } = claim;
  const database = drizzle(client, { casing: "snake_case" });
  await database.transaction(async (tx) => {
    // What sorts and merges by the megabyte: indexes above all.
    await tx.execute(sql`set local work_mem = '64MB'`);
    await declareProperties(tx, options);
    const written = { importId, tables, counts, options, onProgress };
    const fresh = await copyFresh(client, written);
    const known = await upsertKnown(tx, written);
    if ((await countDepartures(tx)) !== counts.departures) throw new DepartureError();
    await recordMembership(tx, importId, tables.winners);
    await finish(tx, {
      claim,
      tables,
      counts,
      timeZone,
      created: fresh + known.created,
      updated: known.updated,
    });
  });
}

/** Consent, the sum, and the end; what is not ours any more by now is undone with all the rest. */
async function finish(
  tx: Database,
  {
    claim,
    tables,
    counts,
    timeZone,
    created,
    updated,
  }: {
    claim: Claim;
    tables: StagingTables;
    counts: WriteCounts;
    timeZone: string;
    created: number;
    updated: number;
  },
): Promise<void> {
  const standings = await writeStandings(tx, {
    importId: claim.importId,
    userId: claim.createdBy,
    rows: tables.rows,
    timeZone,
  });
  const consents = await writeAnswers(tx, { claim, tables, timeZone });
  await finishImport(tx, claim, {
    rowsTotal: counts.staged + counts.refused,
    rowsDone: counts.staged + counts.refused,
    rowsCreated: created,
    rowsUpdated: updated,
    rowsUnchanged: counts.winners - created - updated,
    rowsRefused: counts.refused,
    rowsRepeated: counts.staged - counts.winners,
    rowsWritten: counts.staged,
    consentCounts: {
      ...consents,
      ...(hasStandings(standings) && standings),
      ...(counts.merged > 0 && { merged: counts.merged }),
    },
  });
}

async function recordMembership(tx: Database, importId: number, winners: string): Promise<void> {
  await tx.execute(sql`
    insert into import_contacts (import_id, contact_id)
    select ${importId}::bigint, contact_id from ${sql.identifier(winners)} where is_fresh
    union all
    select ${importId}::bigint, c.id from ${sql.identifier(winners)} n
    join contacts c on c.email_normalized = n.email_normalized
    where not n.is_fresh`);
}

/** Undefined where no topic is joined. */
async function writeAnswers(
  tx: Database,
  { claim, tables, timeZone }: { claim: Claim; tables: StagingTables; timeZone: string },
): Promise<ConsentCounts | undefined> {
  const { options, importId, createdBy } = claim;
  if (typeof options.topicId !== "number") return undefined;
  return writeConsents(tx, {
    importId,
    userId: createdBy,
    tables,
    options: { ...options, topicId: options.topicId },
    timeZone,
  });
}

/** The last statement of the transaction: if the import is no longer ours, all of it is undone. */
async function finishImport(
  tx: Database,
  claim: Claim,
  summary: Partial<typeof imports.$inferInsert>,
): Promise<void> {
  const finished = await tx
    .update(imports)
    .set({ ...summary, status: "completed", finishedAt: sql`now()`, failedDetails: {} })
    .where(ours(claim))
    .returning({ id: imports.id });
  if (finished.length === 0)
    throw new LostClaimError(`Import ${claim.importId} is no longer ours.`);
  await tx.delete(importChunks).where(eq(importChunks.importId, claim.importId));
}
