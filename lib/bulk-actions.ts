import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { bulkActions } from "@/db/schema/bulk-actions";
import { recordAudit } from "@/lib/audit";
import { enqueueControl } from "@/lib/aws/sqs";
import { type BulkAction, getBulkAction } from "@/lib/bulk-list";
import { runBulkAction } from "@/lib/bulk-run";
import { bulkDeed, type BulkDeed, type BulkSelection } from "@/lib/domain/bulk-action";
import { contactFilterParams } from "@/lib/domain/contact-filter";
import { log } from "@/lib/log";

/** What a request may do itself; the runner does the rest. */
const atOnceMs = 3_000;

/** Starts an act on many; a few are done when this returns, many are left to the runner. */
export async function startBulkAction(
  { deed, selection }: { deed: BulkDeed; selection: BulkSelection },
  { userId }: { userId: number },
): Promise<BulkAction> {
  const id = await db.transaction(async (tx) => {
    const [action] = await tx
      .insert(bulkActions)
      .values({
        deed,
        selection,
        createdBy: userId,
        total: "ids" in selection ? selection.ids.length : null,
      })
      .returning({ id: bulkActions.id });
    if (!action) throw new Error("The bulk action was not stored.");
    await recordAudit(
      {
        userId,
        action: `contacts.${deed.kind}`,
        details: auditDetails(action.id, deed, selection),
      },
      tx,
    );
    return action.id;
  });
  if ("ids" in selection) await runAtOnce(id);
  else await enqueueControl({ v: 1, type: "bulk", bulkActionId: id });
  return getBulkAction(id);
}

/** As far as a request's time goes; whatever is left then, or failed, is the runner's. */
async function runAtOnce(id: number): Promise<void> {
  try {
    // Out of time it has called the runner itself.
    await runBulkAction(id, { deadline: Date.now() + atOnceMs });
  } catch (error) {
    log.error({ bulkAction: id, error }, "bulk action failed, will be tried again");
    await enqueueControl({ v: 1, type: "bulk", bulkActionId: id });
  }
}

/** What is searched for may be an address, a value may be personal: neither goes into the log. */
function auditDetails(bulkActionId: number, deed: BulkDeed, selection: BulkSelection) {
  const { kind: _kind, ...rest } = deed;
  const what = "value" in rest ? { key: rest.key } : rest;
  if ("ids" in selection) return { bulkActionId, ...what, count: selection.ids.length };
  const { q, ...filter } = contactFilterParams(selection.filter);
  return { bulkActionId, ...what, filter, isSearch: q !== undefined };
}

/** Takes it back while that can be done; a second call changes nothing. */
export async function undoBulkAction(
  id: number,
  { userId }: { userId: number },
): Promise<{ ok: true } | { ok: false; reason: "too_late" }> {
  const isUndoing = await db.transaction(async (tx) => {
    const [action] = await tx
      .update(bulkActions)
      .set({
        status: "undoing",
        failedReason: null,
        failedWhile: null,
        tries: 0,
        leaseUntil: null,
      })
      .where(
        and(
          eq(bulkActions.id, id),
          inArray(bulkActions.status, ["completed", "failed"]),
          gt(bulkActions.undoUntil, sql`now()`),
        ),
      )
      .returning({ deed: bulkActions.deed });
    if (!action) return false;
    const { kind } = bulkDeed.parse(action.deed);
    const details = { bulkActionId: id, kind };
    await recordAudit({ userId, action: "contacts.undo", details }, tx);
    return true;
  });
  if (!isUndoing) return { ok: false, reason: "too_late" };
  await runAtOnce(id);
  return { ok: true };
}

/** Goes on with what was given up, where it stopped: doing it or taking it back. */
export async function retryBulkAction(
  id: number,
  { userId }: { userId: number },
): Promise<{ ok: true } | { ok: false; reason: "too_late" }> {
  const isRetrying = await db.transaction(async (tx) => {
    const [action] = await tx
      .update(bulkActions)
      .set({
        status: sql`${bulkActions.failedWhile}`,
        failedReason: null,
        failedWhile: null,
        tries: 0,
        leaseUntil: null,
      })
      .where(
        and(
          eq(bulkActions.id, id),
          eq(bulkActions.status, "failed"),
          // Later, what it had done is not known any more: undoing it would undo the rest alone.
          gt(bulkActions.undoUntil, sql`now()`),
        ),
      )
      .returning({ deed: bulkActions.deed });
    if (!action) return false;
    const details = { bulkActionId: id, kind: bulkDeed.parse(action.deed).kind };
    await recordAudit({ userId, action: "contacts.retry", details }, tx);
    return true;
  });
  if (!isRetrying) return { ok: false, reason: "too_late" };
  await runAtOnce(id);
  return { ok: true };
}
