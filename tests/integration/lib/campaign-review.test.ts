import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { campaignArchives } from "@/db/schema/archives";
import {
  contacts,
  properties,
  segments,
  subscriptions,
  suppressions,
  topics,
} from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { identities, organization, senders } from "@/db/schema/organization";
import { recipients } from "@/db/schema/recipients";
import { sendRates, sesAccount } from "@/db/schema/sending";
import { sendingDays, sendingDomains } from "@/db/schema/sending-domains";
import { listAudience } from "@/lib/campaign-audience";
import { defineCampaignAudience, reviewCampaign } from "@/lib/campaign-review";
import { getCampaign } from "@/lib/campaigns";
import { blocksSending } from "@/lib/domain/campaign-problem";
import { sampleLetter } from "@/lib/domain/template-samples";
import { setDailyCap } from "@/lib/sending-domains";
import {
  createContact,
  createDraft,
  createSegment,
  createSender,
  createTopic,
  finishSetup,
} from "@/tests/support/campaign-factory";

let topicId: number;
let senderId: number;

beforeEach(async () => {
  for (const table of [
    recipients,
    campaigns,
    segments,
    subscriptions,
    contacts,
    suppressions,
    properties,
    senders,
    topics,
    identities,
    sesAccount,
    sendRates,
    sendingDays,
    sendingDomains,
  ]) {
    await db.delete(table);
  }
  await finishSetup();
  topicId = await createTopic("소식");
  senderId = await createSender({ isDefault: true });
  await db.insert(sendRates).values({
    region: "ap-northeast-2",
    maxSendRate: 50,
    share: 0.8,
    dailyQuota: -1,
    campaignQuota: -1,
    quotaUsed: 0,
  });
  await setAccount({});
});

const healthy = {
  enforcementStatus: "HEALTHY",
  productionAccess: true,
  sendingEnabled: true,
  max24HourSend: 50_000,
  maxSendRate: 50,
  sentLast24Hours: 0,
};

async function setAccount(change: Partial<typeof healthy>) {
  await db.delete(sesAccount);
  await db.insert(sesAccount).values({ id: "ses", account: { ...healthy, ...change } });
}

/** What a shop made of the sample: its own words and its own link. */
const ownLetter = { ...sampleLetter(), buttonUrl: "https://dalbit.test/opening" };

/** A letter that can be sent to everyone in the topic. */
async function createLetter(values: Parameters<typeof createDraft>[0] = {}) {
  const letter = { ...ownLetter, body: "안녕하세요." };
  return createDraft({ topicId, senderId, templateKey: "letter", content: letter, ...values });
}

function subscriber(values: Parameters<typeof createContact>[0] = {}) {
  return createContact({ topicId, topic: "subscribed", ...values });
}

async function codes(id: number) {
  return (await reviewCampaign(id)).problems.map(({ code }) => code);
}

const rule = (value: string) => ({
  match: "all",
  rules: [{ field: "name", test: { op: "is", value } }],
});

const everyoneRule = {
  match: "all",
  rules: [{ field: "email", test: { op: "is_not_empty" } }],
};

