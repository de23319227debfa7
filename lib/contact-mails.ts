import { asc, eq, inArray } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import type { ArchivedEvent, ArchivedMail } from "@/lib/archive/find-mails";

/** One mail, whether its row is in the database or in a file. */
export type MailData = {
  campaign: string;
  subject: string;
  sentTo: string;
  addressedAs: string;
  status: string;
  skipReason: string | null;
  values: Record<string, unknown> | null;
  createdAt: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  openedAt: Date | null;
  openCount: number;
  clickedAt: Date | null;
  clickCount: number;
  bouncedAt: Date | null;
  bounceMessage: string | null;
  complainedAt: Date | null;
  unsubscribedAt: Date | null;
};

/** With the values that went into each mail: they are the person's data as well. */
export async function listMails(ids: number[]): Promise<MailData[]> {
  return db
    .select({
      campaign: campaigns.name,
      subject: campaigns.subject,
      sentTo: recipients.email,
      addressedAs: recipients.name,
      status: recipients.status,
      skipReason: recipients.skipReason,
      values: recipients.mergeData,
      createdAt: recipients.createdAt,
      sentAt: recipients.sentAt,
      deliveredAt: recipients.deliveredAt,
      openedAt: recipients.openedAt,
      openCount: recipients.openCount,
      clickedAt: recipients.clickedAt,
      clickCount: recipients.clickCount,
      bouncedAt: recipients.bouncedAt,
      bounceMessage: recipients.bounceMessage,
      complainedAt: recipients.complainedAt,
      unsubscribedAt: recipients.unsubscribedAt,
    })
    .from(recipients)
    .innerJoin(campaigns, eq(campaigns.id, recipients.campaignId))
    .where(inArray(recipients.contactId, ids))
    .orderBy(asc(recipients.createdAt), asc(recipients.campaignId));
}

/** The same out of a file. */
export function mailFromFile({ campaign, ...row }: ArchivedMail): MailData {
  return {
    campaign: campaign.name,
    subject: campaign.subject,
    sentTo: row.email,
    addressedAs: row.name,
    status: row.status,
    skipReason: row.skip_reason,
    values: row.merge_data,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    deliveredAt: row.delivered_at,
    openedAt: row.opened_at,
    openCount: row.open_count,
    clickedAt: row.clicked_at,
    clickCount: row.click_count,
    bouncedAt: row.bounced_at,
    bounceMessage: row.bounce_message,
    complainedAt: row.complained_at,
    unsubscribedAt: row.unsubscribed_at,
  };
}

/** What was reported of it, as an entry of the timeline. */
export function eventFromFile({
  type,
  occurred_at: at,
  recipient_id,
  payload,
  campaign,
}: ArchivedEvent) {
  return {
    at,
    kind: "event" as const,
    what: type,
    name: campaign.name || campaign.subject,
    campaignId: campaign.id,
    recipientId: recipient_id,
    importId: null,
    detail: payload.url,
  };
}
