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
  bulkSelection,
  type BulkSelection,
} from "@/lib/domain/bulk-action";
import { contactFilterParams } from "@/lib/domain/contact-filter";

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
  if ("ids" in selection) await runBulkAction(id, { deadline: Date.now() + atOnceMs });
  else await enqueueControl({ v: 1, type: "bulk", bulkActionId: id });
  return getBulkAction(id);
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
      .set({ status: "undoing", leaseUntil: null })
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
  const isDone = await runBulkAction(id, { deadline: Date.now() + atOnceMs });
  if (!isDone) await enqueueControl({ v: 1, type: "bulk", bulkActionId: id });
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

function read(row: Omit<BulkAction, "deed" | "selection"> & { deed: unknown; selection: unknown }) {
  return { ...row, deed: bulkDeed.parse(row.deed), selection: bulkSelection.parse(row.selection) };
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
