import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { archiveCampaigns } from "@/lib/archive/archive";
import { folderOf } from "@/lib/archive/files";
import { exportContactData } from "@/lib/contact-data";
import { writeDataDocument } from "@/lib/contact-data-document";
import { ensurePartitions } from "@/lib/delivery/partitions";
import { createContact } from "@/tests/support/campaign-factory";
import { liftRate, sendEverything } from "@/tests/support/engine";
import { createUser, importFile } from "@/tests/support/imports";
import { launchedCampaign } from "@/tests/support/launched-campaign";

let userId = 0;
let root = "";

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "letterpress-data-"));
});
afterAll(async () => await rm(root, { recursive: true, force: true }));

beforeEach(async () => {
  await db.execute(sql`
    truncate contacts, imports, consents, suppressions, topics, properties, segments, campaigns,
      recipients, email_events, audit_log, campaign_archives cascade`);
  userId = await createUser();
});

async function take(contactId: number) {
  const data = await exportContactData(contactId, { why: "열람 요청", userId, format: "html" });
  if (!data) throw new Error("There is no data.");
  return data;
}

const place = { locale: "ko", timeZone: "Asia/Seoul" } as const;

test("the document runs nothing", async () => {
  const data = await take(await createContact({ name: "<script>alert(1)</script>" }));
  const html = writeDataDocument(data, place);
  expect(html).toContain("&lt;script&gt;");
  expect(html).not.toContain("<script>");
  expect(html).toContain(data.contact.email);
});

/** The visible words, without the file beside them. */
function readWords(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]*>/g, "\n")
    .replace(/\n+/g, "\n");
}

test("the document speaks to the person, and the same data for machines lie in it", async () => {
  await importFile("email,name\nkim@reader.test,김하나\n", {}, "손님 목록.csv");
  const { rows } = await db.execute<{ id: string }>(sql`select id from contacts`);
  const id = Number(rows[0]?.id);
  await db.execute(sql`
    insert into properties (key, label, type, choices) values ('vip', '우수 고객', 'boolean', '[]'),
      ('grade', '등급', 'choice', '[{"key":"g1","label":"골드"}]')`);
  await db.execute(sql`update contacts set created_at = '2026-11-20T03:04:05Z',
    properties = '{"vip": true, "grade": "g1"}' where id = ${id}`);
  await db.execute(sql`insert into suppressions (email_normalized, reason, source)
    values ('kim@reader.test', 'soft_bounce', ${`user:${userId}`})`);
  await db.execute(
    sql`insert into audit_log (action, subject, user_id) values ('contact.update', ${`contact:${id}`}, ${userId})`,
  );
  const rule = (email: string) =>
    JSON.stringify({ match: "all", rules: [{ field: "email", test: { op: "is", value: email } }] });
  await db.execute(sql`insert into segments (name, rule) values
    ('단골', ${rule("kim@reader.test")}::jsonb), ('남', ${rule("lee@reader.test")}::jsonb)`);
  const data = await take(id);
  expect(data.segments).toEqual(["단골"]);
  const html = writeDataDocument(data, place);
  const words = readWords(html);
  for (const said of [
    "Asia/Seoul",
    "2026. 11. 20. 12:04:05 KST",
    "가져온 파일 (손님 목록.csv)",
    "우수 고객\n예\n",
    "등급\n골드\n",
    "계속 반송됨",
    "단골",
    "담당자가 정보 수정",
  ]) {
    expect(words).toContain(said);
  }
  for (const unsaid of ["createdAt", "import:", "user:", "soft_bounce", "true", "T03:04", "g1"]) {
    expect(words).not.toContain(unsaid);
  }
  const file = /base64,([^"]+)"/.exec(html)?.[1] ?? "";
  const json: unknown = JSON.parse(Buffer.from(file, "base64").toString());
  expect(json).toMatchObject({
    contact: { email: "kim@reader.test", createdAt: "2026-11-20T03:04:05.000Z" },
    segments: ["단골"],
  });
  expect(readWords(writeDataDocument(data, { ...place, locale: "en" }))).toContain("Kept bouncing");
});

test("mails of archived campaigns are in it, and where their files are not here it says so", async () => {
  await liftRate();
  const { id, contactIds } = await launchedCampaign({ count: 3 });
  await sendEverything();
  const [contactId = 0] = contactIds;
  const { rows } = await db.execute<{ id: string }>(
    sql`select id from recipients where contact_id = ${contactId}`,
  );
  await db.execute(sql`insert into email_events (campaign_id, dedupe_key, type, recipient_id, occurred_at, payload)
    values (${id}, 'c', 'click', ${rows[0]?.id}, now(), '{"url":"https://shop.test/spring"}')`);
  const before = await take(contactId);
  await db.update(campaigns).set({
    name: "지난봄",
    status: "completed",
    finishedAt: new Date("2025-11-01"),
  });
  await db.execute(sql`insert into campaigns (id, brand_id, kind, name) overriding system value
    values (${id + 1_200}, 1, 'marketing', 'Newer')`);
  await ensurePartitions();
  expect(await archiveCampaigns({ before: new Date("2026-01-01"), folder: root })).toEqual([id]);
  const after = await take(contactId);
  expect(after.mails).toEqual(before.mails.map((mail) => ({ ...mail, campaign: "지난봄" })));
  expect(after.mails).toHaveLength(1);
  const reports = ({ history }: typeof after) =>
    history.filter(({ kind }) => kind === "event").map(({ what, detail }) => `${what} ${detail}`);
  expect(reports(before)).toContain("click https://shop.test/spring");
  expect(reports(after).toSorted()).toEqual(reports(before).toSorted());
  await rename(folderOf(root, id), path.join(root, "elsewhere"));
  const without = await take(contactId);
  expect(without.mails).toEqual([]);
  expect(without.mailsElsewhere).toEqual(["지난봄"]);
  expect(readWords(writeDataDocument(without, place))).toContain("지난봄");
});
