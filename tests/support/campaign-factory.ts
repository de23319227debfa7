import { db } from "@/db";
import {
  contacts,
  segments,
  type SubscriptionStatus,
  subscriptions,
  suppressions,
  type SuppressionReason,
  topics,
} from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { identities, organization, senders } from "@/db/schema/organization";

/** The brand that the first migration makes. */
const brandId = 1;

export async function createTopic(name = "소식"): Promise<number> {
  const [topic] = await db.insert(topics).values({ brandId, name }).returning({ id: topics.id });
  return must(topic).id;
}

export async function createSender({
  email = "shop@shop.test",
  isDefault = false,
  verified = true,
}: { email?: string; isDefault?: boolean; verified?: boolean } = {}): Promise<number> {
  const [sender] = await db
    .insert(senders)
    .values({ brandId, name: "고운가게", email, isDefault })
    .returning({ id: senders.id });
  const domain = email.slice(email.indexOf("@") + 1);
  await db
    .insert(identities)
    .values({ name: domain, type: "domain", verified })
    .onConflictDoNothing();
  return must(sender).id;
}

/** An organisation that may send: name, postal address and phone are filled in. */
export async function finishSetup(): Promise<void> {
  await db.update(organization).set({
    name: "고운가게",
    postalAddress: "서울시 중구 세종대로 110",
    phone: "02-120-0000",
    setupFinishedAt: new Date(),
  });
}

let made = 0;

/** A contact; `topic` subscribes or unsubscribes, `suppressed` adds a suppression. */
export async function createContact({
  email = `person-${++made}@reader.test`,
  name = "김하나",
  topicId,
  topic,
  suppressed,
  properties = {},
}: {
  email?: string;
  name?: string;
  topicId?: number;
  topic?: SubscriptionStatus;
  suppressed?: SuppressionReason;
  properties?: Record<string, string | number | boolean | null>;
} = {}): Promise<number> {
  const [contact] = await db
    .insert(contacts)
    .values({ email, emailNormalized: email.toLowerCase(), name, properties })
    .returning({ id: contacts.id });
  const { id } = must(contact);
  if (topicId !== undefined && topic) {
    await db.insert(subscriptions).values({ contactId: id, topicId, status: topic });
  }
  if (suppressed) {
    await db
      .insert(suppressions)
      .values({ emailNormalized: email.toLowerCase(), reason: suppressed, source: "test" });
  }
  return id;
}

export async function createSegment(name: string, rule: unknown): Promise<number> {
  const [segment] = await db.insert(segments).values({ name, rule }).returning({ id: segments.id });
  return must(segment).id;
}

export async function createDraft(
  values: Partial<typeof campaigns.$inferInsert> = {},
): Promise<{ id: number; revision: number }> {
  const [draft] = await db
    .insert(campaigns)
    .values({
      brandId,
      name: "가을 할인",
      subject: "가을 할인을 시작해요",
      previewText: "일요일 밤까지예요.",
      ...values,
    })
    .returning({ id: campaigns.id, revision: campaigns.revision });
  return must(draft);
}

function must<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error("The insert returned no row.");
  return row;
}
