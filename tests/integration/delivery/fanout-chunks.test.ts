import { liftRate } from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db";
import { launchCampaign } from "@/lib/delivery/launch";
import { planChunk, planRecipients } from "@/lib/delivery/plan";
import { confirmedCampaign } from "@/tests/support/launched-campaign";

beforeAll(liftRate);

/** Contacts with chosen ids, in the campaign's topic. */
async function addContacts(topicId: number, ids: ReturnType<typeof sql>): Promise<void> {
  await db.execute(sql`
    with added as (
      insert into contacts (id, email, email_normalized, name) overriding system value
      select id, id || '@reader.test', id || '@reader.test', '' from (${ids}) chosen (id)
      returning id
    ) insert into subscriptions (contact_id, topic_id, status)
    select id, ${topicId}::bigint, 'subscribed' from added`);
}

test("a gap of ids, however wide, costs no chunk", async () => {
  const { id, topicId } = await confirmedCampaign({ count: 3 });
  await addContacts(topicId, sql`select 1000000000 + n from generate_series(1, 10) n`);
  await launchCampaign(id, { userId: null }); // plans two
  expect(await planChunk(id)).toBe("not_running");
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from recipients where campaign_id = ${id}::bigint`,
  );
  expect(rows).toEqual([{ n: 13 }]);
});

test("behind a thin region the dense one is not read in one transaction", async () => {
  const { id, topicId } = await confirmedCampaign();
  const first = 2_000_000_000;
  await addContacts(
    topicId,
    sql`select ${first}::bigint + n * 100000 from generate_series(1, 60) n`,
  );
  await addContacts(
    topicId,
    sql`select ${first}::bigint + 6500000 + n from generate_series(1, 210000) n`,
  );
  await launchCampaign(id, { userId: null });
  await planRecipients(id, { deadline: Date.now() + 100_000 });
  // Rows of one transaction have one xmin, but for the few that were woken meanwhile.
  const { rows } = await db.execute<{ most: number; all: number }>(sql`
    select max(n)::int as most, sum(n)::int as all from (
      select count(*) as n from recipients where campaign_id = ${id}::bigint group by xmin::text) chunks`);
  expect(rows[0]?.all).toBe(210_060);
  expect(rows[0]?.most).toBeLessThanOrEqual(200_000);
});
