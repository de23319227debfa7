import { desc, eq } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";

/** What was sent to a contact, newest first. */
export async function listContactMails(contactId: number, { limit }: { limit: number }) {
  return db
    .select({
      campaignId: recipients.campaignId,
      recipientId: recipients.id,
      campaignName: campaigns.name,
      kind: recipients.kind,
      status: recipients.status,
      createdAt: recipients.createdAt,
      sentAt: recipients.sentAt,
      deliveredAt: recipients.deliveredAt,
      openedAt: recipients.openedAt,
      clickedAt: recipients.clickedAt,
      bouncedAt: recipients.bouncedAt,
      complainedAt: recipients.complainedAt,
    })
    .from(recipients)
    .innerJoin(campaigns, eq(campaigns.id, recipients.campaignId))
    .where(eq(recipients.contactId, contactId))
    .orderBy(desc(recipients.createdAt), desc(recipients.id))
    .limit(limit);
}
