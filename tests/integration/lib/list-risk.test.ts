import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { mailDomains } from "@/db/schema/addresses";
import { contacts, subscriptions } from "@/db/schema/audience";
import { contactEngagement } from "@/db/schema/segments";
import { defineAudience } from "@/lib/delivery/audience";
import { reviewRisk } from "@/lib/list-risk";
import { createContact, createTopic } from "@/tests/support/campaign-factory";

beforeEach(async () => {
  for (const table of [subscriptions, contacts, mailDomains]) await db.delete(table);
});

async function riskOf(topicId: number, willGet: number) {
  const definition = await defineAudience(
    { kind: "marketing", topicId, segmentIds: [], excludedSegmentIds: [] },
    { requiredFields: [] },
  );
  return reviewRisk(definition, willGet);
}

test("counts only who would get the mail, each doubt by itself", async () => {
  const topicId = await createTopic();
  const topic = "subscribed" as const;
  await db.insert(mailDomains).values({ domain: "gone.kr", state: "no_mail" });
  await createContact({ email: "kim@gmial.com", topicId, topic });
  await createContact({ email: "lee@paran.com", topicId, topic });
  await createContact({ email: "info@gone.kr", topicId, topic });
  await createContact({ email: "off@gone.kr", topicId, topic: "unsubscribed" });
  await createContact({ email: "bad@gmial.com", topicId, topic, suppressed: "bounce" });
  const silent = await createContact({ email: "old@shop.kr", topicId, topic });
  const reader = await createContact({ email: "reader@shop.kr", topicId, topic });
  await db.execute(sql`update contacts set created_at = now() - interval '3 years'`);
  const longAgo = sql`now() - interval '2 years'`;
  await db.insert(contactEngagement).values([
    { contactId: silent, lastSentAt: sql`now()`, lastOpenedAt: longAgo },
    { contactId: reader, lastSentAt: sql`now()`, lastClickedAt: sql`now()` },
  ]);
  const risk = await riskOf(topicId, 5);
  expect(risk.looked).toBe(5);
  expect(risk.review).toMatchObject({
    typos: [{ domain: "gmial.com", meant: "gmail.com", count: 1 }],
    closed: [{ domain: "paran.com", count: 1 }],
    dead: [{ domain: "gone.kr", count: 1 }],
    role: 1,
  });
  expect(new Map(risk.reasons.map(({ reason, count }) => [reason, count]))).toEqual(
    new Map([
      ["no_mail", 1],
      ["closed", 1],
      ["typo", 1],
      ["never_mailed", 3],
      ["long_silent", 1],
      ["role", 1],
    ]),
  );
  expect(risk.level).toBe("high");
});

test("looks at a sample of a large list", async () => {
  const topicId = await createTopic();
  for (let n = 0; n < 20; n += 1) await createContact({ topicId, topic: "subscribed" });
  const risk = await riskOf(topicId, 100_000);
  expect(risk.looked).toBe(10);
});
