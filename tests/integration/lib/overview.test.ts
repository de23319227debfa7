import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { findAccountHealth } from "@/lib/delivery/sending-health";
import { recountCampaign } from "@/lib/delivery/stats";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recipients, type RecipientStatus } from "@/db/schema/recipients";
import { campaignStats } from "@/db/schema/stats";
import { sesAccount } from "@/db/schema/sending";
import { listAttention } from "@/lib/attention";
import {
  dismissChecklist,
  findChecklist,
  listRecentCampaigns,
  listRunningCampaigns,
  listUpcomingCampaigns,
} from "@/lib/overview";
import { createContact, createDraft, createSender } from "@/tests/support/campaign-factory";

beforeEach(async () => {
  await db.execute(sql`truncate campaigns, campaign_stats, recipients, contacts, senders, identities, imports,
    ses_account, heartbeats, audit_log restart identity cascade`);
  await db.execute(sql`update organization set checklist_dismissed_at = null`);
});

type Row = Partial<typeof recipients.$inferInsert> & { status: RecipientStatus };

async function addRecipients(campaignId: number, count: number, row: Row): Promise<void> {
  await db.insert(recipients).values(
    Array.from({ length: count }, (_, i) => ({
      campaignId,
      kind: "marketing" as const,
      email: `${i}@reader.test`,
      emailNormalized: `${i}@reader.test`,
      ...row,
    })),
  );
}

const minutesAgo = (n: number) => new Date(Date.now() - n * 60_000);

test("the checklist ticks itself as the four things come to be, and then goes away", async () => {
  const done = async () =>
    (await findChecklist())?.steps.filter(({ isDone }) => isDone).map(({ step }) => step);

  expect(await done()).toEqual([]);
  await createSender();
  expect(await done()).toEqual(["sender"]);
  await createContact();
  expect(await done()).toEqual(["sender", "contacts"]);
  const draft = await createDraft({ templateKey: "letter" });
  expect(await done()).toEqual(["sender", "contacts", "campaign"]);
  expect((await findChecklist())?.draftId).toBe(draft.id);
  await createDraft({ kind: "test", status: "completed" });
  expect(await findChecklist()).toBeUndefined();
});

test("a sender that SES has not verified does not tick the first step", async () => {
  await createSender({ email: "shop@pending.test", verified: false });
  expect((await findChecklist())?.steps[0]).toEqual({ step: "sender", isDone: false });
});

test("a dismissed checklist stays away, and the log says who put it there, once", async () => {
  await dismissChecklist(7);
  await dismissChecklist(8);
  expect(await findChecklist()).toBeUndefined();
  const { rows } = await db.execute(sql`select user_id::int, action from audit_log`);
  expect(rows).toEqual([{ user_id: 7, action: "checklist.dismiss" }]);
});

test("a running campaign shows what its ledger says", async () => {
  const { id } = await createDraft({ status: "sending", startedAt: minutesAgo(1) });
  await addRecipients(id, 5, { status: "sent", sentAt: minutesAgo(1) });
  await addRecipients(id, 2, { status: "queued" });
  await addRecipients(id, 1, { status: "in_doubt" });
  await addRecipients(id, 2, { status: "skipped", skipReason: "no_consent" });
  const [running] = await listRunningCampaigns();
  expect(running).toMatchObject({ id, audience: 10, done: 7, inDoubt: 1 });
});

test("tests and system mails are no campaigns on the overview", async () => {
  await createDraft({ kind: "test", status: "sending" });
  await createDraft({ kind: "transactional", status: "sending", messageType: "sign-in-link" });
  await createDraft({ name: "옛 캠페인", archivedAt: new Date() });
  expect(await listRunningCampaigns()).toEqual([]);
  expect(await listRecentCampaigns()).toEqual([]);
});

test("the next schedules stand in the order of their times", async () => {
  const at = (minutes: number) => ({
    status: "scheduled" as const,
    scheduledFor: minutesAgo(-minutes),
  });
  await createDraft({ name: "later", ...at(60), timeZone: "Asia/Seoul" });
  await createDraft({ name: "sooner", ...at(5), timeZone: "Asia/Seoul" });
  expect((await listUpcomingCampaigns()).map(({ name }) => name)).toEqual(["sooner", "later"]);
});

