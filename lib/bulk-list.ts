import { desc, eq, gt, inArray, or, and, sql } from "drizzle-orm";
import { db } from "@/db";
import { bulkActions, type BulkStatus } from "@/db/schema/bulk-actions";
import { users } from "@/db/schema/users";
import {
  bulkDeed,
  type BulkDeed,
  type BulkFailure,
  bulkFailure,
  bulkSelection,
  type BulkSelection,
} from "@/lib/domain/bulk-action";

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
