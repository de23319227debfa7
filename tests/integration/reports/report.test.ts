import { beforeEach, expect, test } from "vitest";
import {
  drain,
  drainEvents,
  handleBatch,
  liftRate,
  sendEverything,
  setFaults,
} from "@/tests/support/engine";
import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { auditLog } from "@/db/schema/users";
import { recipientFilters } from "@/lib/domain/recipient-filter";
import { exportRecipients } from "@/lib/reports/export";
import { findRecipient, maskHistory, rebuildMail } from "@/lib/reports/history";
import { countRecipients, listRecipients } from "@/lib/reports/recipients";
import { awaitsReports, findReport, listFailureCauses } from "@/lib/reports/report";
import { listFailureGroups } from "@/lib/reports/failures";
import { findTimeline } from "@/lib/reports/timeline";
import { createContact } from "@/tests/support/campaign-factory";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
  await sendEverything(); // what an earlier test left on the queue
});

/** A campaign with something of everything in it. */
async function mixedCampaign() {
  await setFaults([
    { kind: "refuse", match: "-0@", error: "MessageRejected", message: "Bad content." },
    { kind: "error_before", match: "-1@" },
    { kind: "outcome", match: "-2@", outcome: "bounced" },
    { kind: "outcome", match: "-3@", outcome: "complained" },
  ]);
  const campaign = await launchedCampaign({ count: 8 });
  await drain("send");
  await drainEvents();
  return campaign;
}

test("every number of the report is the length of the list it opens", async () => {
  const { id } = await mixedCampaign();
  const { ledger, reported } = await findReport(id);
  expect(ledger.byStatus).toMatchObject({ sent: 6, failed: 1, in_doubt: 1 });
  expect(reported).toMatchObject({ sent: 6, bounced: 1, bouncedPermanently: 1, complained: 1 });
  expect(reported.delivered + reported.bounced + reported.rejected + reported.unreported).toBe(
    reported.sent,
  );
  const counts = {
    ...ledger.byStatus,
    ...ledger.bySkipReason,
    ...reported,
    unsubscribed_before: ledger.bySkipReason.unsubscribed,
  };
  for (const filter of recipientFilters) {
    const { recipients } = await listRecipients({ campaignId: id, filter });
    expect(`${filter} ${recipients.length}`).toBe(`${filter} ${counts[filter]}`);
    expect(await countRecipients({ campaignId: id, filter })).toBe(recipients.length);
  }
  expect(await listFailureCauses(id)).toMatchObject([
    { status: "in_doubt", code: "InternalFailure", n: 1 },
    { status: "failed", code: "MessageRejected", n: 1 },
  ]);
});

test("the table pages through everybody once and finds names and address fragments", async () => {
  const { id } = await launchedCampaign({ count: 7 });
  const seen: number[] = [];
  let after: number | undefined;
  do {
    const page = await listRecipients({ campaignId: id, after, limit: 3 });
    seen.push(...page.recipients.map((recipient) => recipient.id));
    after = page.next;
  } while (after !== undefined);
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
  expect(await countRecipients({ campaignId: id, q: "손님3" })).toBe(1);
  expect(await countRecipients({ campaignId: id, q: "-4@READER" })).toBe(1);
  expect(await countRecipients({ campaignId: id, q: "%" })).toBe(0);
});

test("a report that waits for what never comes is left alone after an hour", () => {
  const finishedAt = new Date("2026-11-20T01:00:00Z");
  const minutesLater = (minutes: number) => new Date(finishedAt.getTime() + minutes * 60_000);
  expect(awaitsReports({ finishedAt }, { unreported: 3 }, minutesLater(59))).toBe(true);
  expect(awaitsReports({ finishedAt }, { unreported: 3 }, minutesLater(61))).toBe(false);
  expect(awaitsReports({ finishedAt }, { unreported: 0 }, minutesLater(1))).toBe(false);
});

test("who sees masked addresses cannot find them out by searching", async () => {
  const { id } = await launchedCampaign({ count: 2 });
  const viewer = { campaignId: id, q: "-0@reader", mayReadAddresses: false };
  expect(await countRecipients(viewer)).toBe(2);
  expect((await listRecipients(viewer)).recipients).toHaveLength(2);
});

