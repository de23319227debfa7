import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { db } from "@/db";
import { importChunks, importRefusals, imports } from "@/db/schema/imports";
import { keptDays } from "@/lib/domain/import-options";

/** Nothing of a file stays for ever: what nobody started, what was refused, what a crash left over. */
export async function sweepImports(): Promise<void> {
  await dropCutUploads();
  await expireUnstarted();
  await forgetRefusals();
  await dropLeftTables();
}

/** Uploads whose bytes stopped coming: nobody has seen them. */
async function dropCutUploads(): Promise<void> {
  await db
    .delete(imports)
    .where(and(isNull(imports.uploadedAt), lt(imports.createdAt, sql`now() - interval '1 day'`)));
}

async function expireUnstarted(): Promise<void> {
  await db.transaction(async (tx) => {
    const expired = await tx
      .update(imports)
      .set({ status: "canceled", failedReason: "expired", finishedAt: sql`now()` })
      .where(
        and(
          eq(imports.status, "uploaded"),
          lt(imports.uploadedAt, sql`now() - make_interval(days => ${keptDays.unstarted})`),
        ),
      )
      .returning({ id: imports.id });
    const ids = expired.map(({ id }) => id);
    if (ids.length > 0) await tx.delete(importChunks).where(inArray(importChunks.importId, ids));
  });
}

async function forgetRefusals(): Promise<void> {
  await db.delete(importRefusals).where(
    sql`${importRefusals.importId} in (
      select id from imports
      where finished_at < now() - make_interval(days => ${keptDays.refusals}) and rows_refused > 0
    )`,
  );
}

/** Staged rows outlive their runner; here the runner is gone for good and so is the reason. */
async function dropLeftTables(): Promise<void> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select t.relname as name
    from pg_class t
    left join imports i on i.id = substring(t.relname from '^import_([0-9]+)_')::bigint
    where t.relnamespace = current_schema()::regnamespace and t.relkind = 'r'
      and t.relname ~ '^import_[0-9]+_(rows|winners)$'
      and (i.id is null or (
        i.status not in ('queued', 'running') and i.finished_at < now() - interval '1 hour'))`);
  for (const { name } of rows) await db.execute(sql`drop table if exists ${sql.identifier(name)}`);
}
