import { drizzle } from "drizzle-orm/node-postgres";
import { sql } from "drizzle-orm";
import { pool, type Database } from "@/db";
import { BrokenFileError, type BrokenReason } from "@/lib/domain/csv-parser";
import type { ImportOptions } from "@/lib/domain/import-options";
import type { ImportCounts } from "@/lib/domain/import-summary";
import { isChanged } from "./changes";
import { readChunks } from "./chunks";
import { consentCountColumns, consentState, noConsents, type ConsentCounts } from "./consent";
import { createStaging, dropStaging, pickWinners, stageRows, type Refusal } from "./staging";
import { storedReason } from "./refusal-reason";

/** A larger file is tried out on its first part, and the page says so. */
const dryRunBytes = 32 * 1024 * 1024;
const sampleRefusals = 20;

export type DryRun =
  | {
      ok: true;
      counts: ImportCounts;
      consents: ConsentCounts | undefined;
      reasons: { reason: string; count: number }[]; // as stored: with the column at fault
      samples: Refusal[];
      isPartial: boolean;
    }
  | { ok: false; reason: BrokenReason; line: number };

const tables = { rows: "import_try_rows", winners: "import_try_winners", isTemporary: true };

/** What an import would do, found out by doing it up to the point of writing. */
export async function tryImport(
  importId: number,
  options: ImportOptions,
  { today }: { today: string },
): Promise<DryRun> {
  const client = await pool.connect();
  // Temporary tables live on this one connection.
  const database = drizzle(client, { casing: "snake_case" });
  let isBroken = true;
  try {
    await createStaging(database, tables);
    const read = { rows: 0, refused: 0, reasons: new Map<string, number>() };
    const samples: Refusal[] = [];
    const bytes = limitBytes(readChunks(importId), dryRunBytes);
    await stageRows(client, {
      tables,
      bytes: bytes.chunks,
      options,
      today,
      onBatch: async ({ rows, refusals }) => {
        read.rows += rows;
        read.refused += refusals.length;
        for (const refusal of refusals) {
          const reason = storedReason(refusal);
          read.reasons.set(reason, (read.reasons.get(reason) ?? 0) + 1);
          if (samples.length < sampleRefusals) samples.push(refusal);
        }
      },
    });
    const counts = await countChanges(database, options, read);
    const consents = await countConsents(database, options);
    await dropStaging(database, tables);
    isBroken = false;
    const reasons = [...read.reasons]
      .map(([reason, count]) => ({ reason, count }))
      .toSorted((a, b) => b.count - a.count);
    return { ok: true, counts, consents, reasons, samples, isPartial: bytes.isCut() };
  } catch (error) {
    if (error instanceof BrokenFileError)
      return { ok: false, reason: error.reason, line: error.line };
    throw error;
  } finally {
    // A connection in the middle of a COPY is of no use to anybody else.
    client.release(isBroken);
  }
}

function limitBytes(chunks: AsyncIterable<Uint8Array>, limit: number) {
  let isCut = false;
  async function* limited(): AsyncGenerator<Uint8Array> {
    let total = 0;
    for await (const chunk of chunks) {
      if (total + chunk.length > limit) {
        isCut = true;
        // The row that is cut off here would look broken: end with the last whole line.
        const end = chunk.lastIndexOf(0x0a, limit - total);
        if (end > 0) yield chunk.subarray(0, end + 1);
        return;
      }
      total += chunk.length;
      yield chunk;
    }
  }
  return { chunks: limited(), isCut: () => isCut };
}

async function countChanges(
  database: Database,
  options: ImportOptions,
  { rows, refused }: { rows: number; refused: number },
): Promise<ImportCounts> {
  const { staged, winners } = await pickWinners(database, tables);
  const result = await database.execute<{ created: number; updated: number }>(sql`
    select count(*) filter (where c.id is null)::int as created,
      count(*) filter (where c.id is not null and ${isChanged(options, "n")})::int as updated
    from ${sql.identifier(tables.winners)} n
    left join contacts c on c.email_normalized = n.email_normalized`);
  const { created, updated } = result.rows[0] ?? { created: 0, updated: 0 };
  const unchanged = winners - created - updated;
  return { rows, created, updated, unchanged, refused, repeated: staged - winners };
}

async function countConsents(
  database: Database,
  { topicId }: ImportOptions,
): Promise<ConsentCounts | undefined> {
  if (typeof topicId !== "number") return undefined;
  const state = consentState({ winners: tables.winners, topicId });
  const { rows } = await database.execute<ConsentCounts>(
    sql`select ${consentCountColumns} from (${state}) state`,
  );
  return rows[0] ?? noConsents;
}
