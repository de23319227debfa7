import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, properties, subscriptions, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { getCampaign } from "@/lib/campaigns";
import { sampleLetter } from "@/lib/domain/template-samples";
import { countDraftAudience } from "@/lib/draft-audience";
import { listPreviewContacts, previewDraft } from "@/lib/draft-preview";
import {
  createContact,
  createDraft,
  createTopic,
  finishSetup,
} from "@/tests/support/campaign-factory";

let topicId: number;

beforeEach(async () => {
  for (const table of [campaigns, subscriptions, contacts, properties, topics]) {
    await db.delete(table);
  }
  await finishSetup();
  await db.insert(properties).values({ key: "grade", label: "등급", type: "text" });
  topicId = await createTopic();
});

async function createLetter(subject: string) {
  const content = { ...sampleLetter(), body: "{{ grade }} 회원님께" };
  const { id } = await createDraft({ topicId, templateKey: "letter", content, subject });
  return getCampaign(id);
}

test("a preview shows the mail with the contact's own values and the label of an advertisement", async () => {
  const campaign = await createLetter("{{ name }}님께");
  const contactId = await createContact({ name: "박서준", properties: { grade: "VIP" } });
  const preview = await previewDraft(campaign, { contactId });
  expect(preview.mail?.subject).toBe("(광고) 박서준님께");
  expect(preview.mail?.text).toContain("VIP 회원님께");
  expect(preview.missing).toEqual([]);
});

test("whoever lacks a value is said to miss it; the sample misses nothing", async () => {
  const campaign = await createLetter("소식");
  const contactId = await createContact();
  expect((await previewDraft(campaign, { contactId })).missing).toEqual(["grade"]);
  expect((await previewDraft(campaign, { contactId: undefined })).missing).toEqual([]);
});

test("content that does not compile has problems instead of a mail", async () => {
  const campaign = await createLetter("{{ nmae }}");
  const preview = await previewDraft(campaign, { contactId: undefined });
  expect(preview.mail).toBeUndefined();
  expect(preview.problems).toMatchObject([
    { field: "subject", code: "unknown_field", params: { nearest: "name" } },
  ]);
});

test("contacts to look at begin with those whose values are missing, and are found by name or address", async () => {
  const { id } = await createLetter("소식");
  const lacking = await createContact({ topicId, topic: "subscribed", name: "최빈칸" });
  const getting = await createContact({
    topicId,
    topic: "subscribed",
    name: "김다온",
    email: "daon@reader.test",
    properties: { grade: "VIP" },
  });
  const offered = await listPreviewContacts(id, { q: "" });
  expect(offered.map((contact) => [contact.id, contact.missing])).toEqual([
    [lacking, ["grade"]],
    [getting, []],
  ]);
  const find = async (q: string) => (await listPreviewContacts(id, { q })).map((one) => one.id);
  expect(await find("다온")).toEqual([getting]);
  expect(await find("DAON@")).toEqual([getting]);
  expect(await find("100%")).toEqual([]);
});

test("the live numbers of a draft are the review's: missing values are left out too", async () => {
  const { id } = await createLetter("소식");
  await createContact({ topicId, topic: "subscribed", properties: { grade: "VIP" } });
  await createContact({ topicId, topic: "subscribed" });
  await createContact({ topicId, topic: "unsubscribed" });
  expect(await countDraftAudience(id)).toMatchObject({
    audience: 3,
    willGet: 1,
    skipped: [
      { reason: "topic_off", count: 1 },
      { reason: "missing_value", count: 1 },
    ],
  });
});
