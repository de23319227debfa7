import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { bulkActions } from "@/db/schema/bulk-actions";
import {
  bulkDeed,
  type BulkDeed,
  type BulkFailure,
  bulkSelection,
  type BulkSelection,
} from "@/lib/domain/bulk-action";

const leaseSeconds = 60;
const undoHours = 24;

export type Run = {
  id: number;
  leaseId: string;
  deed: BulkDeed;
  selection: BulkSelection;
  isUndo: boolean;
  total: number | null;
  cursor: number | null;
  tries: number;
  userId: number;
};

/** Lets one process in until the lease ends; each call counts as a try. */
export async function claimRun(id: number): Promise<Run | undefined> {
  const leaseId = randomUUID();
  const [row] = await db
    .update(bulkActions)
    .set({
      leaseId,
      leaseUntil: leaseEnd,
      tries: sql`${bulkActions.tries} + 1`,
      status: sql`case when ${bulkActions.status} = 'queued' then 'running'::bulk_status else ${bulkActions.status} end`,
    })
    .where(
      and(
        eq(bulkActions.id, id),
        inArray(bulkActions.status, ["queued", "running", "undoing"]),
        or(isNull(bulkActions.leaseUntil), lt(bulkActions.leaseUntil, sql`now()`)),
      ),
    )
    .returning();
  if (!row) return undefined;
  return {
    id,
    leaseId,
    deed: bulkDeed.parse(row.deed),
    selection: bulkSelection.parse(row.selection),
    isUndo: row.status === "undoing",
    total: row.total,
    cursor: row.cursor,
    tries: row.tries,
    userId: row.createdBy,
  };
}

export const leaseEnd = sql`now() + ${leaseSeconds}::int * interval '1 second'`;

export async function release({ id, leaseId }: Run): Promise<void> {
  await db
    .update(bulkActions)
    .set({ leaseUntil: null })
    .where(and(eq(bulkActions.id, id), eq(bulkActions.leaseId, leaseId)));
}

/** What was done so far stays, and can be undone as that of one that went well. */
export async function giveUp(
  { id, leaseId, isUndo }: Run,
  failedReason: BulkFailure,
): Promise<void> {
  await db
    .update(bulkActions)
    .set({
      status: "failed",
      failedReason,
      failedWhile: isUndo ? "undoing" : "running",
      leaseUntil: null,
      ...finished,
    })
    .where(and(eq(bulkActions.id, id), eq(bulkActions.leaseId, leaseId)));
}

/** Part of the batch's transaction: whoever lost the lease has done nothing. */
export async function advance(
  tx: Database,
  { id, leaseId }: Run,
  values: Record<string, unknown>,
): Promise<void> {
  const advanced = await tx
    .update(bulkActions)
    .set({ ...values, tries: 0 })
    .where(and(eq(bulkActions.id, id), eq(bulkActions.leaseId, leaseId)))
    .returning({ id: bulkActions.id });
  if (advanced.length === 0) throw new Error(`Bulk action ${id} is run by somebody else.`);
}

export const finished = {
  finishedAt: sql`now()`,
  undoUntil: sql`now() + ${undoHours}::int * interval '1 hour'`,
};
