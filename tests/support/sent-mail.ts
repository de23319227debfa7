import { and, eq } from "drizzle-orm";
import { db } from "@/db";
import { consents, contacts, subscriptions, suppressions, topics } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { emailEvents, recipients } from "@/db/schema/recipients";
import { storeContent } from "@/lib/content/store";
import type { CompiledContent } from "@/lib/domain/compiled-content";
import { signLinkTokens, type LinkPurpose } from "@/lib/domain/link-token";
import { subscribe } from "@/lib/subscriptions";

const secret = process.env["APP_SECRET"] ?? "";
const compiled: CompiledContent = {
  v: 1,
  locale: "ko",
  subject: { chunks: ["Hello"], slots: [] },
  html: {
    chunks: ["<p>", "</p><a href='", "'>go</a>"],
    slots: [
      { kind: "merge", liquid: "{{ name | fallback: '고객' }}", escape: "html" },
      { kind: "link", n: 0 },
    ],
  },
  text: { chunks: ["Hello"], slots: [] },
  links: [
    "https://shop.example/sale?a=1",
    "https://shop.example/{{ name }}",
    "javascript:alert(1)",
  ],
  fields: ["name"],
  requiredFields: [],
};

let n = 0;
export type SentMail = Awaited<ReturnType<typeof sendMail>>;

/** A contact of two topics who got a campaign about the first. */
export async function sendMail({ locale = null as string | null, hasTopic = true } = {}) {
  n += 1;
  const email = `kim${n}@example.com`;
  const topicRows = await db
    .insert(topics)
    .values([
      { brandId: 1, name: `News ${n}` },
      { brandId: 1, name: `Sale ${n}` },
      { brandId: 1, name: `Secret ${n}`, isPublic: false },
    ])
    .returning();
  const [news = 0, sale = 0, hidden = 0] = topicRows.map((row) => row.id);
  const [contact] = await db
    .insert(contacts)
    .values({ email, emailNormalized: email, locale, name: "김민준" })
    .returning();
  const contactId = contact?.id ?? 0;
  await subscribe({ contactId, topicIds: [news, sale], evidence: { source: "manual" } });
  await db.delete(consents).where(eq(consents.contactId, contactId));
  const topicId = hasTopic ? news : null;
  const contentHash = await storeContent(compiled);
  const [campaign] = await db
    .insert(campaigns)
    .values({ brandId: 1, topicId, contentHash, status: "sending" })
    .returning();
  const campaignId = campaign?.id ?? 0;
  const [recipient] = await db
    .insert(recipients)
    .values({
      campaignId,
      contactId,
      email,
      emailNormalized: email,
      kind: "marketing",
      mergeData: { name: "김민준" },
    })
    .returning();
  const target = { campaignId, recipientId: recipient?.id ?? 0, contactId, topicId };
  const token = (purpose: LinkPurpose) => signLinkTokens(target, secret)[purpose];
  return { n, ...target, email, news, sale, hidden, token };
}

/** A request to the dashboard's host. */
export function request(path: string, init: RequestInit = {}) {
  return new Request(`http://localhost:3000${path}`, init);
}

/** All that a public link may change. */
export async function stateOf({ contactId, email, campaignId, recipientId }: SentMail) {
  const subscribed = await db
    .select({ topicId: subscriptions.topicId })
    .from(subscriptions)
    .where(and(eq(subscriptions.contactId, contactId), eq(subscriptions.status, "subscribed")));
  const [recipient] = await db
    .select()
    .from(recipients)
    .where(and(eq(recipients.campaignId, campaignId), eq(recipients.id, recipientId)));
  const events = await db
    .select({ type: emailEvents.type, payload: emailEvents.payload })
    .from(emailEvents)
    .where(eq(emailEvents.campaignId, campaignId));
  return {
    subscribed: subscribed.map((row) => row.topicId).toSorted((a, b) => a - b),
    isSuppressed: (await db.$count(suppressions, eq(suppressions.emailNormalized, email))) > 0,
    consents: await db.select().from(consents).where(eq(consents.emailNormalized, email)),
    recipient,
    events,
  };
}
