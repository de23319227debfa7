import { eq } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import { storeContent } from "@/lib/content/store";
import { launchCampaign } from "@/lib/delivery/launch";
import type { CompiledContent } from "@/lib/domain/compiled-content";
import { findReport } from "@/lib/reports/report";
import { createContact, createDraft, createSender, createTopic } from "./campaign-factory";

/** A small mail with a name, a tracked link and a way out. */
export function smallContent(overrides: Partial<CompiledContent> = {}): CompiledContent {
  return {
    v: 1,
    locale: "ko",
    subject: {
      chunks: ["(광고) ", "님께"],
      slots: [{ kind: "merge", liquid: '{{ name | fallback: "고객" }}', escape: "text" }],
    },
    html: {
      chunks: ["<p>", '</p><a href="', '">보기</a><a href="', '">수신거부</a>'],
      slots: [
        { kind: "merge", liquid: '{{ name | fallback: "고객" }}', escape: "html" },
        { kind: "link", n: 0 },
        { kind: "url", name: "unsubscribe" },
      ],
    },
    text: { chunks: ["안녕하세요"], slots: [] },
    links: ["https://shop.test/"],
    fields: ["name"],
    requiredFields: [],
    ...overrides,
  };
}

/** `count` subscribed contacts and a confirmed draft to them. */
export async function confirmedCampaign({
  count = 0,
  content = smallContent(),
  values = {},
}: {
  count?: number;
  content?: CompiledContent;
  values?: Partial<typeof campaigns.$inferInsert>;
} = {}): Promise<{ id: number; topicId: number; contactIds: number[] }> {
  const topicId = await createTopic();
  const senderId = await createSender({ email: `shop-${topicId}@shop.test` });
  const contactIds: number[] = [];
  for (let i = 0; i < count; i += 1) {
    contactIds.push(
      await createContact({
        email: `reader-${topicId}-${i}@reader.test`,
        name: `손님${i}`,
        topicId,
        topic: "subscribed",
      }),
    );
  }
  const contentHash = await storeContent(content);
  const { id } = await createDraft({ topicId, senderId, contentHash, ...values });
  return { id, topicId, contactIds };
}

export async function launchedCampaign(options: Parameters<typeof confirmedCampaign>[0] = {}) {
  const campaign = await confirmedCampaign(options);
  const launched = await launchCampaign(campaign.id, { userId: null });
  if (!launched.ok) throw new Error(`The campaign did not launch: ${launched.reason}`);
  return campaign;
}

export async function listRows(campaignId: number) {
  return await db.select().from(recipients).where(eq(recipients.campaignId, campaignId));
}

export async function getStatus(campaignId: number) {
  const [row] = await db
    .select({ status: campaigns.status, pausedReason: campaigns.pausedReason })
    .from(campaigns)
    .where(eq(campaigns.id, campaignId));
  return row;
}

/** The ledger, after checking that it adds up. */
export async function readLedger(campaignId: number) {
  const { ledger, reported } = await findReport(campaignId);
  const sum = Object.values(ledger.byStatus).reduce((total, n) => total + n, 0);
  if (sum !== ledger.audience) throw new Error(`${sum} recipients, but ${ledger.audience} planned`);
  return { ...ledger, reported };
}
