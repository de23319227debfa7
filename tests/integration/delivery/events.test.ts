import { beforeEach, expect, test } from "vitest";
import { handleBatch, liftRate } from "@/tests/support/engine";
import { eq } from "drizzle-orm";
import { db } from "@/db";
import { suppressions } from "@/db/schema/audience";
import { duplicateAccepts, emailEvents, recipients } from "@/db/schema/recipients";
import { findStats, freezeStats } from "@/lib/delivery/stats";
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

test("SES's own opens and clicks are kept, and double none of ours", async () => {
  const { id, report } = await reporter();
  await report(
    { eventType: "Open", open: { timestamp: "2026-11-20T01:00:08.000Z" } },
    {
      eventType: "Click",
      click: { timestamp: "2026-11-20T01:00:09.000Z", link: "https://shop.test/" },
    },
  );
  expect((await readLedger(id)).reported).toMatchObject({ opened: 0, clicked: 0 });
  const kept = await db.select().from(emailEvents).where(eq(emailEvents.campaignId, id));
  expect(kept.map(({ type }) => type).toSorted()).toEqual(["click", "open"]);
});

test("a late report of an archived campaign is kept, and a bounce or complaint still suppresses", async () => {
  const { id, row, report } = await reporter();
  await report({ eventType: "Send" });
  await db.transaction(async (tx) => {
    await freezeStats(id, tx);
    await tx.delete(recipients).where(eq(recipients.campaignId, id));
  });
  const late = bounce("Permanent", "NoEmail");
  await report({
    ...late,
    bounce: { ...late.bounce, bouncedRecipients: [{ emailAddress: row.email.toUpperCase() }] },
  });
  const found = await db
    .select()
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, row.emailNormalized));
  expect(found).toMatchObject([{ reason: "bounce", campaignId: id }]);
  const strangers = await db.select().from(emailEvents).where(eq(emailEvents.campaignId, 0));
  expect(strangers.map(({ recipientId }) => recipientId)).toContain(row.id);
  expect(await findStats(id)).toMatchObject({ audience: 1, sent: 1 });
});

test.each([
  ["OnTenantSuppressionList", []],
  ["EmailValidationSuppressed", []],
  ["UnsubscribedRecipient", ["unsubscribe"]],
  ["Suppressed", ["bounce"]],
  ["SomethingNew", ["bounce"]],
])("a permanent bounce of the subtype %s suppresses for %j", async (subType, reasons) => {
  const { row, report } = await reporter();
  await report(bounce("Permanent", subType));
  const found = await db
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, row.emailNormalized));
  expect(found.map(({ reason }) => reason)).toEqual(reasons);
});

test("of several bounces the gravest counts, then the earliest", async () => {
  const { id, report } = await reporter();
  await report(bounce("Transient", "MailboxFull", 1), bounce("Permanent", "General", 4));
  await report(bounce("Permanent", "NoEmail", 3), bounce("Undetermined", "Undetermined", 2));
  expect(await listRows(id)).toMatchObject([
    {
      bounceType: "permanent",
      bounceSubType: "NoEmail",
      bouncedAt: new Date("2026-11-20T01:00:03Z"),
    },
  ]);
});
