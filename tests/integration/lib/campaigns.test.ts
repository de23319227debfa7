import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import { countCampaigns, listCampaigns } from "@/lib/campaign-list";
import {
  archiveCampaign,
  deleteDraft,
  duplicateCampaign,
  findCampaign,
  getCampaign,
  renameCampaign,
  saveCampaign,
  unarchiveCampaign,
} from "@/lib/campaigns";
import { createDraft } from "@/tests/support/campaign-factory";

beforeEach(async () => {
  await db.delete(recipients);
  await db.delete(campaigns);
});

describe("saving", () => {
  test("a save raises the revision and keeps what the patch does not name", async () => {
    const { id, revision } = await createDraft({ previewText: "오늘만" });
    const saved = await saveCampaign(id, { revision, patch: { subject: "새 제목" } });
    expect(saved).toMatchObject({ ok: true, revision: revision + 1 });
    expect(await getCampaign(id)).toMatchObject({ subject: "새 제목", previewText: "오늘만" });
  });

  test("a save from an older page is refused and changes nothing", async () => {
    const { id, revision } = await createDraft();
    await saveCampaign(id, { revision, patch: { subject: "먼저 저장한 제목" } });
    const stale = await saveCampaign(id, { revision, patch: { subject: "늦은 제목" } });
    expect(stale).toMatchObject({ ok: false, reason: "stale", revision: revision + 1 });
    expect((await getCampaign(id)).subject).toBe("먼저 저장한 제목");
  });

  test("of two saves at the same moment exactly one succeeds", async () => {
    const { id, revision } = await createDraft();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        saveCampaign(id, { revision, patch: { subject: `제목 ${n}` } }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect((await getCampaign(id)).revision).toBe(revision + 1);
  });

  test("only a draft can be edited", async () => {
    for (const status of ["scheduled", "sending", "paused", "completed"] as const) {
      const { id, revision } = await createDraft({ status });
      const saved = await saveCampaign(id, { revision, patch: { subject: "바꾼 제목" } });
      expect(saved).toEqual({ ok: false, reason: "not_draft" });
    }
  });

  test("an edit cancels a confirmation, so that only what was reviewed can go out", async () => {
    const { id, revision } = await createDraft({ confirmedAt: new Date(), reviewedCount: 5 });
    await saveCampaign(id, { revision, patch: { segmentIds: [] } });
    const [row] = await db.select().from(campaigns).where(eq(campaigns.id, id));
    expect(row).toMatchObject({ confirmedAt: null, reviewedCount: null, contentHash: null });
  });

  test("a name may change after sending, it is never part of the mail", async () => {
    const { id, revision } = await createDraft({ status: "completed" });
    expect(await renameCampaign(id, "가을 할인 1차")).toBe(true);
    expect(await getCampaign(id)).toMatchObject({ name: "가을 할인 1차", revision });
  });
});

describe("what people never see", () => {
  test("trial and transactional mails are neither found, listed, copied nor deleted", async () => {
    for (const kind of ["test", "transactional"] as const) {
      const { id } = await createDraft({ kind });
      expect(await findCampaign(id)).toBeUndefined();
      expect(await duplicateCampaign(id, { name: "사본", userId: 1 })).toMatchObject({ ok: false });
      expect(await deleteDraft(id, { userId: 1 })).toMatchObject({ ok: false });
    }
    expect((await listCampaigns({})).campaigns).toEqual([]);
    expect(await countCampaigns()).toEqual(new Map());
  });
});

describe("duplicate, delete, archive", () => {
  test("a copy of a sent campaign is a fresh draft with the same content and audience", async () => {
    const { id } = await createDraft({
      status: "completed",
      content: { headline: "가을" },
      segmentIds: [3, 4],
      excludedSegmentIds: [5],
      scheduledFor: new Date(),
      audienceCount: 10,
    });
    const copy = await duplicateCampaign(id, { name: "가을 할인 사본", userId: 1 });
    if (!copy.ok) throw new Error(copy.reason);
    expect(await getCampaign(copy.id)).toMatchObject({
      name: "가을 할인 사본",
      status: "draft",
      content: { headline: "가을" },
      segmentIds: [3, 4],
      excludedSegmentIds: [5],
      scheduledFor: null,
      audienceCount: 0,
      revision: 1,
    });
  });

  test("a draft can be deleted, a campaign that was sent cannot", async () => {
    const draft = await createDraft();
    const sent = await createDraft({ status: "completed" });
    expect(await deleteDraft(draft.id, { userId: 1 })).toEqual({ ok: true });
    expect(await deleteDraft(sent.id, { userId: 1 })).toEqual({ ok: false, reason: "not_draft" });
    expect(await findCampaign(draft.id)).toBeUndefined();
    expect(await findCampaign(sent.id)).toBeDefined();
  });

  test("a campaign at rest can be archived and brought back, a running one cannot", async () => {
    const sent = await createDraft({ status: "completed" });
    const running = await createDraft({ status: "sending" });
    expect(await archiveCampaign(sent.id)).toEqual({ ok: true });
    expect(await archiveCampaign(running.id)).toEqual({ ok: false, reason: "still_running" });
    expect((await listCampaigns({})).campaigns.map(({ id }) => id)).toEqual([running.id]);
    expect((await listCampaigns({ status: "archived" })).campaigns.map(({ id }) => id)).toEqual([
      sent.id,
    ]);
    await unarchiveCampaign(sent.id);
    expect((await listCampaigns({})).campaigns).toHaveLength(2);
  });
});

describe("the list", () => {
  test("pages by keyset without losing or repeating a campaign", async () => {
    const made: number[] = [];
    for (let n = 0; n < 7; n += 1) made.push((await createDraft({ name: `캠페인 ${n}` })).id);
    const seen: number[] = [];
    let after: number | undefined;
    do {
      const page = await listCampaigns({ after, limit: 3 });
      seen.push(...page.campaigns.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(made.reverse());
  });

  test("finds words in name and subject; a percent sign is only a percent sign", async () => {
    const sale = await createDraft({ name: "가을", subject: "전 품목 30% 할인" });
    const news = await createDraft({ name: "Autumn News", subject: "소식" });
    const find = async (q: string) => (await listCampaigns({ q })).campaigns.map(({ id }) => id);
    expect(await find("autumn")).toEqual([news.id]);
    expect(await find("30%")).toEqual([sale.id]);
    expect(await find("%")).toEqual([sale.id]);
    expect(await find("_")).toEqual([]);
  });

  test("filters by status and counts each status once", async () => {
    const draft = await createDraft();
    await createDraft({ status: "sending" });
    await createDraft({ status: "sending", archivedAt: new Date() });
    const drafts = await listCampaigns({ status: "draft" });
    expect(drafts.campaigns.map(({ id }) => id)).toEqual([draft.id]);
    expect(await countCampaigns()).toEqual(
      new Map([
        ["draft", 1],
        ["sending", 1],
        ["archived", 1],
      ]),
    );
  });

  test("totals come from the ledger's rows and their parts sum to the audience", async () => {
    const { id } = await createDraft({ status: "sending" });
    const row = (n: number) => ({
      campaignId: id,
      kind: "marketing" as const,
      email: `p${n}@reader.test`,
      emailNormalized: `p${n}@reader.test`,
    });
    await db.insert(recipients).values([
      { ...row(1), status: "queued" },
      { ...row(2), status: "in_doubt" },
      { ...row(3), status: "sent", clickedAt: new Date() },
      { ...row(4), status: "sent" },
      { ...row(5), status: "failed" },
      { ...row(6), status: "skipped", skipReason: "topic_off" },
      { ...row(7), status: "canceled" },
    ]);
    const [item] = (await listCampaigns({})).campaigns;
    expect(item?.totals).toEqual({
      audience: 7,
      waiting: 2,
      sent: 2,
      failed: 1,
      skipped: 1,
      canceled: 1,
      clicked: 1,
    });
  });
});
