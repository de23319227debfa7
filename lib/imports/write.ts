import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db";
import { properties } from "@/db/schema/audience";
import { importChunks, imports } from "@/db/schema/imports";
import type { ImportOptions } from "@/lib/domain/import-options";
import { changedColumns, isChanged } from "./changes";
import { LostClaimError, ours, type Claim } from "./claim";
import { writeConsents, type ConsentCounts } from "./consent";
import type { StagingTables } from "./staging";

/** Rows written between two reports of progress. */
const sliceRows = 10_000;

/**
 * Writes everything that is staged, in one transaction of the caller: a kill or a cancel leaves
 * nothing half done. Progress is reported outside of it.
 */
export async function writeStaged(
  tx: Database,
  {
    claim,
    tables,
    counts,
    timeZone,
    onProgress,
  }: {
    claim: Claim;
    tables: StagingTables;
    counts: { rows: number; refused: number; staged: number; winners: number };
    timeZone: string;
    onProgress: (rowsWritten: number) => Promise<void>;
  },
): Promise<void> {
  const { options, importId } = claim;
  await declareProperties(tx, options);
  let created = 0;
  let updated = 0;
  for (let from = 0; from < counts.winners; from += sliceRows) {
    const slice = sql`n.position > ${from} and n.position <= ${from + sliceRows}`;
    const part = await upsertContacts(tx, { importId, options, winners: tables.winners, slice });
    created += part.created;
    updated += part.updated;
    await onProgress(Math.min(from + sliceRows, counts.winners));
  }
  // At once and not by slices: each slice would read all contacts again to find its own.
  await recordMembership(tx, importId, tables.winners);
  const consents = await writeAnswers(tx, { claim, winners: tables.winners, timeZone });
  await finishImport(tx, claim, {
    rowsTotal: counts.rows,
    rowsDone: counts.rows,
    rowsCreated: created,
    rowsUpdated: updated,
    rowsUnchanged: counts.winners - created - updated,
    rowsRefused: counts.refused,
    rowsRepeated: counts.staged - counts.winners,
    rowsWritten: counts.staged,
    consentCounts: consents ?? {},
  });
}

async function recordMembership(tx: Database, importId: number, winners: string): Promise<void> {
  await tx.execute(sql`
    insert into import_contacts (import_id, contact_id)
    select ${importId}::bigint, c.id from ${sql.identifier(winners)} n
    join contacts c on c.email_normalized = n.email_normalized`);
}

/** Undefined where no topic is joined. */
async function writeAnswers(
  tx: Database,
  { claim, winners, timeZone }: { claim: Claim; winners: string; timeZone: string },
): Promise<ConsentCounts | undefined> {
  const { options, importId, createdBy } = claim;
  if (typeof options.topicId !== "number") return undefined;
  return writeConsents(tx, {
    importId,
    userId: createdBy,
    winners,
    options: { ...options, topicId: options.topicId },
    timeZone,
  });
}

/** A property that was put away and is mapped again comes back. */
async function declareProperties(tx: Database, options: ImportOptions): Promise<void> {
  for (const column of options.columns) {
    if (column.to !== "property") continue;
    await tx
      .insert(properties)
      .values({ key: column.key, label: column.label, type: column.type })
      .onConflictDoUpdate({ target: properties.key, set: { archivedAt: null } });
  }
}

async function upsertContacts(
  tx: Database,
  {
    importId,
    options,
    winners,
    slice,
  }: {
    importId: number;
    options: ImportOptions;
    winners: string;
    slice: ReturnType<typeof sql>;
  },
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
      from ${sql.identifier(winners)} n where ${slice} order by n.position
      on conflict (email_normalized) do update set ${update} where ${isChanged(options, "excluded")}
      returning (c.xmax = 0) as is_new -- a row that was updated carries the updating transaction
    )
    select count(*) filter (where is_new)::int as created,
      count(*) filter (where not is_new)::int as updated
    from written`);
  return rows[0] ?? { created: 0, updated: 0 };
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
