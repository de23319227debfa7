import { and, asc, desc, eq, inArray, isNotNull, lt, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { importChunks, importRefusals, imports, type ImportStatus } from "@/db/schema/imports";
import { users } from "@/db/schema/users";
import { recordAudit } from "@/lib/audit";
import { enqueueControl } from "@/lib/aws/sqs";
import { dayIn } from "@/lib/domain/calendar-day";
import {
  checkOptions,
  fileAnalysis,
  importOptions,
  type ImportOptions,
  type OptionsProblem,
} from "@/lib/domain/import-options";
import { getOrganization } from "@/lib/organization";
import { dropStaging, stagingTables } from "./staging";

export type Import = NonNullable<Awaited<ReturnType<typeof findImport>>>;

export async function findImport(id: number) {
  const [row] = await db
    .select({
      id: imports.id,
      fileName: imports.fileName,
      fileBytes: imports.fileBytes,
      status: imports.status,
      options: imports.options,
      analysis: imports.analysis,
      bytesDone: imports.bytesDone,
      rowsTotal: imports.rowsTotal,
      rowsDone: imports.rowsDone,
      rowsWritten: imports.rowsWritten,
      rowsCreated: imports.rowsCreated,
      rowsUpdated: imports.rowsUpdated,
      rowsUnchanged: imports.rowsUnchanged,
      rowsRefused: imports.rowsRefused,
      rowsRepeated: imports.rowsRepeated,
      consentCounts: imports.consentCounts,
      failedReason: imports.failedReason,
      failedDetails: imports.failedDetails,
      createdAt: imports.createdAt,
      startedAt: imports.startedAt,
      finishedAt: imports.finishedAt,
      createdByName: users.name,
      createdByEmail: users.email,
      uploadedAt: imports.uploadedAt,
      // A million rows are not counted for a page; whether any is left is one look.
      hasPeople: sql<boolean>`exists (select 1 from import_contacts where import_id = ${imports.id})`,
    })
    .from(imports)
    .leftJoin(users, eq(users.id, imports.createdBy))
    .where(and(eq(imports.id, id), isNotNull(imports.uploadedAt)));
  if (!row) return undefined;
  return {
    ...row,
    /** Who came in; whoever was deleted since is still counted. */
    people: row.rowsCreated + row.rowsUpdated + row.rowsUnchanged,
    options: importOptions.parse(row.options),
    analysis: fileAnalysis.parse(row.analysis),
  };
}

const pageSize = 50;

/** Imports, newest first; `before` is the id that the last page ended with. */
export async function listImports({ before }: { before?: number | undefined }) {
  const rows = await db
    .select({
      id: imports.id,
      fileName: imports.fileName,
      status: imports.status,
      rowsTotal: imports.rowsTotal,
      rowsCreated: imports.rowsCreated,
      rowsUpdated: imports.rowsUpdated,
      rowsRefused: imports.rowsRefused,
      createdAt: imports.createdAt,
      createdByName: users.name,
    })
    .from(imports)
    .leftJoin(users, eq(users.id, imports.createdBy))
    .where(
      and(isNotNull(imports.uploadedAt), before === undefined ? undefined : lt(imports.id, before)),
    )
    .orderBy(desc(imports.id))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  return { imports: page, next: rows.length > pageSize ? page.at(-1)?.id : undefined };
}

/** Keeps what a person chose; only while nothing has started. */
export async function saveImportOptions(id: number, options: ImportOptions): Promise<boolean> {
  const saved = await db
    .update(imports)
    .set({ options })
    .where(and(eq(imports.id, id), eq(imports.status, "uploaded")))
    .returning({ id: imports.id });
  return saved.length > 0;
}

export type StartResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "already_started" | OptionsProblem };

/** Confirms an import with the options that are saved. The runner does the rest. */
export async function startImport(
  id: number,
  { userId }: { userId: number },
): Promise<StartResult> {
  const found = await findImport(id);
  if (!found) return { ok: false, reason: "not_found" };
  const { timeZone } = await getOrganization();
  const [problem] = checkOptions(found.options, dayIn(timeZone, new Date()));
  if (problem !== undefined) return { ok: false, reason: problem };
  const started = await db
    .update(imports)
    .set({ status: "queued", createdBy: userId })
    .where(and(eq(imports.id, id), eq(imports.status, "uploaded")))
    .returning({ id: imports.id });
  if (started.length === 0) return { ok: false, reason: "already_started" };
  await recordAudit({
    userId,
    action: "import.start",
    subject: `import:${id}`,
    details: { fileName: found.fileName, topicId: found.options.topicId },
  });
  await enqueueControl({ v: 1, type: "import", importId: id });
  return { ok: true };
}

/** Stops an import that is not over; nothing of it is or will be written. */
export async function cancelImport(id: number, { userId }: { userId: number }): Promise<boolean> {
  const open: ImportStatus[] = ["uploaded", "queued", "running"];
  const row = await db.transaction(async (tx) => {
    const [row] = await tx
      .update(imports)
      .set({ status: "canceled", finishedAt: sql`now()` })
      .where(and(eq(imports.id, id), inArray(imports.status, open)))
      .returning({ hasRunner: sql<boolean>`coalesce(${imports.leaseUntil} > now(), false)` });
    if (!row) return undefined;
    await tx.delete(importChunks).where(eq(importChunks.importId, id));
    await recordAudit({ userId, action: "import.cancel", subject: `import:${id}` }, tx);
    return row;
  });
  // A living runner drops its own tables when it finds out.
  if (row?.hasRunner === false) await dropStaging(db, stagingTables(id));
  return row !== undefined;
}

/** Imports that wait although nobody works on them: their message or their runner was lost. */
export async function requeueStaleImports(): Promise<number> {
  const stale = await db
    .select({ id: imports.id })
    .from(imports)
    .where(
      or(
        and(eq(imports.status, "queued"), lt(imports.createdAt, sql`now() - interval '1 minute'`)),
        and(eq(imports.status, "running"), lt(imports.leaseUntil, sql`now()`)),
      ),
    );
  for (const { id } of stale) await enqueueControl({ v: 1, type: "import", importId: id });
  return stale.length;
}

/** The first refused rows, for the page; `reason` may end in ":" and the column at fault. */
export async function listRefusals(importId: number, { limit }: { limit: number }) {
  return db
    .select({ line: importRefusals.line, reason: importRefusals.reason, raw: importRefusals.raw })
    .from(importRefusals)
    .where(eq(importRefusals.importId, importId))
    .orderBy(asc(importRefusals.line))
    .limit(limit);
}

/** How often each reason occurs, by column; the most frequent first. */
export async function countRefusals(importId: number) {
  return db
    .select({ reason: importRefusals.reason, count: sql<number>`count(*)`.mapWith(Number) })
    .from(importRefusals)
    .where(eq(importRefusals.importId, importId))
    .groupBy(importRefusals.reason)
    .orderBy(sql`2 desc`)
    .limit(20);
}
