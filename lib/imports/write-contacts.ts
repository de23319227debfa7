import { pipeline } from "node:stream/promises";
import { sql } from "drizzle-orm";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { pool, type Database } from "@/db";
import type { ImportOptions } from "@/lib/domain/import-options";
import { changedColumns, isChanged } from "./changes";
import { createIndexHelp } from "./index-help";
import type { StagingTables, Winners } from "./staging";

/** Rows written between two reports of progress. */
const sliceRows = 10_000;

type Written = {
  importId: number;
  tables: StagingTables;
  counts: Winners;
  options: ImportOptions;
  onProgress: (rowsWritten: number) => Promise<void>;
};

const columns =
  "id, email, email_normalized, name, first_name, last_name, phone, properties, source";

/**
 * Creates everyone who was not here when the winners were picked: one connection reads them in
 * order, the transaction's own copies them in, which costs half of an INSERT … ON CONFLICT. Whoever
 * came in between makes it fail as a double (`isDouble`), and who is new is decided again. Whoever was
 * erased in between is copied and taken out again by a trigger, which no count of COPY shows: that is
 * for the caller to find out (`countDepartures`).
 */
export async function copyFresh(
  client: pg.PoolClient,
  { importId, tables, counts, onProgress }: Written,
): Promise<number> {
  if (counts.fresh === 0) return 0;
  const reader = await pool.connect();
  const help = createIndexHelp();
  let isBroken = true;
  try {
    const out = reader.query(
      copyTo(`copy (
        select contact_id, email, email_normalized, name, first_name, last_name, phone, properties,
          'import:${importId}'
        from "${tables.winners}" where is_fresh order by position) to stdout`),
    );
    const into = client.query(copyFrom(`copy contacts (${columns}) from stdin`));
    const tell = async (rows: number): Promise<void> => {
      help.nudge();
      await onProgress(rows);
    };
    await pipeline(out, (source: AsyncIterable<Buffer>) => countRows(source, tell), into);
    isBroken = false;
    return counts.fresh;
  } finally {
    reader.release(isBroken);
    await help.finish();
  }
}

/** A contact of the same address came in meanwhile. */
export function isDouble(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}

/** Nobody counts as new any more: everyone is written so that a double is an update. */
export async function expectDoubles(
  database: Database,
  tables: StagingTables,
  counts: Winners,
): Promise<Winners> {
  await database.execute(sql`update ${sql.identifier(tables.winners)} set is_fresh = false`);
  return { ...counts, fresh: 0 };
}

/** Tells how far it is; a row of COPY's text ends with a line feed, and holds no other. */
async function* countRows(
  source: AsyncIterable<Buffer>,
  onProgress: Written["onProgress"],
): AsyncGenerator<Buffer> {
  let rows = 0;
  let told = 0;
  for await (const bytes of source) {
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) rows += 1;
    yield bytes;
    if (rows - told < sliceRows) continue;
    told = rows;
    await onProgress(rows);
  }
}

/** Changes those who are here already, in slices; who was deleted meanwhile is created again. */
export async function upsertKnown(
  tx: Database,
  { importId, tables, counts, options, onProgress }: Written,
): Promise<{ created: number; updated: number }> {
  const sum = { created: 0, updated: 0 };
  if (counts.fresh === counts.winners) return sum;
  const winners = sql.identifier(tables.winners);
  await tx.execute(sql`create index on ${winners} (position)`);
  for (let from = 0; from < counts.winners; from += sliceRows) {
    const part = await upsertSlice(tx, { importId, options, tables, from });
    sum.created += part.created;
    sum.updated += part.updated;
    await onProgress(Math.min(counts.winners, Math.max(counts.fresh, from + sliceRows)));
  }
  return sum;
}

async function upsertSlice(
  tx: Database,
  {
    importId,
    options,
    tables,
    from,
  }: { importId: number; options: ImportOptions; tables: StagingTables; from: number },
): Promise<{ created: number; updated: number }> {
  const changes = changedColumns(options, "excluded").map(
    ({ column, value }) => sql`${sql.identifier(column)} = ${value}`,
  );
  const update = sql.join([...changes, sql`updated_at = now()`], sql`, `);
  const { rows } = await tx.execute<{ created: number; updated: number }>(sql`
    with written as (
      insert into contacts as c
        (email, email_normalized, name, first_name, last_name, phone, properties, source)
      select email, email_normalized, name, first_name, last_name, phone, properties,
        ${`import:${importId}`}
      from ${sql.identifier(tables.winners)} n
      where n.position > ${from} and n.position <= ${from + sliceRows} and not n.is_fresh
      order by n.position
      on conflict (email_normalized) do update set ${update} where ${isChanged(options, "excluded")}
      returning (c.xmax = 0) as is_new -- a row that was updated carries the updating transaction
    )
    select count(*) filter (where is_new)::int as created,
      count(*) filter (where not is_new)::int as updated
    from written`);
  return rows[0] ?? { created: 0, updated: 0 };
}
