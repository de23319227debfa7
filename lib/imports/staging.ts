import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql, type SQL } from "drizzle-orm";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Database } from "@/db";
import { planRows, type RowPlan } from "@/lib/domain/import-plan";
import { readRow } from "@/lib/domain/import-row";
import type { CsvRow } from "@/lib/domain/csv-parser";
import type { ImportOptions } from "@/lib/domain/import-options";
import type { RowProblem } from "@/lib/domain/staged-row";
import { survivorsOf } from "@/lib/merged-addresses";
import { mapChoices } from "@/lib/properties";
import { copyColumns, toCopyLine } from "./copy-line";
import type { RowBatch } from "./rows";

export type Refusal = { line: number; reason: RowProblem; column?: number; raw: string };
export type StagedBatch = {
  bytes: number; // of the file, read so far
  rows: number;
  refusals: Refusal[];
  lostZeros: number; // phones that are a number short of their zero
};

/** The two tables of one import: rows as read, and the last row of each address in a fixed order. */
export type StagingTables = { rows: string; winners: string; isTemporary: boolean };

/** Raw rows are kept to be looked at and corrected; a 10 MB cell is neither. */
const maxRawCharacters = 20_000;

/** The tables of an import that runs; unlogged, so that they outlive the runner but cost no log. */
export function stagingTables(importId: number): StagingTables {
  const rows = `import_${importId}_rows`;
  return { rows, winners: `import_${importId}_winners`, isTemporary: false };
}

export async function createStaging(database: Database, tables: StagingTables): Promise<void> {
  await dropStaging(database, tables);
  await database.execute(sql`
    create ${kindOf(tables)} table ${sql.identifier(tables.rows)} (
      line integer, email text, email_normalized text, name text, first_name text, last_name text,
      phone text, properties jsonb, consent text, consent_date date, status text, status_date date,
      is_merged boolean not null default false
    )`);
}

export async function dropStaging(database: Database, tables: StagingTables): Promise<void> {
  await database.execute(sql`
    drop table if exists ${sql.identifier(tables.rows)}, ${sql.identifier(tables.winners)}`);
}

function kindOf({ isTemporary }: StagingTables): SQL {
  return sql.raw(isTemporary ? "temporary" : "unlogged");
}

/** Copies every row that can be taken; `onBatch` gets the others. */
export async function stageRows(
  client: pg.PoolClient,
  {
    tables,
    batches,
    options,
    today,
    onBatch,
  }: {
    tables: StagingTables;
    batches: AsyncIterable<RowBatch>;
    options: ImportOptions;
    today: string;
    onBatch: (batch: StagedBatch) => Promise<void>;
  },
): Promise<void> {
  const plan = planRows(options, today, await mapChoices());
  let headerRows = options.headerRow;

  async function* copyLines(): AsyncGenerator<string> {
    for await (const { rows, bytes } of batches) {
      const people = rows.slice(headerRows);
      headerRows -= rows.length - people.length;
      const { text, ...batch } = readBatch(people, plan);
      if (text !== "") yield text;
      await onBatch({ bytes, ...batch });
    }
  }

  const copy = client.query(
    copyFrom(`copy "${tables.rows}" (${copyColumns.join(", ")}) from stdin`),
  );
  await pipeline(Readable.from(copyLines()), copy);
}

function readBatch(people: CsvRow[], plan: RowPlan): Omit<StagedBatch, "bytes"> & { text: string } {
  const refusals: Refusal[] = [];
  let text = "";
  let lostZeros = 0;
  for (const person of people) {
    const read = readRow(person.cells, plan);
    if (read.ok) {
      text += toCopyLine(person.line, read.row);
      if (read.hasLostZero) lostZeros += 1;
    } else {
      refusals.push({ ...withoutOk(read), line: person.line, raw: cleanRaw(person.raw) });
    }
  }
  return { text, rows: people.length, refusals, lostZeros };
}

function withoutOk({ reason, column }: { reason: RowProblem; column?: number }) {
  return column === undefined ? { reason } : { reason, column };
}

/** PostgreSQL's text holds no zero byte. */
function cleanRaw(raw: string): string {
  return raw.slice(0, maxRawCharacters).replaceAll("\0", "\u2400");
}

/** Takes out the rows of people who were erased, and says which lines they were. */
export async function takeErased(database: Database, tables: StagingTables): Promise<number[]> {
  const { rows: any } = await database.execute(sql`select 1 from erasures limit 1`);
  if (any.length === 0) return [];
  const { rows } = await database.execute<{ line: number }>(sql`
    delete from ${sql.identifier(tables.rows)} r using erasures e
    where e.hash = erasure_hash(r.email_normalized)
    returning r.line`);
  return rows.map(({ line }) => line);
}

/** Rows of addresses that were merged away go to whom they were merged into. */
export async function followMerges(database: Database, tables: StagingTables): Promise<void> {
  const { rows: any } = await database.execute(sql`select 1 from contact_merges limit 1`);
  if (any.length === 0) return;
  const rows = sql.identifier(tables.rows);
  await database.execute(sql`
    update ${rows} r
    set email = s.email, email_normalized = s.email_normalized, is_merged = true
    from (${survivorsOf(sql`select email_normalized from ${rows}`)}) s
    where r.email_normalized = s.address`);
}

export type Winners = {
  staged: number;
  merged: number; // of them: rows whose address was merged away
  winners: number;
  fresh: number;
};

/**
 * The last row of each address, numbered in the order of the addresses: two imports at once then
 * lock the same contacts in the same order and cannot block each other for good. `numbersFresh`
 * gives those who are not here yet the id that they will have.
 */
export async function pickWinners(
  database: Database,
  tables: StagingTables,
  { numbersFresh }: { numbersFresh: boolean },
): Promise<Winners> {
  const rows = sql.identifier(tables.rows);
  const winners = sql.identifier(tables.winners);
  const id = sql.raw(
    numbersFresh ? "coalesce(c.id, nextval(pg_get_serial_sequence('contacts', 'id')))" : "c.id",
  );
  await database.execute(sql`drop table if exists ${winners}`);
  await database.execute(sql`
    create ${kindOf(tables)} table ${winners} as
    select row_number() over (order by n.email_normalized)::int as position, c.id is null as is_fresh,
      ${id} as contact_id, n.email, n.email_normalized, coalesce(n.name, '') as name, n.first_name,
      n.last_name, n.phone, n.properties, n.consent, n.consent_date, n.status
    from (
      select distinct on (email_normalized) * from ${rows} order by email_normalized, line desc
    ) n left join contacts c on c.email_normalized = n.email_normalized`);
  await database.execute(sql`analyze ${winners}`);
  const { rows: counts } = await database.execute<Winners>(sql`
    select r.staged, r.merged, w.winners, w.fresh
    from (
      select count(*)::int as staged, count(*) filter (where is_merged)::int as merged from ${rows}
    ) r, (
      select count(*)::int as winners, count(*) filter (where is_fresh)::int as fresh from ${winners}
    ) w`);
  return counts[0] ?? { staged: 0, merged: 0, winners: 0, fresh: 0 };
}
