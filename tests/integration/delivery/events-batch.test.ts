import { beforeEach, expect, test } from "vitest";
import { handleBatch, liftRate } from "@/tests/support/engine";
import fc from "fast-check";
import { count, eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { emailEvents } from "@/db/schema/recipients";
import { poisonMessages } from "@/db/schema/stats";
import { launchedCampaign, listRows, readLedger } from "@/tests/support/launched-campaign";
import { reportOn } from "@/tests/support/ses-reports";

beforeEach(liftRate);

const megabyte = 1024 * 1024;
const deep = "[".repeat(megabyte / 4) + "]".repeat(megabyte / 4);

test("what nobody can read or store is set aside, and stops nothing else", async () => {
  const { id } = await launchedCampaign({ count: 3 });
  const [first, second, third] = await listRows(id);
  const bodies = [
    "",
    "{",
    "null",
    "\u0000",
    "x".repeat(megabyte),
    '{"eventType":7}',
    '{"Type":"Notification","Message":"Successfully validated SNS topic for Amazon SES event publishing."}',
    reportOn(first, { type: "Delivery" }),
    // Nested deeper than PostgreSQL reads: what it says counts all the same.
    reportOn(second, { type: "Delivery" }).replace(/\}$/, `,"odd":${deep}}`),
    // A number that no numeric column holds.
    reportOn(third, { type: "Delivery" }).replace(/\}$/, ',"odd":1e999999}'),
  ];
  await db.delete(poisonMessages);
  await handleBatch("events", bodies);
  expect((await readLedger(id)).reported.delivered).toBe(3);
  const kept = await db.select().from(emailEvents).where(eq(emailEvents.campaignId, id));
  expect(kept).toHaveLength(3);
  const aside = await db.select().from(poisonMessages).orderBy(poisonMessages.id);
  expect(
    aside
      .map(({ bytes }) => bytes)
      .toSorted((a, b) => a - b)
      .slice(0, 5),
  ).toEqual([0, 1, 1, 4, 15]);
  expect(aside).toHaveLength(8);
  expect(Math.max(...aside.map(({ body }) => body.length))).toBeLessThanOrEqual(64 * 1024);
});

test("garbage of any kind stops no batch", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  const [row] = await listRows(id);
  const pieces = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
    fc
      .record({ Type: fc.constant("Notification"), Message: fc.string() })
      .map((o) => JSON.stringify(o)),
    fc
      .record({
        eventType: fc.constantFrom(
          "Send",
          "Bounce",
          "Complaint",
          "Click",
          "constructor",
          "__proto__",
        ),
        mail: fc.oneof(fc.anything(), fc.record({ tags: fc.anything(), messageId: fc.anything() })),
        bounce: fc.anything(),
        complaint: fc.anything(),
      })
      .map((o) => safely(() => JSON.stringify(o))),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 20 }), async (bodies) => {
      await handleBatch("events", [...bodies, reportOn(row, { type: "Delivery" })]);
    }),
    { numRuns: 40 },
  );
  expect((await readLedger(id)).reported.delivered).toBe(1);
});

/** JSON has no bigint; whatever cannot be written is not what is asked. */
function safely(write: () => string | undefined): string {
  try {
    return write() ?? "";
  } catch {
    return "";
  }
}

test("a batch of ten thousand reports is one batch", async () => {
  const { id } = await launchedCampaign({ count: 1 });
  await db.execute(sql`
    insert into recipients (campaign_id, contact_id, kind, email, email_normalized, status, sent_at,
      ses_message_id, resolved_by)
    select ${id}::bigint, 1000000 + n, 'marketing', n || '@ten.test', n || '@ten.test', 'sent', now(),
      'ten-' || n, 'api' from generate_series(1, 4999) n`);
  const rows = await listRows(id);
  expect(rows).toHaveLength(5_000);
  await handleBatch(
    "events",
    rows.flatMap((row) => [reportOn(row, { type: "Send" }), reportOn(row, { type: "Delivery" })]),
  );
  expect((await readLedger(id)).reported.delivered).toBe(5_000);
  const kept = await db
    .select({ n: count() })
    .from(emailEvents)
    .where(eq(emailEvents.campaignId, id));
  expect(kept).toEqual([{ n: 10_000 }]);
});

test("two consumers with the same reports in opposite orders both finish", async () => {
  const { id } = await launchedCampaign({ count: 40 });
  const rows = await listRows(id);
  const bodies = (list: typeof rows) => list.map((row) => reportOn(row, { type: "Delivery" }));
  await Promise.all([
    ...[1, 2, 3].map(async () => await handleBatch("events", bodies(rows))),
    ...[1, 2, 3].map(async () => await handleBatch("events", bodies(rows.toReversed()))),
  ]);
  expect((await readLedger(id)).reported.delivered).toBe(40);
});
