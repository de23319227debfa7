import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db";
import { contacts, subscriptions } from "@/db/schema/audience";
import { claimRecipients } from "@/lib/delivery/claim";
import { launchCampaign } from "@/lib/delivery/launch";
import { confirmedCampaign, listRows } from "@/tests/support/launched-campaign";

const people = 4_000;

/** Rows of the ledger that this connection has read so far. */
async function countRead(): Promise<number> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const { rows } = await db.execute<{ read: string }>(sql`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) as read
    from pg_stat_user_tables where relname like 'recipients%'`);
  return Number(rows[0]?.read);
}

test("a claim of ten in a campaign that is new reads about ten rows, not the campaign", async () => {
  const { id, topicId } = await confirmedCampaign();
  const made = Array.from({ length: people }, (_, n) => `reader${n}@cost.test`);
  const added = await db
    .insert(contacts)
    .values(made.map((email) => ({ email, emailNormalized: email })))
    .returning({ id: contacts.id });
  await db
    .insert(subscriptions)
    .values(
      added.map((contact) => ({ contactId: contact.id, topicId, status: "subscribed" as const })),
    );
  expect(await launchCampaign(id, { userId: null })).toEqual({ ok: true });
  const rows = await listRows(id);
  expect(rows).toHaveLength(people);

  const before = await countRead();
  const jobs = rows
    .slice(0, 10)
    .map((row) => ({ v: 1 as const, campaignId: id, recipientId: row.id }));
  expect(await claimRecipients(jobs)).toHaveLength(10);
  const read = (await countRead()) - before;
  expect(read).toBeGreaterThanOrEqual(10);
  expect(read).toBeLessThan(200);
});
