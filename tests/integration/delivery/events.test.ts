import { beforeEach, expect, test } from "vitest";
import { handleBatch, liftRate } from "@/tests/support/engine";
import fc from "fast-check";
import { eq } from "drizzle-orm";
import { db } from "@/db";
import { suppressions } from "@/db/schema/audience";
import { duplicateAccepts, emailEvents, recipients } from "@/db/schema/recipients";
import { launchedCampaign, listRows, readLedger } from "@/tests/support/launched-campaign";

beforeEach(liftRate);

type Report = { eventType: string; messageId?: string; at?: string; [key: string]: unknown };

/** SES's JSON about the campaign's first recipient. */
async function reporter(count = 1) {
  const { id } = await launchedCampaign({ count });
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  const toBody = ({ eventType, messageId = `m-${id}`, at, ...detail }: Report) =>
    JSON.stringify({
      eventType,
      mail: {
        timestamp: at ?? "2026-11-20T01:00:00.000Z",
        messageId,
        tags: { campaign_id: [String(id)], recipient_id: [String(row.id)] },
      },
      ...detail,
    });
  return {
    id,
    row,
    report: async (...reports: Report[]) => await handleBatch("events", reports.map(toBody)),
  };
}

const bounce = (bounceType: string, bounceSubType: string, second = 5) => ({
  eventType: "Bounce",
  bounce: {
    bounceType,
    bounceSubType,
    feedbackId: `f${second}`,
    timestamp: `2026-11-20T01:00:0${second}.000Z`,
    bouncedRecipients: [{ diagnosticCode: "550 5.1.1 no such user" }],
  },
});

test("a report proves that the mail is out, even when the row was back in the queue", async () => {
  const { id, report } = await reporter();
  await report({ eventType: "Send" });
  expect(await listRows(id)).toMatchObject([
    { status: "sent", resolvedBy: "event", sesMessageId: `m-${id}` },
  ]);
});

test("a report proves that the mail is out, even when the row was skipped before its second try", async () => {
  const { id, report } = await reporter();
  await db
    .update(recipients)
    .set({ status: "skipped", skipReason: "topic_off" })
    .where(eq(recipients.campaignId, id));
  await report({ eventType: "Send" });
  expect(await listRows(id)).toMatchObject([{ status: "sent", skipReason: null }]);
});

test("a permanent bounce suppresses the address for everything", async () => {
  const { id, row, report } = await reporter();
  await report(bounce("Permanent", "NoEmail"));
  expect(await listRows(id)).toMatchObject([
    { bounceType: "permanent", bounceMessage: "550 5.1.1 no such user" },
  ]);
  const found = await db
    .select()
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, row.emailNormalized));
  expect(found).toMatchObject([{ reason: "bounce", source: "ses", campaignId: id }]);
});

test.each([
  ["a transient bounce", bounce("Transient", "MailboxFull")],
  ["an echo of SES's own list", bounce("Permanent", "OnAccountSuppressionList")],
  ["not-spam", { eventType: "Complaint", complaint: { complaintFeedbackType: "not-spam" } }],
])("%s suppresses nobody", async (_name, event) => {
  const { id, row, report } = await reporter();
  await report(event);
  const found = await db
    .select()
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, row.emailNormalized));
  expect(found).toEqual([]);
  expect((await readLedger(id)).reported.complained).toBe(0);
});

test("a second message id for one recipient is kept as evidence of a duplicate", async () => {
  const { id, row, report } = await reporter();
  await report({ eventType: "Send", messageId: "first" });
  await report({ eventType: "Delivery", messageId: "second" });
  const found = await db.select().from(duplicateAccepts).where(eq(duplicateAccepts.campaignId, id));
  expect(found).toMatchObject([{ recipientId: row.id, sesMessageId: "second" }]);
});

test("garbage, strangers' mails and NUL bytes do not stop a batch", async () => {
  const { id } = await reporter();
  const [row] = await listRows(id);
  const ours = {
    eventType: "Delivery",
    note: "\u0000",
    mail: {
      timestamp: "2026-11-20T01:00:00.000Z",
      messageId: "z",
      tags: { campaign_id: [String(id)], recipient_id: [String(row?.id)] },
    },
  };
  const stranger = {
    eventType: "Send",
    mail: { messageId: "s", tags: { campaign_id: ["999999"], recipient_id: ["1"] } },
  };
  await handleBatch("events", ["{", JSON.stringify(stranger), JSON.stringify(ours)]);
  expect((await readLedger(id)).reported.delivered).toBe(1);
});

test("a mail server's answer with any bytes does not stop a batch", async () => {
  const { id, report } = await reporter();
  const odd = bounce("Permanent", "General");
  odd.bounce.bouncedRecipients = [{ diagnosticCode: "550 \u0000 no \ud83d such user" }];
  await report(odd);
  expect(await listRows(id)).toMatchObject([{ bounceType: "permanent" }]);
});

test("any order and repetition of reports ends in the same state", async () => {
  const reports: Report[] = [
    { eventType: "Send" },
    { eventType: "DeliveryDelay", deliveryDelay: { timestamp: "2026-11-20T01:00:01.000Z" } },
    { eventType: "Delivery", delivery: { timestamp: "2026-11-20T01:00:02.000Z" } },
    bounce("Transient", "MailboxFull", 3),
    bounce("Permanent", "General", 6),
    {
      eventType: "Complaint",
      complaint: { timestamp: "2026-11-20T01:00:07.000Z", feedbackId: "c" },
    },
    { eventType: "Whatever" },
  ];
  const expected = await finalState(reports, [reports.length]);
  const histories = fc.tuple(
    fc
      .array(fc.constantFrom(...reports), { maxLength: 5 })
      .chain((extra) =>
        fc.shuffledSubarray([...reports, ...extra], { minLength: reports.length + extra.length }),
      ),
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(histories, async ([history, batches]) => {
      expect(await finalState(history, batches)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

/** Reports in batches of these sizes, the last size again and again. */
async function finalState(reports: Report[], batches: number[]) {
  const { id, row, report } = await reporter();
  const rest = [...reports];
  for (let i = 0; rest.length > 0; i += 1) {
    await report(...rest.splice(0, batches[Math.min(i, batches.length - 1)] ?? 1));
  }
  const [after] = await listRows(id);
  const events = await db.select().from(emailEvents).where(eq(emailEvents.campaignId, id));
  const blocked = await db
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, row.emailNormalized));
  return {
    status: after?.status,
    stamps: [after?.deliveredAt, after?.delayedAt, after?.bouncedAt, after?.complainedAt],
    bounce: [after?.bounceType, after?.bounceSubType],
    events: events.map(({ type }) => type).toSorted(),
    blocked: blocked.map(({ reason }) => reason).toSorted(),
  };
}
