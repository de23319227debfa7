import { randomUUID } from "node:crypto";
import { and, eq, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { importChunks, imports } from "@/db/schema/imports";
import { importOptions, type ImportOptions } from "@/lib/domain/import-options";

/** A runner that says nothing for this long is taken for dead. */
const leaseSeconds = 60;
const heartbeatMs = 5_000;
/** Whoever kills the runner that often has a reason that trying again does not cure. */
const maxClaims = 5;

export type Claim = {
  importId: number;
  leaseId: string;
  options: ImportOptions;
  rowsTotal: number | null; // set once the file is staged: reading need not be done again
  fileBytes: number;
  createdBy: number | null;
  claims: number;
};

/** The import was canceled, or another runner took it over: whatever is not committed is given up. */
export class LostClaimError extends Error {}

/** Takes a queued import, or one whose runner is dead; undefined when it is not to be had. */
export async function claimImport(importId: number): Promise<Claim | undefined> {
  const leaseId = randomUUID();
  const [row] = await db
    .update(imports)
    .set({
      status: "running",
      leaseId,
      leaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})`,
      startedAt: sql`coalesce(${imports.startedAt}, now())`,
      failedDetails: sql`jsonb_build_object('claims', coalesce((${imports.failedDetails}->>'claims')::int, 0) + 1)`,
    })
    .where(
      and(
        eq(imports.id, importId),
        or(
          eq(imports.status, "queued"),
          and(eq(imports.status, "running"), sql`${imports.leaseUntil} < now()`),
        ),
      ),
    )
    .returning({
      options: imports.options,
      rowsTotal: imports.rowsTotal,
      fileBytes: imports.fileBytes,
      createdBy: imports.createdBy,
      failedDetails: imports.failedDetails,
    });
  if (!row) return undefined;
  const claims = Number(row.failedDetails["claims"] ?? 1);
  return { ...row, importId, leaseId, options: importOptions.parse(row.options), claims };
}

export function isWornOut({ claims }: Claim): boolean {
  return claims > maxClaims;
}

/** Progress and lease in one; throws when the import is no longer ours. */
export async function keepClaim(
  claim: Claim,
  progress: Partial<
    Pick<
      typeof imports.$inferInsert,
      "bytesDone" | "rowsDone" | "rowsRefused" | "rowsTotal" | "rowsWritten"
    >
  >,
): Promise<void> {
  const kept = await db
    .update(imports)
    .set({ ...progress, leaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .where(ours(claim))
    .returning({ id: imports.id });
  if (kept.length === 0) throw new LostClaimError(`Import ${claim.importId} is no longer ours.`);
}

/** The condition under which this runner may still write. */
export function ours({ importId, leaseId }: Claim) {
  return and(eq(imports.id, importId), eq(imports.leaseId, leaseId), eq(imports.status, "running"));
}

/** Keeps the lease while one long statement runs; the next `keepClaim` notices if it was lost. */
export function startHeartbeat(claim: Claim): () => void {
  const timer = setInterval(() => {
    // A beat that fails is made up for by the next; the claim itself is checked before writing.
    keepClaim(claim, {}).catch(() => undefined);
  }, heartbeatMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Gives an import back at once, so that the next try need not wait for the lease to end. */
export async function releaseClaim(claim: Claim): Promise<void> {
  await db
    .update(imports)
    .set({ leaseUntil: sql`now()` })
    .where(ours(claim));
}

/** Ends an import that cannot be done; nothing of it was written. */
export async function failImport(
  claim: Claim,
  reason: string,
  details: Record<string, string | number> = {},
): Promise<void> {
  await db.transaction(async (tx) => {
    const failed = await tx
      .update(imports)
      .set({
        status: "failed",
        failedReason: reason,
        failedDetails: details,
        finishedAt: sql`now()`,
      })
      .where(ours(claim))
      .returning({ id: imports.id });
    if (failed.length > 0) {
      await tx.delete(importChunks).where(eq(importChunks.importId, claim.importId));
    }
  });
}