test("health is judged by campaigns of the last 30 days and system mail, and by no tests", async () => {
  const started = { status: "completed" as const, startedAt: minutesAgo(60) };
  const { id } = await createDraft({ ...started, fromEmail: "news@shop.test" });
  const sent = { status: "sent" as const, sentAt: minutesAgo(50) };
  await addRecipients(id, 7, sent);
  await addRecipients(id, 2, { ...sent, bouncedAt: new Date(), bounceType: "permanent" });
  await addRecipients(id, 1, { ...sent, bouncedAt: new Date(), bounceType: "transient" });
  await addRecipients(id, 1, { ...sent, complainedAt: new Date() });
  await addRecipients(id, 4, { status: "failed" });
  const old = await createDraft({ ...started, fromEmail: "news@shop.test" });
  await addRecipients(old.id, 9, { status: "sent", sentAt: minutesAgo(60 * 24 * 31) });
  const trial = await createDraft({ ...started, kind: "test" });
  await addRecipients(trial.id, 3, { ...sent, kind: "test" });
  for (const campaign of [id, old.id, trial.id]) await recountCampaign(campaign);
  const { sent: all, verdicts } = await findAccountHealth();
  expect(all).toBe(11);
  expect(verdicts).toMatchObject([
    { measure: "bounces", part: 2, whole: 11 },
    { measure: "complaints", part: 1, whole: 8 },
    { measure: "unsubscribes", part: 0, whole: 8 },
  ]);
});

test("what waits for a person is named, and what runs by itself is not", async () => {
  await createDraft({ name: "stopped", status: "paused", pausedReason: "MessageRejected" });
  await createDraft({ name: "paused by a person", status: "paused" });
  await createDraft({ name: "missed", status: "scheduled", pausedReason: "missed" });
  await createDraft({ name: "grew", status: "scheduled", pausedReason: "audience_grew" });
  await createDraft({ name: "waits", status: "scheduled", scheduledFor: minutesAgo(-60) });
  await createDraft({ name: "failed", status: "failed", failedReason: "no_audience" });
  const named = (await listAttention()).map(
    (item) => `${item.kind} ${"name" in item ? item.name : ""}`,
  );
  expect(named.toSorted()).toEqual([
    "audience_grew grew",
    "campaign_stopped stopped",
    "launch_failed failed",
    "schedule_missed missed",
  ]);
});

test("doubts that a policy still resolves are left to it", async () => {
  const { id } = await createDraft({ name: "doubts", status: "sending", startedAt: new Date() });
  await addRecipients(id, 4, { status: "in_doubt", inDoubtCount: 1 });
  await addRecipients(id, 2, { status: "in_doubt", inDoubtCount: 3 });
  expect(await listAttention()).toEqual([{ kind: "in_doubt", id, name: "doubts", count: 2 }]);
  await db.update(campaigns).set({ inDoubtPolicy: "hold" }).where(eq(campaigns.id, id));
  expect(await listAttention()).toEqual([{ kind: "in_doubt", id, name: "doubts", count: 6 }]);
});

test("a doubt that the rule cannot settle for long is told", async () => {
  const { id } = await createDraft({ name: "small", status: "sending", startedAt: new Date() });
  await addRecipients(id, 1, { status: "in_doubt", inDoubtCount: 1, inDoubtAt: minutesAgo(39) });
  expect(await listAttention()).toEqual([]);
  await addRecipients(id, 2, { status: "in_doubt", inDoubtCount: 1, inDoubtAt: minutesAgo(41) });
  expect(await listAttention()).toEqual([{ kind: "in_doubt", id, name: "small", count: 2 }]);
  await db.update(campaigns).set({ status: "canceled" }).where(eq(campaigns.id, id));
  expect(await listAttention()).toEqual([]);
});

test("a campaign that left people behind is named for some days", async () => {
  const finished = { status: "completed_with_failures", finishedAt: minutesAgo(5) } as const;
  const { id } = await createDraft({ name: "left behind", ...finished });
  const { id: old } = await createDraft({ ...finished, finishedAt: minutesAgo(5_000) });
  for (const campaignId of [id, old]) {
    await db.insert(campaignStats).values({ campaignId, failed: 3, countedAt: new Date() });
  }
  expect(await listAttention()).toEqual([{ kind: "not_sent", id, name: "left behind", count: 3 }]);
});

test("a stopped SES account and a silent sender come first", async () => {
  await createDraft({ status: "sending", startedAt: minutesAgo(10) });
  const account = { enforcementStatus: "SHUTDOWN", productionAccess: true, sendingEnabled: false };
  await db.insert(sesAccount).values({ id: "ses", account });
  expect(await listAttention()).toEqual([{ kind: "account_stopped" }, { kind: "runner_silent" }]);
  await db.execute(sql`insert into heartbeats (role) values ('dispatch')`);
  expect(await listAttention()).toEqual([{ kind: "account_stopped" }]);
});
