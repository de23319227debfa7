import { eq, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { compileSystemMail, type SystemMail } from "@/lib/content/system";
import { storeContent } from "@/lib/content/store";
import { addRecipients, wakeUp } from "@/lib/delivery/direct";
import { env } from "@/lib/env";
import { getOrganization } from "@/lib/organization";

/**
 * Sends a mail of the system itself through the same ledger and engine as every campaign. Its
 * campaign row collects one message type, language and month, so that history can be archived by
 * range. Returns once the row is committed; the mail leaves within seconds.
 */
export async function sendTransactional(mail: {
  messageType: SystemMail;
  locale: "ko" | "en";
  to: { email: string; name?: string };
  data: Record<string, string>;
}): Promise<{ campaignId: number; recipientId: number }> {
  const organization = await getOrganization();
  const compiled = await compileSystemMail(mail.messageType, {
    locale: mail.locale,
    organization,
  });
  const contentHash = await storeContent(compiled);
  const month = new Date().toISOString().slice(0, 7);
  const messageType = `system:${mail.messageType}/${mail.locale}/${month}/${contentHash.slice(0, 8)}`;
  const sent = await db.transaction(async (tx) => {
    const campaignId = await collectingCampaign(tx, {
      messageType,
      contentHash,
      fields: compiled.fields,
      fromName: organization.name,
    });
    const [recipientId] = await addRecipients(
      { id: campaignId, kind: "transactional" },
      [{ ...mail.to, data: mail.data }],
      tx,
    );
    if (recipientId === undefined) throw new Error("The recipient row could not be made.");
    return { campaignId, recipientId };
  });
  await wakeUp(sent.campaignId);
  return sent;
}

/**
 * The campaign row that collects one message type. Looked for before it is inserted: an insert that
 * meets the row would spend a campaign id on every mail, and partitions are ranges of these.
 */
async function collectingCampaign(
  tx: Database,
  mail: { messageType: string; contentHash: string; fields: string[]; fromName: string },
): Promise<number> {
  const [found] = await tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(eq(campaigns.messageType, mail.messageType));
  if (found) return found.id;
  const [added] = await tx
    .insert(campaigns)
    .values({
      brandId: sql`(select min(id) from brands)`,
      kind: "transactional",
      messageType: mail.messageType,
      name: mail.messageType,
      status: "sending",
      inDoubtPolicy: "resend",
      contentHash: mail.contentHash,
      mergeFields: mail.fields,
      fromName: mail.fromName || "Letterpress",
      fromEmail: env.SYSTEM_SENDER,
      startedAt: sql`now()`,
      fanoutFinishedAt: sql`now()`,
    })
    .onConflictDoUpdate({
      target: campaigns.messageType,
      targetWhere: sql`${campaigns.messageType} is not null`,
      set: { updatedAt: sql`now()` },
    })
    .returning({ id: campaigns.id });
  if (!added) throw new Error("The transactional campaign row could not be made.");
  return added.id;
}
