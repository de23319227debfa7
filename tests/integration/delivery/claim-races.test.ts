import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { acceptsOf, liftRate } from "@/tests/support/engine";
import { db } from "@/db";
import { type Claim, claimRecipients } from "@/lib/delivery/claim";
import { recordAccepted, recordFailed } from "@/lib/delivery/record";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";

beforeEach(liftRate);

const people = 24;

/** What may keep a row from being claimed, one of each kind. */
const obstacles = ["none", "not due", "suppressed", "topic off", "already sent"] as const;
type Obstacle = (typeof obstacles)[number];

async function putInTheWay(id: number, obstaclesOfRows: Obstacle[]): Promise<void> {
  const rows = (await listRows(id)).toSorted((a, b) => a.id - b.id);
  for (const [index, obstacle] of obstaclesOfRows.entries()) {
    const row = rows[index];
    if (!row) continue;
    const own = sql`campaign_id = ${id} and id = ${row.id}`;
    if (obstacle === "not due")
      await db.execute(sql`update recipients set next_at = now() + interval '1 hour' where ${own}`);
    if (obstacle === "already sent")
      await db.execute(sql`update recipients set status = 'sent', sent_at = now() where ${own}`);
    if (obstacle === "topic off")
      await db.execute(
        sql`update subscriptions set status = 'unsubscribed' where contact_id = ${row.contactId}`,
      );
    if (obstacle === "suppressed")
      await db.execute(sql`insert into suppressions (email_normalized, reason, source)
        values (${row.emailNormalized}, 'complaint', 'tests') on conflict do nothing`);
  }
}

/** Batches of several workers, in any order, overlapping as they like, each on a connection. */
const batches = fc.array(
  fc.uniqueArray(fc.nat({ max: people - 1 }), { minLength: 1, maxLength: people }),
  { minLength: 2, maxLength: 8 },
);
const obstaclesOfRows = fc.array(fc.constantFrom(...obstacles), {
  minLength: people,
  maxLength: people,
});

test("any workers with any overlapping batches claim each row once, and none that is in the way", async () => {
  await fc.assert(
    fc.asyncProperty(batches, obstaclesOfRows, async (workers, inTheWay) => {
      const { id } = await launchedCampaign({ count: people });
      await putInTheWay(id, inTheWay);
      const ids = (await listRows(id)).map((row) => row.id).toSorted((a, b) => a - b);
      const asked = new Set(workers.flat());
      const claims: Claim[] = [];
      // Every worker asks twice: what was locked for a moment is there at the second time.
      for (const _round of [1, 2]) {
        const results = await Promise.all(
          workers.map((batch) =>
            claimRecipients(
              batch.map((index) => ({ v: 1, campaignId: id, recipientId: ids[index] ?? 0 })),
            ),
          ),
        );
        claims.push(...results.flat());
      }
      const expected = ids.filter((_, index) => asked.has(index) && inTheWay[index] === "none");
      expect(claims.map(({ recipientId }) => recipientId).toSorted((a, b) => a - b)).toEqual(
        expected,
      );
      const rows = await listRows(id);
      for (const { recipientId, attemptId } of claims)
        expect(rows.find((row) => row.id === recipientId)).toMatchObject({
          status: "sending",
          attemptId,
          attemptNo: 1,
        });
    }),
    { numRuns: 40 },
  );
});

test("of two results for one row only that of the last claim counts", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  const [old] = await claimRecipients([{ v: 1, campaignId: id, recipientId: row.id }]);
  await db.execute(sql`update recipients set status = 'queued', resolved_by = 'policy'
    where campaign_id = ${id}`);
  const [current] = await claimRecipients([{ v: 1, campaignId: id, recipientId: row.id }]);
  if (!old || !current) throw new Error("The row was not claimed.");
  await recordFailed(old, { outcome: "permanent", code: "MessageRejected", message: "" });
  expect(await listRows(id)).toMatchObject([{ status: "sending", deadLetterPending: false }]);
  await recordAccepted([{ claim: current, sesMessageId: "current", bytes: 1 }]);
  await recordAccepted([{ claim: old, sesMessageId: "old", bytes: 1 }]);
  expect(await listRows(id)).toMatchObject([{ status: "sent", sesMessageId: "current" }]);
});

test("a proof that comes after the policy put the row back keeps it from being mailed again", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  const job = { v: 1 as const, campaignId: id, recipientId: row.id };
  const [claim] = await claimRecipients([job]);
  if (!claim) throw new Error("The row was not claimed.");
  await db.execute(sql`update recipients set status = 'queued', next_at = now(),
    resolved_by = 'policy' where campaign_id = ${id}`);
  await recordAccepted([{ claim, sesMessageId: "late", bytes: 1 }]);
  expect(await listRows(id)).toMatchObject([{ status: "sent", sesMessageId: "late" }]);
  expect(await claimRecipients([job])).toEqual([]);
  expect(await acceptsOf(id)).toEqual([]);
});

test("a second accept that only the API tells of is kept as evidence of a duplicate", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  const [claim] = await claimRecipients([{ v: 1, campaignId: id, recipientId: row.id }]);
  if (!claim) throw new Error("The row was not claimed.");
  await db.execute(sql`update recipients set ses_message_id = 'first' where campaign_id = ${id}`);
  await recordAccepted([{ claim, sesMessageId: "second", bytes: 1 }]);
  await recordAccepted([{ claim, sesMessageId: "second", bytes: 1 }]);
  const { rows } = await db.execute(sql`select recipient_id, ses_message_id from duplicate_accepts
    where campaign_id = ${id}`);
  expect(rows).toEqual([{ recipient_id: String(row.id), ses_message_id: "second" }]);
});
