import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db";
import { topics } from "@/db/schema/audience";
import { defineAudience } from "@/lib/delivery/audience";
import { countAudience } from "@/lib/delivery/funnel";
import { unsubscribeFromTopic } from "@/lib/subscriptions";
import { createContact } from "@/tests/support/campaign-factory";
import { drain, liftRate } from "@/tests/support/engine";
import { confirmedCampaign, listRows } from "@/tests/support/launched-campaign";
import { launchCampaign } from "@/lib/delivery/launch";

type Kind = "marketing" | "information";

/** A topic with one who said yes, one who refused, and one who never answered. */
async function threePeople(kind: Kind, { includesUnanswered }: { includesUnanswered: boolean }) {
  const campaign = await confirmedCampaign({ count: 1, values: { kind } });
  const { topicId } = campaign;
  await db.update(topics).set({ includesUnanswered }).where(eq(topics.id, topicId));
  const evidence = { source: "manual" } as const;
  const refused = await createContact();
  await unsubscribeFromTopic({ contactId: refused, topicId, evidence });
  const silent = await createContact();
  return { ...campaign, refused, silent };
}

async function skips(topicId: number, kind: Kind) {
  const definition = { kind, topicId, segmentIds: [], excludedSegmentIds: [] };
  return countAudience(await defineAudience(definition, { requiredFields: [] }));
}

describe("who never answered", () => {
  test("gets information mails of a topic that says so, and only those", async () => {
    const { topicId } = await threePeople("information", { includesUnanswered: true });
    const information = await skips(topicId, "information");
    // Everybody in the database is meant, not only those of the topic: the two here are among them.
    expect(information.skipped).toMatchObject({ topic_off: 1, no_consent: 0 });
    expect(information.willGet).toBe(information.total - 1);
    expect(await skips(topicId, "marketing")).toMatchObject({
      total: 2,
      willGet: 1,
      skipped: { topic_off: 1, no_consent: 0 },
    });
  });

  test("gets nothing of a topic that does not", async () => {
    const { topicId } = await threePeople("information", { includesUnanswered: false });
    expect(await skips(topicId, "information")).toMatchObject({ total: 2, willGet: 1 });
  });

  test("is really mailed, and one who refuses meanwhile is not", async () => {
    await liftRate();
    const { id, topicId, silent, refused } = await threePeople("information", {
      includesUnanswered: true,
    });
    const late = await createContact();
    const launched = await launchCampaign(id, { userId: null });
    expect(launched.ok).toBe(true);
    await unsubscribeFromTopic({ contactId: late, topicId, evidence: { source: "one_click" } });
    await drain("send");
    const rows = new Map((await listRows(id)).map((row) => [row.contactId, row]));
    expect(rows.get(silent)).toMatchObject({ status: "sent" });
    expect(rows.get(refused)).toMatchObject({ status: "skipped", skipReason: "topic_off" });
    expect(rows.get(late)).toMatchObject({ status: "skipped", skipReason: "topic_off" });
  });
});
