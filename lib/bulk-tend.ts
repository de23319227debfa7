import { and, inArray, isNotNull, lt, ne, sql } from "drizzle-orm";
import { db } from "@/db";
import { bulkActions, bulkChanges } from "@/db/schema/bulk-actions";
import { enqueueControl } from "@/lib/aws/sqs";

/** For the tick: calls those whose message or runner was lost, and forgets what is too old to undo. */
export async function tendBulkActions(): Promise<void> {
  const stale = await db
    .select({ id: bulkActions.id })
    .from(bulkActions)
    .where(
      and(
        inArray(bulkActions.status, ["queued", "running", "undoing"]),
        lt(
          sql`coalesce(${bulkActions.leaseUntil}, ${bulkActions.createdAt} + interval '1 minute')`,
          sql`now()`,
        ),
      ),
    );
  for (const { id } of stale) await enqueueControl({ v: 1, type: "bulk", bulkActionId: id });
  await forgetOldChanges();
}

/** An undo that began in time still needs them, however long it takes. */
async function forgetOldChanges(): Promise<void> {
  await db.transaction(async (tx) => {
    const old = await tx
      .update(bulkActions)
      .set({ undoUntil: null })
      .where(
        and(
          isNotNull(bulkActions.undoUntil),
          lt(bulkActions.undoUntil, sql`now()`),
          ne(bulkActions.status, "undoing"),
        ),
      )
      .returning({ id: bulkActions.id });
    if (old.length === 0) return;
    const ids = old.map(({ id }) => id);
    await tx.delete(bulkChanges).where(inArray(bulkChanges.actionId, ids));
  });
}
