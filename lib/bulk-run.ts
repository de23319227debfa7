import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { contacts } from "@/db/schema/audience";
import { bulkActions, bulkChanges } from "@/db/schema/bulk-actions";
import { enqueueControl } from "@/lib/aws/sqs";
import { type Changed, doDeed } from "@/lib/bulk-deeds";
import { failureOf } from "@/lib/bulk-failure";
import { advance, claimRun, finished, giveUp, leaseEnd, release, type Run } from "@/lib/bulk-lease";
import { countSelected } from "@/lib/bulk-selection";
import { undoDeed } from "@/lib/bulk-undo";
import { listContactIds } from "@/lib/contact-list";
import { log } from "@/lib/log";
import { listSegmentMembers } from "@/lib/segment-members";
import { archiveSegment } from "@/lib/segments";

/** One transaction's worth: locks are held for tens of milliseconds. */
const batchSize = 1_000;
/** Runs in a row that did not get one batch done: then it is given up, and a person may try again. */
export const mostTries = 5;

/**
 * Goes on with a bulk action, or with taking it back, until it is over or the time is up. May be
 * called by any number of processes: a lease lets one in, each batch is one transaction that also
 * moves the cursor, so a kill repeats nothing. True when there is nothing left to do.
 */
export async function runBulkAction(
  id: number,
  { deadline }: { deadline: number },
): Promise<boolean> {
  const run = await claimRun(id);
  if (run === undefined) return false;
  try {
    // A run that was killed said nothing of its end: it counts all the same.
    if (run.tries > mostTries) throw new Error(`Bulk action ${id} was cut off again and again.`);
    if (run.total === null && !run.isUndo) await countSelection(run);
    for (;;) {
      const isOver = run.isUndo ? await undoBatch(run) : await doBatch(run);
      if (isOver) return true;
      run.tries = 1;
      if (Date.now() > deadline) break;
    }
    await release(run);
    await enqueueControl({ v: 1, type: "bulk", bulkActionId: id });
    return false;
  } catch (error) {
    if (run.tries < mostTries) {
      await release(run);
      throw error;
    }
    log.error({ bulkAction: id, error }, "bulk action given up");
    await giveUp(run, failureOf(error));
    return true;
  }
}

/** For the progress bar alone. */
async function countSelection({ id, selection }: Run): Promise<void> {
  if ("ids" in selection) return;
  const total = await countSelected(selection);
  await db.update(bulkActions).set({ total }).where(eq(bulkActions.id, id));
}

async function doBatch(run: Run): Promise<boolean> {
  const ids = await nextIds(run);
  await db.transaction(async (tx) => {
    const changed = ids.length === 0 ? [] : await doDeed(tx, run.deed, ids, doer(run));
    await keepImages(tx, run.id, changed);
    await advance(tx, run, {
      seen: sql`${bulkActions.seen} + ${ids.length}::int`,
      changed: sql`${bulkActions.changed} + ${changed.length}::int`,
      ...(ids.length > 0
        ? { cursor: ids.at(-1) ?? null, leaseUntil: leaseEnd }
        : { status: "completed" as const, leaseUntil: null, ...finished }),
    });
  });
  run.cursor = ids.at(-1) ?? run.cursor;
  return ids.length === 0;
}

function doer({ id, userId }: Run) {
  return { actionId: id, userId };
}

/** The chosen ones below the cursor, newest first: what a deed takes out of the filter is behind it. */
async function nextIds({ selection, cursor }: Run): Promise<number[]> {
  if ("ids" in selection) {
    const rest = selection.ids.filter((id) => cursor === null || id < cursor);
    if (rest.length === 0) return [];
    const rows = await db
      .select({ id: contacts.id })
      .from(contacts)
      .where(inArray(contacts.id, rest))
      .orderBy(desc(contacts.id))
      .limit(batchSize);
    return rows.map(({ id }) => id);
  }
  return listContactIds(selection.filter, {
    mayReadAddresses: true,
    after: cursor ?? selection.maxContactId + 1,
    limit: batchSize,
    sort: "newest",
  });
}

async function keepImages(tx: Database, actionId: number, changed: Changed[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.execute(sql`
    insert into bulk_changes (action_id, contact_id, before)
    select ${actionId}::bigint, * from unnest(
      ${sql.param(changed.map(({ contactId }) => contactId))}::bigint[],
      ${sql.param(changed.map(({ before }) => JSON.stringify(before)))}::jsonb[])`);
}

async function undoBatch(run: Run): Promise<boolean> {
  const rows = await db
    .select({ contactId: bulkChanges.contactId })
    .from(bulkChanges)
    .where(eq(bulkChanges.actionId, run.id))
    .orderBy(bulkChanges.contactId)
    .limit(batchSize);
  const ids = rows.map(({ contactId }) => contactId);
  await db.transaction(async (tx) => {
    if (ids.length > 0) {
      await undoDeed(tx, run.deed, { actionId: run.id, ids });
      await tx
        .delete(bulkChanges)
        .where(and(eq(bulkChanges.actionId, run.id), inArray(bulkChanges.contactId, ids)));
    }
    const isOver = ids.length === 0;
    const undone = { status: "undone", leaseUntil: null, undoUntil: null };
    await advance(tx, run, isOver ? undone : { leaseUntil: leaseEnd });
  });
  if (ids.length === 0) {
    log.info({ bulkAction: run.id }, "bulk action undone");
    await endUndo(run);
  }
  return ids.length === 0;
}

/** A segment that was made for these people is of no use without them, unless it is used by now. */
async function endUndo({ deed, userId }: Run): Promise<void> {
  if (deed.kind !== "add_to_segment" || deed.isNew !== true) return;
  const { members } = await listSegmentMembers(deed.segmentId);
  if (members.length === 0) await archiveSegment(deed.segmentId, userId);
}
