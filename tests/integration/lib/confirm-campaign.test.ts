import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, segments, subscriptions, suppressions, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { identities, senders } from "@/db/schema/organization";
import { recipients } from "@/db/schema/recipients";
import { users } from "@/db/schema/users";
import { getCampaign, saveCampaign } from "@/lib/campaigns";
import { confirmCampaign } from "@/lib/confirm-campaign";
import { getContent } from "@/lib/content/store";
import { createCampaign } from "@/lib/create-campaign";
import { launchCampaign } from "@/lib/delivery/launch";
import { sendTest } from "@/lib/test-send";
import {
  createContact,
  createSegment,
  createSender,
  createTopic,
  finishSetup,
} from "@/tests/support/campaign-factory";

let topicId: number;
let userId: number;

beforeEach(async () => {
  for (const table of [
    recipients,
    campaigns,
    segments,
    subscriptions,
    contacts,
    suppressions,
    senders,
    topics,
    identities,
    users,
  ]) {
    await db.delete(table);
  }
  await finishSetup();
  topicId = await createTopic("소식");
  await createSender({ isDefault: true });
  const [user] = await db
    .insert(users)
    .values({ email: "marketer@shop.test", role: "marketer" })
    .returning({ id: users.id });
  userId = user?.id ?? 0;
});

async function createPromotion(): Promise<number> {
  const created = await createCampaign({ kind: "marketing", templateKey: "promotion", userId });
  if (!created.ok) throw new Error(created.reason);
  return created.id;
}

describe("creating", () => {
  test("a new campaign could be sent as it is: sender, topic, subject, sample content", async () => {
    await createContact({ topicId, topic: "subscribed" });
    const id = await createPromotion();
    const { subject, senderId, topicId: topic } = await getCampaign(id);
    expect({ topic, hasSubject: subject !== "", hasSender: senderId !== null }).toEqual({
      topic: topicId,
      hasSubject: true,
      hasSender: true,
    });
    expect(await confirmCampaign(id, { userId, revision: 1 })).toMatchObject({ ok: true });
  });

  test("a template or topic that does not exist is refused, so is an advertisement without topic", async () => {
    const base = { kind: "marketing", templateKey: "letter", userId } as const;
    expect(await createCampaign({ ...base, templateKey: "nothing" })).toEqual({
      ok: false,
      reason: "unknown_template",
    });
    expect(await createCampaign({ ...base, topicId: 999_999 })).toEqual({
      ok: false,
      reason: "unknown_topic",
    });
    expect(await createCampaign({ ...base, topicId: null })).toEqual({
      ok: false,
      reason: "topic_required",
    });
    expect(await createCampaign({ ...base, kind: "information", topicId: null })).toMatchObject({
      ok: true,
    });
  });
});

