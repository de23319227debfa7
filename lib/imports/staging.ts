import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql, type SQL } from "drizzle-orm";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Database } from "@/db";
import { planRows, readRow, type ImportRow, type RowProblem } from "@/lib/domain/import-row";
import type { ImportOptions } from "@/lib/domain/import-options";
import { mapChoices } from "@/lib/properties";
import { readRows } from "./rows";

export type Refusal = { line: number; reason: RowProblem; column?: number; raw: string };
export type StagedBatch = { bytes: number; rows: number; refusals: Refusal[] };

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
      phone text, properties jsonb, consent text, consent_date date
    )`);
}

export async function dropStaging(database: Database, tables: StagingTables): Promise<void> {
  await database.execute(sql`
    drop table if exists ${sql.identifier(tables.rows)}, ${sql.identifier(tables.winners)}`);
}

function kindOf({ isTemporary }: StagingTables): SQL {
  return sql.raw(isTemporary ? "temporary" : "unlogged");
}

/** Reads the file once and copies every row that can be taken; `onBatch` gets the others. */
export async function stageRows(
  client: pg.PoolClient,
  {
    tables,
    bytes,
    options,
    today,
    onBatch,
  }: {
    tables: StagingTables;
    bytes: AsyncIterable<Uint8Array>;
    options: ImportOptions;
    today: string;
    onBatch: (batch: StagedBatch) => Promise<void>;
  },
): Promise<void> {
  const plan = planRows(options, today, await mapChoices());
  let bytesRead = 0;
  let headerRows = options.headerRow;

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      bytesRead += piece.length;
      yield piece;
    }
  }

  async function* copyLines(): AsyncGenerator<string> {
    for await (const batch of readRows(counted(), options)) {
      const people = batch.slice(headerRows);
      headerRows -= batch.length - people.length;
      const refusals: Refusal[] = [];
      let text = "";
      for (const { line, cells, raw } of people) {
        const read = readRow(cells, plan);
        if (read.ok) text += toCopyLine(line, read.row);
        else refusals.push({ ...withoutOk(read), line, raw: cleanRaw(raw) });
      }
      if (text !== "") yield text;
      await onBatch({ bytes: bytesRead, rows: people.length, refusals });
    }
  }

  const copy = client.query(
    copyFrom(`copy "${tables.rows}" (${copyColumns.join(", ")}) from stdin`),
  );
  await pipeline(Readable.from(copyLines()), copy);
}

function withoutOk({ reason, column }: { reason: RowProblem; column?: number }) {
  return column === undefined ? { reason } : { reason, column };
}

/** PostgreSQL's text holds no zero byte. */
function cleanRaw(raw: string): string {
  return raw.slice(0, maxRawCharacters).replaceAll("\0", "\u2400");
}

const copyColumns = [
  "line",
  "email",
  "email_normalized",
  "name",
  "first_name",
  "last_name",
  "phone",
  "properties",
  "consent",
  "consent_date",
];

function toCopyLine(line: number, row: ImportRow): string {
  const values = [
    String(line),
    row.email,
    row.emailNormalized,
    row.name,
    row.firstName,
    row.lastName,
    row.phone,
    JSON.stringify(row.properties),
    row.consent,
    row.consentDate,
  ];
  return `${values.map(escapeCopy).join("\t")}\n`;
}

const copyEscapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escapeCopy(value: string | null): string {
  if (value === null) return "\\N";
  return value.replace(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? character);
}

/**
 * The last row of each address, numbered in the order of the addresses: two imports at once then
 * lock the same contacts in the same order and cannot block each other for good.
 */
export async function pickWinners(
  database: Database,
  tables: StagingTables,
): Promise<{ staged: number; winners: number }> {
  const rows = sql.identifier(tables.rows);
  const winners = sql.identifier(tables.winners);
  await database.execute(sql`drop table if exists ${winners}`);
  await database.execute(sql`
    create ${kindOf(tables)} table ${winners} as
    select row_number() over (order by email_normalized)::int as position, email, email_normalized,
      coalesce(name, '') as name, first_name, last_name, phone, properties, consent, consent_date
    from (
      select distinct on (email_normalized) * from ${rows} order by email_normalized, line desc
    ) last`);
  await database.execute(sql`create index on ${winners} (position)`);
  await database.execute(sql`analyze ${winners}`);
  const { rows: counts } = await database.execute<{ staged: number; winners: number }>(sql`
    select (select count(*) from ${rows})::int as staged,
      (select count(*) from ${winners})::int as winners`);
  return counts[0] ?? { staged: 0, winners: 0 };
}