describe("who gets it and who does not", () => {
  test("every reason is counted once, and the numbers sum to the audience", async () => {
    await db.insert(properties).values({ key: "grade", label: "등급", type: "text" });
    const everyone = await createSegment("모두", everyoneRule);
    const gets = await subscriber({ properties: { grade: "VIP" } });
    await subscriber({ properties: { grade: "VIP" }, suppressed: "bounce" });
    await subscriber({ properties: { grade: "VIP" }, suppressed: "manual" });
    await subscriber({ properties: { grade: "VIP" }, suppressed: "complaint" });
    await subscriber({ properties: { grade: "VIP" }, suppressed: "unsubscribe" });
    await createContact({ topicId, topic: "unsubscribed", properties: { grade: "VIP" } });
    await createContact({ properties: { grade: "VIP" } }); // never asked
    await subscriber({ properties: { grade: " " } });
    const content = { ...ownLetter, body: "{{ grade }} 회원님께" };
    const { id } = await createLetter({ content, segmentIds: [everyone] });

    const review = await reviewCampaign(id);
    expect(review.audience).toBe(8);
    expect(review.willGet).toBe(1);
    expect(review.skipped).toEqual([
      { reason: "suppressed", count: 3 },
      { reason: "unsubscribed", count: 1 },
      { reason: "no_consent", count: 1 },
      { reason: "topic_off", count: 1 },
      { reason: "missing_value", count: 1 },
    ]);
    const skipped = review.skipped.reduce((sum, { count }) => sum + count, 0);
    expect(review.willGet + skipped).toBe(review.audience);
    expect(new Map(review.suppressedBy.map(({ reason, count }) => [reason, count]))).toEqual(
      new Map([
        ["bounce", 1],
        ["manual", 1],
        ["complaint", 1],
      ]),
    );
    expect(review.missingBy).toEqual([{ field: "grade", count: 1 }]);

    const definition = await defineCampaignAudience(await getCampaign(id), review.compiled);
    const people = await listAudience(definition, { part: "will_get" });
    expect(people.people.map(({ contactId }) => contactId)).toEqual([gets]);
    const missing = await listAudience(definition, { part: "missing_value" });
    expect(missing.people.map((person) => person.missing)).toEqual([["grade"]]);
    const suppressed = await listAudience(definition, { part: "suppressed" });
    expect(suppressed.people.map((person) => String(person.suppression)).toSorted()).toEqual([
      "bounce",
      "complaint",
      "manual",
    ]);
  });

  test("an address with two reasons counts under the gravest one only", async () => {
    const email = "both@reader.test";
    await subscriber({ email, suppressed: "manual" });
    await db
      .insert(suppressions)
      .values({ emailNormalized: email, reason: "bounce", source: "ses" });
    const { id } = await createLetter();
    const review = await reviewCampaign(id);
    expect(review.suppressedBy).toEqual([{ reason: "bounce", count: 1 }]);
  });

  test("several segments unite, whoever is in two counts once, an excluded segment takes out", async () => {
    const hana = await createSegment("하나", rule("김하나"));
    const everyone = await createSegment("모두", everyoneRule);
    const duri = await createSegment("두리", rule("이두리"));
    const first = await subscriber({ name: "김하나" });
    await subscriber({ name: "이두리" });
    await subscriber({ name: "박세리" });
    const { id } = await createLetter({
      segmentIds: [hana, everyone],
      excludedSegmentIds: [duri],
    });
    const review = await reviewCampaign(id);
    expect(review).toMatchObject({ audience: 2, willGet: 2 });
    expect(review.segments.included.map(({ count }) => count)).toEqual([1, 3]);
    expect(review.segments).toMatchObject({ several: 1, takenOut: 1 });
    const definition = await defineCampaignAudience(await getCampaign(id), review.compiled);
    const several = await listAudience(definition, { part: "several" });
    expect(several.people.map(({ contactId }) => contactId)).toEqual([first]);
  });

  test("the list behind a number pages by key and loses nobody", async () => {
    const made: number[] = [];
    for (let n = 0; n < 7; n += 1) made.push(await subscriber());
    const { id } = await createLetter();
    const { compiled } = await reviewCampaign(id);
    const definition = await defineCampaignAudience(await getCampaign(id), compiled);
    const seen: number[] = [];
    let after: number | undefined;
    do {
      const page = await listAudience(definition, { part: "will_get", after, limit: 3 });
      seen.push(...page.people.map(({ contactId }) => contactId));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(made);
  });
});

describe("problems before sending", () => {
  test("a complete campaign with one subscriber has none", async () => {
    await subscriber();
    const { id } = await createLetter();
    expect(await codes(id)).toEqual([]);
  });

  test("links of the sample content are warned about", async () => {
    await subscriber();
    const { id } = await createLetter({ content: sampleLetter() });
    const { problems } = await reviewCampaign(id);
    expect(problems).toEqual([{ code: "sample_links" }]);
    expect(problems.some(blocksSending)).toBe(false);
  });

  test("sender: none, archived, not verified, never asked about", async () => {
    await subscriber();
    const { id } = await createLetter({ senderId: null });
    expect(await codes(id)).toEqual(["no_sender"]);
    const other = await createSender({ email: "hello@new.test", verified: false });
    await db.update(campaigns).set({ senderId: other });
    expect(await codes(id)).toEqual(["sender_unverified"]);
    await db.delete(identities).where(eq(identities.name, "new.test"));
    expect(await codes(id)).toEqual(["sender_unchecked"]);
    await db.update(senders).set({ archivedAt: new Date() }).where(eq(senders.id, other));
    expect(await codes(id)).toEqual(["sender_archived"]);
  });

  test("an empty subject, an unknown merge tag and a template that is gone stop the mail", async () => {
    await subscriber();
    const empty = await createLetter({ subject: " " });
    expect((await reviewCampaign(empty.id)).problems).toMatchObject([
      { code: "content", problem: { field: "subject", code: "required" } },
    ]);
    const wrong = await createLetter({ content: { ...ownLetter, body: "{{ nmae }}님" } });
    expect((await reviewCampaign(wrong.id)).problems).toMatchObject([
      { code: "content", problem: { field: "body", code: "unknown_field" } },
    ]);
    const gone = await createLetter({ templateKey: null });
    expect(await codes(gone.id)).toEqual(["no_template"]);
  });

  test("an advertisement without a topic cannot be sent, information is only warned about", async () => {
    await createContact();
    const advertisement = await createLetter({ topicId: null });
    expect(await codes(advertisement.id)).toEqual(["no_topic"]);
    const notice = await createLetter({ topicId: null, kind: "information" });
    const { problems, willGet } = await reviewCampaign(notice.id);
    expect(problems).toEqual([{ code: "everybody_without_topic" }]);
    expect(problems.some(blocksSending)).toBe(false);
    expect(willGet).toBe(1);
  });

  test("a segment that matches nobody is named; with nobody left nothing can be sent", async () => {
    await subscriber();
    const empty = await createSegment("아무도 없음", rule("없는 이름"));
    const { id } = await createLetter({ segmentIds: [empty] });
    expect((await reviewCampaign(id)).problems).toEqual([
      { code: "empty_segment", id: empty, name: "아무도 없음" },
      { code: "empty_audience" },
    ]);
  });

  test("a rule about a campaign whose rows lie in the archive is warned about", async () => {
    await subscriber();
    const { id: asked } = await createDraft({ name: "봄 소식" });
    const segmentId = await createSegment("열지 않은 사람", {
      match: "all",
      rules: [
        { field: "campaign", event: "opened", happened: "no", campaignId: asked, days: null },
      ],
    });
    const { id } = await createLetter({ segmentIds: [segmentId] });
    expect(await codes(id)).toEqual([]);
    await db
      .insert(campaignArchives)
      .values({ campaignId: asked, rangeLow: 1, folder: "a", report: {} });
    expect((await reviewCampaign(id)).problems).toEqual([
      {
        code: "segment_asks_archived",
        id: segmentId,
        name: "열지 않은 사람",
        campaignName: "봄 소식",
      },
    ]);
  });

  test("an audience of which nobody gets the mail is told apart from an empty one", async () => {
    await subscriber({ suppressed: "unsubscribe" });
    const { id } = await createLetter();
    expect((await reviewCampaign(id)).problems).toEqual([{ code: "nobody_gets_it", count: 1 }]);
  });

  test("address and phone are asked of an advertisement only, the name always", async () => {
    await subscriber();
    await db.update(organization).set({ name: "", postalAddress: "", phone: "" });
    const advertisement = await createLetter();
    const notice = await createLetter({ kind: "information" });
    expect(await codes(advertisement.id)).toEqual(["organization_name", "postal_address", "phone"]);
    expect(await codes(notice.id)).toEqual(["organization_name"]);
  });

  test("SES: unknown, paused, sandbox with the unverified counted", async () => {
    await subscriber({ email: "one@shop.test" }); // shop.test is verified
    await subscriber({ email: "two@sub.shop.test" });
    await subscriber({ email: "three@reader.test" });
    const { id } = await createLetter();
    await setAccount({ productionAccess: false });
    expect((await reviewCampaign(id)).problems).toEqual([{ code: "ses_sandbox", count: 1 }]);
    await setAccount({ sendingEnabled: false });
    expect(await codes(id)).toEqual(["ses_paused"]);
    await db.delete(sesAccount);
    expect(await codes(id)).toEqual(["ses_unknown"]);
  });

  test("the forecast follows the rate, the share of the day's quota and what is left of it", async () => {
    for (let i = 0; i < 3; i += 1) await subscriber();
    const { id } = await createLetter();
    await db.update(sendRates).set({ dailyQuota: 4, campaignQuota: 4 });
    const fits = await reviewCampaign(id);
    expect(fits.forecast).toMatchObject({
      perSecond: 40,
      quotaShare: 0.75,
      waitsFor: undefined,
      today: 3,
    });
    await db.update(sendRates).set({ quotaUsed: 2 });
    const { forecast, problems } = await reviewCampaign(id);
    expect(forecast).toMatchObject({ waitsFor: "quota" });
    expect(forecast.endsAt?.getTime()).toBeGreaterThan(Date.now() + 3_600_000);
    expect(problems).toEqual([]);
  });

  test("a domain's cap spreads it, unless it starts tomorrow", async () => {
    for (let i = 0; i < 3; i += 1) await subscriber();
    const { id } = await createLetter();
    await setDailyCap("shop.test", 4, 1);
    await db.update(sendingDays).set({ taken: 2 });
    const { forecast, forecastTomorrow } = await reviewCampaign(id);
    expect(forecast).toMatchObject({ waitsFor: "daily_cap", today: 2 });
    expect(forecast.parts.map(({ count }) => count)).toEqual([2, 1]);
    expect(forecastTomorrow).toMatchObject({ waitsFor: undefined });
  });
});
