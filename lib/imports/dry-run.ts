import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { pool, type Database } from "@/db";
import { reviewAddresses } from "@/lib/address-review";
import type { AddressReview } from "@/lib/domain/address-review";
import { BrokenFileError, type BrokenReason } from "@/lib/domain/csv-parser";
import type { ImportOptions } from "@/lib/domain/import-options";
import type { ImportCounts } from "@/lib/domain/import-summary";
import { isChanged } from "./changes";
import { consentCountColumns, consentState, noConsents, type ConsentCounts } from "./consent";
import { readFileRows, type ImportFile, type RowBatch } from "./rows";
import {
  createStaging,
  dropStaging,
  followMerges,
  pickWinners,
  stageRows,
  takeErased,
  type Refusal,
  type StagedBatch,
} from "./staging";
import { countStandings, type StandingCounts } from "./status";
import { storedReason } from "./refusal-reason";
import { WorkbookError, type WorkbookProblem } from "./xlsx";

/**
 * A person waits for it, in the web process: of a larger file only the first rows are tried out,
 * and the page says how many.
 */
const most = { rows: 20_000, bytes: 4 * 1024 * 1024 };
const sampleRefusals = 20;

export type DryRun =
  | {
      ok: true;
      counts: ImportCounts;
      consents: ConsentCounts | undefined;
      standings: StandingCounts;
      reasons: { reason: string; count: number }[]; // as stored: with the column at fault
      samples: Refusal[];
      isPartial: boolean;
      lostZeros: number;
      merged: number; // rows of addresses that were merged into another contact
      addresses: AddressReview;
    }
  | { ok: false; reason: BrokenReason; line: number }
  | { ok: false; reason: WorkbookProblem };

const tables = { rows: "import_try_rows", winners: "import_try_winners", isTemporary: true };

/** What an import would do, found out by doing it up to the point of writing. */
export async function tryImport(
  file: ImportFile,
  options: ImportOptions,
  { today }: { today: string },
): Promise<DryRun> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    const dryRun = await tryHead(client, { file, options, today });
    isBroken = false;
    return dryRun;
  } catch (error) {
    if (error instanceof BrokenFileError)
      return { ok: false, reason: error.reason, line: error.line };
    if (error instanceof WorkbookError) return { ok: false, reason: error.reason };
    throw error;
  } finally {
    // A connection in the middle of a COPY is of no use to anybody else.
    client.release(isBroken);
  }
}

async function tryHead(
  client: pg.PoolClient,
  { file, options, today }: { file: ImportFile; options: ImportOptions; today: string },
): Promise<DryRun> {
  // Temporary tables live on this one connection.
  const database = drizzle(client, { casing: "snake_case" });
  await createStaging(database, tables);
  const read: HeadRead = { rows: 0, refused: 0, lostZeros: 0, reasons: new Map(), samples: [] };
  const head = limitRows(readFileRows(file, options), file);
  await stageRows(client, {
    tables,
    batches: head.batches,
    options,
    today,
    onBatch: async (batch) => noteBatch(read, batch),
  });
  for (const line of await takeErased(database, tables))
    noteBatch(read, { ...noBatch, refusals: [{ line, reason: "email_erased", raw: "" }] });
  await followMerges(database, tables);
  const { merged, ...counts } = await countChanges(database, options, read);
  const consents = await countConsents(database, options);
  const standings = await countStandings(database, tables.rows);
  const addresses = await reviewAddresses(
    sql`select email_normalized from ${sql.identifier(tables.winners)}`,
    database,
  );
  await dropStaging(database, tables);
  const reasons = [...read.reasons]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count);
  const { samples, lostZeros } = read;
  const isPartial = head.isCut();
  return {
    ok: true,
    counts,
    consents,
    standings,
    reasons,
    samples,
    isPartial,
    lostZeros,
    merged,
    addresses,
  };
}

const noBatch: StagedBatch = { bytes: 0, rows: 0, refusals: [], lostZeros: 0 };

type HeadRead = {
  rows: number;
  refused: number;
  lostZeros: number;
  reasons: Map<string, number>;
  samples: Refusal[];
};

function noteBatch(read: HeadRead, { rows, refusals, lostZeros }: StagedBatch): void {
  read.rows += rows;
  read.lostZeros += lostZeros;
  read.refused += refusals.length;
  for (const refusal of refusals) {
    const reason = storedReason(refusal);
    read.reasons.set(reason, (read.reasons.get(reason) ?? 0) + 1);
    if (read.samples.length < sampleRefusals) read.samples.push(refusal);
  }
}

function limitRows(batches: AsyncIterable<RowBatch>, file: ImportFile) {
  let isCut = false;
  async function* limited(): AsyncGenerator<RowBatch> {
    let rows = 0;
    for await (const batch of batches) {
      rows += batch.rows.length;
      yield batch;
      const isEnough = rows >= most.rows || batch.bytes >= most.bytes;
      isCut = isEnough && batch.bytes < file.bytes;
      if (isCut) return;
    }
  }
  return { batches: limited(), isCut: () => isCut };
}

async function countChanges(
  database: Database,
  options: ImportOptions,
  { rows, refused }: { rows: number; refused: number },
): Promise<ImportCounts & { merged: number }> {
  const { staged, winners, merged } = await pickWinners(database, tables, { numbersFresh: false });
  const result = await database.execute<{ created: number; updated: number }>(sql`
    select count(*) filter (where c.id is null)::int as created,
      count(*) filter (where c.id is not null and ${isChanged(options, "n")})::int as updated
    from ${sql.identifier(tables.winners)} n
    left join contacts c on c.email_normalized = n.email_normalized`);
  const { created, updated } = result.rows[0] ?? { created: 0, updated: 0 };
  const unchanged = winners - created - updated;
  return { rows, created, updated, unchanged, refused, repeated: staged - winners, merged };
}

async function countConsents(
  database: Database,
  { topicId }: ImportOptions,
): Promise<ConsentCounts | undefined> {
  if (typeof topicId !== "number") return undefined;
  const state = consentState({ ...tables, topicId });
  const { rows } = await database.execute<ConsentCounts>(
    sql`select ${consentCountColumns} from (${state}) state`,
  );
  return rows[0] ?? noConsents;
}