test("what SES and mail servers answered shows viewers no address", async () => {
  const message = "Rejected: reader@shop.test";
  await setFaults([{ kind: "refuse", error: "MessageRejected", message }]);
  const { id } = await launchedCampaign({ count: 1 });
  await drain("send");
  const masked = "Rejected: r***@shop.test";
  expect(await listFailureCauses(id)).toMatchObject([{ message: masked }]);
  expect(await listFailureGroups({ campaignId: id })).toMatchObject([
    { example: `MessageRejected: ${masked}` },
  ]);
  const [row] = await listRows(id);
  const { history = [] } = (await findRecipient(id, row?.id ?? 0)) ?? {};
  expect(JSON.stringify(history)).toContain(message);
  expect(JSON.stringify(maskHistory(history))).not.toContain("reader@shop.test");
});

test("a recipient's story is complete, and the exact mail can be read again", async () => {
  await setFaults([
    { kind: "refuse", count: 1, error: "UnknownOperationException", message: "Later" },
  ]);
  const { id } = await launchedCampaign({ count: 1 });
  await drain("send");
  await db.execute(sql`update recipients set next_at = now() where campaign_id = ${id}`);
  const [row] = await listRows(id);
  if (!row) throw new Error("The campaign has no recipients.");
  await handleBatch("send", [JSON.stringify({ v: 1, campaignId: id, recipientId: row.id })]);
  await sendEverything();
  const recipient = await findRecipient(id, row.id);
  const kinds = recipient?.history.map((entry) =>
    entry.kind === "event" ? entry.type : entry.kind,
  );
  expect(kinds).toEqual(
    expect.arrayContaining(["planned", "refused", "claimed", "accepted", "send", "delivery"]),
  );
  // The name changes afterwards: the copy still shows what was sent.
  await db.execute(sql`update contacts set name = '다른 이름' where id = ${row.contactId}`);
  const mail = await rebuildMail(id, row.id);
  expect(mail?.subject).toBe("(광고) 손님0님께");
  expect(mail?.html).toContain('href="https://shop.test/"');
  expect(mail?.html).not.toMatch(/\/c\/(?!test)/);
  expect(await rebuildMail(id, row.id + 1_000)).toBeUndefined();
});

test("the export holds everybody, is safe in a spreadsheet, and is logged with the reason", async () => {
  const { id, topicId } = await launchedCampaign({ count: 2 });
  await createContact({ topicId, topic: "subscribed", name: "=HYPERLINK(1)" });
  await db.execute(sql`update recipients set name = '=HYPERLINK(1)' where id in
    (select min(id) from recipients where campaign_id = ${id})`);
  let csv = "";
  for await (const part of exportRecipients({ campaignId: id }, { userId: 5, why: "월간 보고" }))
    csv += part;
  expect(csv.startsWith("\uFEFF")).toBe(true);
  expect(csv.trim().split("\n")).toHaveLength(3);
  expect(csv).toContain(",'=HYPERLINK(1),");
  const [entry] = await db.select().from(auditLog).where(eq(auditLog.action, "report.export"));
  expect(entry).toMatchObject({
    userId: 5,
    subject: `campaign:${id}`,
    details: { why: "월간 보고", rows: 2 },
  });
});

test("the timeline counts every sent mail and leaves no gap", async () => {
  const { id } = await launchedCampaign({ count: 4 });
  await sendEverything();
  await db.execute(sql`update recipients set sent_at = sent_at - interval '1 hour' where id in
    (select min(id) from recipients where campaign_id = ${id})`);
  const { points, bucketSeconds } = await findTimeline(id);
  expect(points.reduce((sum, point) => sum + point.sent, 0)).toBe(4);
  const gaps = points
    .slice(1)
    .map((point, i) => point.at.getTime() - (points[i]?.at.getTime() ?? 0));
  expect(new Set(gaps)).toEqual(new Set([bucketSeconds * 1000]));
});
