import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { bulkActions } from "@/db/schema/bulk-actions";
import { retryBulkAction, startBulkAction, undoBulkAction } from "@/lib/bulk-actions";
import { getBulkAction } from "@/lib/bulk-list";
import { mostTries, runBulkAction } from "@/lib/bulk-run";
import { tendBulkActions } from "@/lib/bulk-tend";
import type { BulkDeed } from "@/lib/domain/bulk-action";
import { createContact, createTopic } from "@/tests/support/campaign-factory";
import { createUser } from "@/tests/support/imports";

let userId = 0;

beforeEach(async () => {
  await db.execute(sql`truncate contacts, topics, bulk_actions cascade`);
  userId = await createUser();
});

const farAway = () => ({ deadline: Date.now() + 60_000 });

/** Of a topic that is not there: PostgreSQL refuses every batch. */
async function startHopeless() {
  const topicId = (await createTopic()) + 1_000;
  const deed: BulkDeed = { kind: "subscribe", topicId, how: "전화" };
  const selection = { ids: [await createContact(), await createContact()] };
  const [row] = await db
    .insert(bulkActions)
    .values({ deed, selection, createdBy: userId, total: 2 })
    .returning({ id: bulkActions.id });
  const addTopic = () =>
    db.execute(sql`insert into topics (id, brand_id, name) overriding system value
      select ${topicId}::bigint, brand_id, '소식' from topics limit 1`);
  return { id: row?.id ?? 0, addTopic };
}

test("an act that cannot be done is given up after some tries, and says why", async () => {
  const { id } = await startHopeless();
  for (let n = 1; n < mostTries; n += 1)
    await expect(runBulkAction(id, farAway())).rejects.toThrow("insert into subscriptions");
  expect(await getBulkAction(id)).toMatchObject({ status: "running" });
  expect(await runBulkAction(id, farAway())).toBe(true);
  expect(await getBulkAction(id)).toMatchObject({ status: "failed", failedReason: "gone" });
  await tendBulkActions();
  expect(await runBulkAction(id, farAway())).toBe(false);
});

test("it can be tried again, and taken back after that", async () => {
  const { id, addTopic } = await startHopeless();
  await db.execute(sql`update bulk_actions set tries = ${mostTries - 1}::int`);
  await runBulkAction(id, farAway());
  await addTopic();
  expect(await retryBulkAction(id, { userId })).toEqual({ ok: true });
  const done = { status: "completed", changed: 2, failedReason: null, failedWhile: null };
  expect(await getBulkAction(id)).toMatchObject(done);
  expect(await retryBulkAction(id, { userId })).toEqual({ ok: false, reason: "too_late" });
  expect(await undoBulkAction(id, { userId })).toEqual({ ok: true });
  expect(await getBulkAction(id)).toMatchObject({ status: "undone" });
});

test("a run that fails in the request itself is left to the runner, without an error", async () => {
  const topicId = (await createTopic()) + 1_000;
  const ids = [await createContact()];
  const deed: BulkDeed = { kind: "subscribe", topicId, how: "전화" };
  const started = await startBulkAction({ deed, selection: { ids } }, { userId });
  expect(started).toMatchObject({ status: "running" });
});

test("runs that were killed count too", async () => {
  const { id } = await startHopeless();
  await db.execute(sql`update bulk_actions set tries = ${mostTries}::int`);
  expect(await runBulkAction(id, farAway())).toBe(true);
  expect(await getBulkAction(id)).toMatchObject({ status: "failed", failedReason: "error" });
});

test("an undo that was given up goes on as an undo", async () => {
  const ids = [await createContact()];
  const deed: BulkDeed = { kind: "set_property", key: "wave", value: 1 };
  const { id } = await startBulkAction({ deed, selection: { ids } }, { userId });
  await db.execute(sql`update bulk_actions set status = 'undoing', tries = ${mostTries}::int`);
  await runBulkAction(id, farAway());
  expect(await getBulkAction(id)).toMatchObject({ status: "failed", failedWhile: "undoing" });
  await retryBulkAction(id, { userId });
  expect(await getBulkAction(id)).toMatchObject({ status: "undone" });
  expect(await db.$count(contacts, sql`properties ? 'wave'`)).toBe(0);
});
