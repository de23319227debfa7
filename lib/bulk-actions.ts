import { and, desc, eq, gt, inArray, isNotNull, lt, ne, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { bulkActions, bulkChanges, type BulkStatus } from "@/db/schema/bulk-actions";
import { users } from "@/db/schema/users";
import { recordAudit } from "@/lib/audit";
import { enqueueControl } from "@/lib/aws/sqs";
import { runBulkAction } from "@/lib/bulk-run";
import {
  bulkDeed,
  type BulkDeed,
  type BulkFailure,
  bulkFailure,
  bulkSelection,
  type BulkSelection,
} from "@/lib/domain/bulk-action";
import { contactFilterParams } from "@/lib/domain/contact-filter";
import { log } from "@/lib/log";

/** What a request may do itself; the runner does the rest. */
const atOnceMs = 3_000;

export type BulkAction = {
  id: number;
  deed: BulkDeed;
  selection: BulkSelection;
  status: BulkStatus;
  total: number | null;
  seen: number;
  changed: number;
  createdBy: number;
  createdAt: Date;
  finishedAt: Date | null;
  undoUntil: Date | null;
  failedReason: BulkFailure | null;
  failedWhile: BulkStatus | null;
};

const columns = {
  id: bulkActions.id,
  deed: bulkActions.deed,
  selection: bulkActions.selection,
  status: bulkActions.status,
  total: bulkActions.total,
  seen: bulkActions.seen,
  changed: bulkActions.changed,
  createdBy: bulkActions.createdBy,
  createdAt: bulkActions.createdAt,
  finishedAt: bulkActions.finishedAt,
  undoUntil: bulkActions.undoUntil,
  failedReason: bulkActions.failedReason,
  failedWhile: bulkActions.failedWhile,
};

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

export async function findBulkAction(id: number): Promise<BulkAction | undefined> {
  const [row] = await db.select(columns).from(bulkActions).where(eq(bulkActions.id, id));
  return row && read(row);
}

export async function getBulkAction(id: number): Promise<BulkAction> {
  const action = await findBulkAction(id);
  if (!action) throw new Error(`There is no bulk action ${id}.`);
  return action;
}

/** Those that run, and those of the last while that can still be taken back, newest first. */
export async function listOpenBulkActions(): Promise<BulkAction[]> {
  const rows = await db
    .select(columns)
    .from(bulkActions)
    .where(
      or(
        inArray(bulkActions.status, ["queued", "running", "undoing"]),
        and(
          inArray(bulkActions.status, ["completed", "failed"]),
          gt(bulkActions.undoUntil, sql`now()`),
        ),
      ),
    )
    .orderBy(desc(bulkActions.id))
    .limit(5);
  return rows.map(read);
}

/** All of them, newest first, with who did it. */
export async function listBulkActions({ limit }: { limit: number }) {
  const rows = await db
    .select({ ...columns, userName: users.name, userEmail: users.email })
    .from(bulkActions)
    .leftJoin(users, eq(users.id, bulkActions.createdBy))
    .orderBy(desc(bulkActions.id))
    .limit(limit);
  return rows.map(({ userName, userEmail, ...row }) => ({
    ...read(row),
    createdByName: userName || (userEmail ?? ""),
  }));
}

type Stored = Omit<BulkAction, "deed" | "selection" | "failedReason"> & {
  deed: unknown;
  selection: unknown;
  failedReason: string | null;
};

function read(row: Stored): BulkAction & Omit<Stored, keyof BulkAction> {
  return {
    ...row,
    deed: bulkDeed.parse(row.deed),
    selection: bulkSelection.parse(row.selection),
    failedReason: row.failedReason === null ? null : bulkFailure.parse(row.failedReason),
  };
}

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