describe("confirming", () => {
  test("freezes the content by its hash, who confirmed it, and how many were to get it", async () => {
    await createContact({ topicId, topic: "subscribed" });
    const id = await createPromotion();
    const confirmed = await confirmCampaign(id, { userId, revision: 1, expected: 1 });
    if (!confirmed.ok) throw new Error(confirmed.reason);
    const [row] = await db.select().from(campaigns).where(eq(campaigns.id, id));
    expect(row).toMatchObject({
      status: "draft",
      contentHash: confirmed.contentHash,
      confirmedBy: userId,
      reviewedCount: 1,
    });
    const { subject } = await getContent(confirmed.contentHash);
    expect(subject.chunks[0]?.startsWith("(광고) ")).toBe(true);
  });

  test("what blocks a send blocks a confirmation, and nothing is written", async () => {
    const id = await createPromotion(); // nobody is subscribed
    const confirmed = await confirmCampaign(id, { userId, revision: 1 });
    expect(confirmed).toMatchObject({ ok: false, reason: "problems" });
    expect((await getCampaign(id)).contentHash).toBeNull();
  });

  test("an edit between looking and pressing is refused", async () => {
    await createContact({ topicId, topic: "subscribed" });
    const id = await createPromotion();
    await saveCampaign(id, { revision: 1, patch: { subject: "다른 제목" } });
    expect(await confirmCampaign(id, { userId, revision: 1 })).toEqual({
      ok: false,
      reason: "stale",
    });
  });

  test("an audience far from the number on the button asks again", async () => {
    for (let n = 0; n < 15; n += 1) await createContact({ topicId, topic: "subscribed" });
    const id = await createPromotion();
    expect(await confirmCampaign(id, { userId, revision: 1, expected: 2 })).toEqual({
      ok: false,
      reason: "audience_changed",
      willGet: 15,
    });
    expect(await confirmCampaign(id, { userId, revision: 1, expected: 14 })).toMatchObject({
      ok: true,
      willGet: 15,
    });
  });

  test("the ledger of a launch holds exactly the people and reasons of the review", async () => {
    const gets = await createContact({ topicId, topic: "subscribed" });
    await createContact({ topicId, topic: "unsubscribed" });
    await createContact({ topicId, topic: "subscribed", suppressed: "bounce" });
    const id = await createPromotion();
    const confirmed = await confirmCampaign(id, { userId, revision: 1 });
    expect(confirmed).toMatchObject({ ok: true, willGet: 1 });
    expect(await launchCampaign(id, { userId })).toEqual({ ok: true });
    const rows = await db.select().from(recipients).where(eq(recipients.campaignId, id));
    expect(rows.map(({ status, skipReason }) => skipReason ?? status).toSorted()).toEqual([
      "queued",
      "suppressed",
      "topic_off",
    ]);
    expect(rows.find((row) => row.status === "queued")?.contactId).toBe(gets);
  });

  test("pressing send twice launches once", async () => {
    await createContact({ topicId, topic: "subscribed" });
    const id = await createPromotion();
    await confirmCampaign(id, { userId, revision: 1 });
    const results = await Promise.all([
      launchCampaign(id, { userId }),
      launchCampaign(id, { userId }),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const rows = await db.select().from(recipients).where(eq(recipients.campaignId, id));
    expect(rows).toHaveLength(1);
  });

  test("an edit after confirming makes a launch refuse: only what was confirmed goes out", async () => {
    await createContact({ topicId, topic: "subscribed" });
    const id = await createPromotion();
    await confirmCampaign(id, { userId, revision: 1 });
    await saveCampaign(id, { revision: 1, patch: { subject: "뒤늦은 제목" } });
    expect(await launchCampaign(id, { userId })).toEqual({ ok: false, reason: "not_confirmed" });
  });
});

describe("test sends", () => {
  test("go out as a campaign of kind test with the values of the chosen contact", async () => {
    const id = await createPromotion();
    const contactId = await createContact({ name: "박서준" });
    const to = ["me@shop.test", " me@SHOP.test ", "other@shop.test"];
    const sent = await sendTest(id, { to, contactId, userId });
    if (!sent.ok) throw new Error(sent.reason);
    expect(sent.addresses).toHaveLength(2); // the same address once
    const rows = await db
      .select()
      .from(recipients)
      .where(eq(recipients.campaignId, sent.campaignId));
    expect(rows.map((row) => [row.kind, row.contactId, row.mergeData?.["name"]])).toEqual([
      ["test", null, "박서준"],
      ["test", null, "박서준"],
    ]);
    const [test] = await db.select().from(campaigns).where(eq(campaigns.id, sent.campaignId));
    expect(test).toMatchObject({ kind: "test", testOfCampaignId: id, status: "sending" });
    const { subject } = await getContent(test?.contentHash ?? "");
    expect(subject.chunks[0]?.startsWith("[테스트] (광고) ")).toBe(true);
  });

  test("leave the draft as it was", async () => {
    const id = await createPromotion();
    await sendTest(id, { to: ["me@shop.test"], userId });
    expect(await getCampaign(id)).toMatchObject({
      status: "draft",
      revision: 1,
      contentHash: null,
    });
  });

  test("refuse no address, too many, a wrong one, a bounced one, and content with problems", async () => {
    const id = await createPromotion();
    const reasonOf = async (to: string[]) => {
      const result = await sendTest(id, { to, userId });
      return result.ok ? "ok" : result.reason;
    };
    expect(await reasonOf([" "])).toBe("no_address");
    expect(await reasonOf(["1", "2", "3", "4", "5", "6"].map((n) => `p${n}@shop.test`))).toBe(
      "too_many",
    );
    expect(await sendTest(id, { to: ["not an address"], userId })).toEqual({
      ok: false,
      reason: "bad_address",
      address: "not an address",
    });
    await db
      .insert(suppressions)
      .values({ emailNormalized: "gone@shop.test", reason: "bounce", source: "ses" });
    expect(await sendTest(id, { to: ["gone@shop.test"], userId })).toEqual({
      ok: false,
      reason: "suppressed",
      addresses: ["gone@shop.test"],
    });
    await saveCampaign(id, { revision: 1, patch: { subject: "" } });
    expect(await reasonOf(["me@shop.test"])).toBe("problems");
    await saveCampaign(id, { revision: 2, patch: { senderId: null } });
    expect(await reasonOf(["me@shop.test"])).toBe("no_sender");
  });
});

test("a segment given at the start is the audience of the new campaign", async () => {
  const segmentId = await createSegment("단골", {
    match: "all",
    rules: [{ field: "email", test: { op: "is_not_empty" } }],
  });
  const created = await createCampaign({
    kind: "marketing",
    templateKey: "letter",
    segmentIds: [segmentId],
    userId,
  });
  if (!created.ok) throw new Error(created.reason);
  expect((await getCampaign(created.id)).segmentIds).toEqual([segmentId]);
});
