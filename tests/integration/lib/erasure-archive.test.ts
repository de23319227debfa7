import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { archiveCampaigns } from "@/lib/archive/archive";
import { countOpenArchives, eraseFromArchives } from "@/lib/archive/erase";
import { folderOf } from "@/lib/archive/files";
import { restoreCampaign } from "@/lib/archive/restore";
import { ensurePartitions } from "@/lib/delivery/partitions";
import { erasePerson } from "@/lib/erasure";
import { searchErased, tendErasures } from "@/lib/erasure-search";
import { liftRate, sendEverything } from "@/tests/support/engine";
import { createUser } from "@/tests/support/imports";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";

const email = "mina.forgetme@reader.test";
let userId = 0;

beforeEach(async () => {
  await db.execute(sql`
    truncate contacts, consents, suppressions, topics, campaigns, recipients, email_events,
      erasures, contact_merges, campaign_archives cascade`);
  userId = await createUser();
});

async function erase(address = email) {
  const erased = await erasePerson({ email: address, why: "본인 요청" }, { userId });
  if (!erased.ok) throw new Error(erased.reason);
  await searchErased(erased.erasureId, { deadline: Date.now() + 60_000 });
}

let root = "";
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "letterpress-erasure-"));
});
afterAll(async () => await rm(root, { recursive: true, force: true }));

test("files of archived campaigns are rewritten, stay whole, and a copy from before is blanked when it comes back", async () => {
  await liftRate();
  const { id, topicId, contactIds } = await launchedCampaign({ count: 4 });
  await sendEverything();
  await db.update(campaigns).set({ status: "completed", finishedAt: new Date("2025-11-01") });
  await db.execute(sql`insert into campaigns (id, brand_id, kind, name) overriding system value
    values (${id + 1_200}, 1, 'marketing', 'Newer')`);
  await ensurePartitions();
  expect(await archiveCampaigns({ before: new Date("2026-01-01"), folder: root })).toEqual([id]);
  const address = `reader-${topicId}-2@reader.test`;
  const file = path.join(folderOf(root, id), "recipients.jsonl.gz");
  const read = async () => gunzipSync(await readFile(file)).toString();
  expect(await read()).toContain(address);
  await erase(address);
  const text = await read();
  expect(text).not.toContain(address);
  expect(text.trim().split("\n")).toHaveLength(4);
  // Who was mailed under an address of before.
  await db.execute(sql`update contacts set email = ${email}, email_normalized = ${email}
    where id = ${contactIds[1]}`);
  await erase();
  expect(await read()).not.toContain(`reader-${topicId}-1@reader.test`);
  // It still checks its files against the manifest, and loads.
  expect(await restoreCampaign(id)).toEqual({ ok: true });
  const rows = await listRows(id);
  expect(rows.filter(({ email: left }) => left === "")).toHaveLength(2);
  expect(rows.every(({ status }) => status === "sent")).toBe(true);
});

test("files on another machine are found by the contact too, weeks later", async () => {
  await liftRate();
  const { id, contactIds } = await launchedCampaign({ count: 2 });
  await sendEverything();
  await db.update(campaigns).set({ status: "completed", finishedAt: new Date("2025-11-01") });
  await db.execute(sql`insert into campaigns (id, brand_id, kind, name) overriding system value
    values (${id + 1_200}, 1, 'marketing', 'Newer')`);
  await ensurePartitions();
  expect(await archiveCampaigns({ before: new Date("2026-01-01"), folder: root })).toEqual([id]);
  const own = folderOf(root, id);
  await rename(own, `${own}-elsewhere`);
  await db.execute(sql`update contacts set email = ${email}, email_normalized = ${email}
    where id = ${contactIds[0]}`);
  await erase();
  expect(await countOpenArchives()).toBe(1);
  await db.execute(sql`update erasures set requested_at = now() - interval '30 days'`);
  await tendErasures();
  await rename(`${own}-elsewhere`, own);
  expect(await eraseFromArchives()).toEqual({ rewritten: 1, outOfReach: 0 });
  expect(await countOpenArchives()).toBe(0);
  const rows = gunzipSync(await readFile(path.join(own, "recipients.jsonl.gz"))).toString();
  expect(rows).not.toContain(`"contact_id":${contactIds[0]},`);
  expect(rows.match(/"email":""/g)).toHaveLength(1);
  await tendErasures();
  const { rows: left } = await db.execute(
    sql`select contact_id, swept_at is null as open from erasures`,
  );
  expect(left).toEqual([{ contact_id: null, open: false }]);
});
