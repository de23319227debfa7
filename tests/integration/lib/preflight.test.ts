import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, subscriptions, suppressions, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { images } from "@/db/schema/images";
import { identities, senders } from "@/db/schema/organization";
import { linkChecks, testGroups } from "@/db/schema/preflight";
import { recipients } from "@/db/schema/recipients";
import { auditLog, users } from "@/db/schema/users";
import { reviewCampaign } from "@/lib/campaign-review";
import { getCampaign } from "@/lib/campaigns";
import { confirmCampaign } from "@/lib/confirm-campaign";
import { samplePromotion } from "@/lib/domain/template-samples";
import { previewDraft } from "@/lib/draft-preview";
import { askLinks, readLinkStates } from "@/lib/link-checks";
import {
  deleteTestGroup,
  listTestGroups,
  readGroupAddresses,
  saveTestGroup,
} from "@/lib/test-groups";
import { sendTest } from "@/lib/test-send";
import {
  createContact,
  createDraft,
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
    subscriptions,
    contacts,
    suppressions,
    senders,
    topics,
    identities,
    linkChecks,
    testGroups,
    auditLog,
    users,
  ]) {
    await db.delete(table);
  }
  await finishSetup();
  topicId = await createTopic();
  const [user] = await db
    .insert(users)
    .values({ email: "marketer@shop.test", role: "marketer" })
    .returning({ id: users.id });
  userId = user?.id ?? 0;
});

async function createPromotion(change: object = {}) {
  const senderId = await createSender();
  await createContact({ topicId, topic: "subscribed" });
  const content = { ...samplePromotion({ products: 1, imageBase: "https://s.kr" }), ...change };
  return createDraft({ topicId, senderId, templateKey: "promotion", content, subject: "소식" });
}

describe("links", () => {
  test("are asked once, and again when their answer is old", async () => {
    const asked: string[] = [];
    const probe = (url: string) => {
      asked.push(url);
      return Promise.resolve({ kind: "dead", reason: "status", status: 404 } as const);
    };
    const urls = ["https://a.kr/1", "https://a.kr/2", "https://a.kr/1"];
    expect((await askLinks(urls, probe)).size).toBe(2);
    expect((await askLinks(urls, probe)).get("https://a.kr/2")).toMatchObject({ status: 404 });
    expect(asked.toSorted()).toEqual(["https://a.kr/1", "https://a.kr/2"]);
    await db.update(linkChecks).set({ checkedAt: sql`now() - interval '11 minutes'` });
    expect((await readLinkStates(urls)).size).toBe(0);
    await askLinks(["https://a.kr/2"], probe);
    expect(asked).toHaveLength(3);
  });

  test("known to be dead are a warning beside their field, in the editor and in the review", async () => {
    const { id } = await createPromotion({ buttonUrl: "https://shop.kr/gone" });
    const dead = { kind: "dead", reason: "status", status: 404 } as const;
    await askLinks(["https://shop.kr/gone"], () => Promise.resolve(dead));
    const preview = await previewDraft(await getCampaign(id), { contactId: undefined });
    expect(preview.preflight).toContainEqual(
      expect.objectContaining({ code: "link_dead", field: "buttonUrl", severity: "warning" }),
    );
    const { problems } = await reviewCampaign(id);
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: "mail_warning",
        finding: expect.objectContaining({ code: "link_dead" }),
      }),
    );
  });
});

test("images of the library are weighed", async () => {
  const file = `${"a".repeat(64)}.jpg`;
  await db.delete(images);
  await db.insert(images).values({
    name: "찻잔",
    kind: "jpeg",
    state: "ready",
    sourceHash: "b".repeat(64),
    sourceBytes: 1,
    file,
    bytes: 300 * 1024,
  });
  const { id } = await createPromotion({ heroImageUrl: `https://mail.shop.kr/images/${file}` });
  const preview = await previewDraft(await getCampaign(id), { contactId: undefined });
  expect(preview.preflight).toContainEqual(
    expect.objectContaining({ code: "image_heavy", field: "heroImageUrl" }),
  );
});

describe("a mail that Gmail cuts off", () => {
  test("goes out only when somebody says that they know", async () => {
    const { products } = samplePromotion({ products: 30, imageBase: "https://s.kr" });
    const long = "가나다라 ".repeat(600);
    const { id } = await createPromotion({
      products,
      intro: long.slice(0, 2_990),
      closing: long.slice(0, 1_990),
    });
    const { revision } = await getCampaign(id);
    expect(await confirmCampaign(id, { userId, revision })).toEqual({
      ok: false,
      reason: "needs_clip_answer",
    });
    expect(await confirmCampaign(id, { userId, revision, acceptsClip: true })).toMatchObject({
      ok: true,
    });
  });

  test("an error of the drawn mail stops it, a warning does not", async () => {
    const broken = await createPromotion({ headline: "*|FNAME|*님께" });
    const { revision } = await getCampaign(broken.id);
    expect(await confirmCampaign(broken.id, { userId, revision })).toMatchObject({
      reason: "problems",
      problems: [{ code: "mail", finding: { code: "leftover_tag", field: "headline" } }],
    });
  });
});

describe("a test group", () => {
  test("gets a test together with those typed beside it, each address once", async () => {
    const { id } = await createPromotion();
    const read = readGroupAddresses("Kim@Shop.kr, lee@shop.kr\nkim@shop.kr");
    if (!read.ok) throw new Error(read.reason);
    await saveTestGroup({ name: "팀", addresses: read.addresses }, { userId });
    const [group] = await listTestGroups();
    const sent = await sendTest(id, {
      to: ["me@shop.kr", "LEE@shop.kr"],
      groupId: group?.id,
      userId,
    });
    if (!sent.ok) throw new Error(sent.reason);
    expect(sent.addresses.map((one) => one.toLowerCase()).toSorted()).toEqual([
      "kim@shop.kr",
      "lee@shop.kr",
      "me@shop.kr",
    ]);
    const rows = await db
      .select()
      .from(recipients)
      .where(eq(recipients.campaignId, sent.campaignId));
    expect(rows).toHaveLength(3);
  });

  test("may be sent to alone; one that is gone is said to be gone", async () => {
    const { id } = await createPromotion();
    await saveTestGroup({ name: "팀", addresses: ["kim@shop.kr"] }, { userId });
    const [group] = await listTestGroups();
    const alone = await sendTest(id, { to: [], groupId: group?.id, userId });
    expect(alone).toMatchObject({ ok: true, addresses: ["kim@shop.kr"] });
    expect(await deleteTestGroup(group?.id ?? 0, { userId })).toBe(true);
    const gone = await sendTest(id, { to: [], groupId: group?.id, userId });
    expect(gone).toEqual({ ok: false, reason: "unknown_group" });
    expect((await db.select().from(auditLog)).map(({ action }) => action)).toEqual([
      "test_group.create",
      "test_group.delete",
    ]);
  });

  test("holds twenty addresses and no others than addresses", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => `p${n}@shop.kr`).join("\n");
    expect(readGroupAddresses(many(20))).toMatchObject({ ok: true });
    expect(readGroupAddresses(many(21))).toEqual({ ok: false, reason: "too_many" });
    expect(readGroupAddresses("kim")).toEqual({ ok: false, reason: "bad_address", address: "kim" });
    expect(readGroupAddresses(" ,\n")).toEqual({ ok: false, reason: "no_address" });
  });
});
