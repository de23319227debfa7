import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { senders } from "@/db/schema/organization";
import { recordAudit } from "@/lib/audit";
import { enqueueControl } from "@/lib/aws/sqs";
import { getContent } from "@/lib/content/store";
import { defineAudience } from "@/lib/delivery/audience";
import { dispatchCampaign } from "@/lib/delivery/dispatch";
import { planChunk } from "@/lib/delivery/plan";
import { campaignCan } from "@/lib/domain/campaign-status";
import { log } from "@/lib/log";

export type LaunchResult =
  | { ok: true }
  | { ok: false; reason: "wrong_status" | "not_confirmed" | "no_sender" };

/** Contact ids looked at while the person waits; the rest is asked of the control queue. */
const firstChunk = 5_000;

/**
 * Starts sending a confirmed campaign: freezes sender, rules, time and the largest contact id,
 * plans the first recipients and pushes their wake-ups, so that mails leave within seconds at any
 * size. Safe to call twice: the second call finds another state.
 */
export async function launchCampaign(
  id: number,
  { userId, condition }: { userId: number | null; condition?: SQL },
): Promise<LaunchResult> {
  const frozen = await freezeCampaign(id, condition);
  if (!frozen.ok) return frozen;
  await recordAudit({ userId, action: "campaign.launch", subject: `campaign:${id}` });
  await startFanout(id);
  return { ok: true };
}

/**
 * The campaign is launched already: whatever fails from here on costs only latency, because the
 * tick finds a fan-out that stands still and rows without a wake-up.
 */
async function startFanout(id: number): Promise<void> {
  try {
    const step = await planChunk(id, firstChunk);
    if (step === "more") await enqueueControl({ v: 1, type: "plan", campaignId: id });
    // The next chunk is planned here while the first wake-ups leave: who takes the message may have to
    // start first. Two planners take turns.
    await Promise.all([dispatchCampaign(id), step === "more" && planChunk(id)]);
  } catch (error) {
    log.error({ campaign: id, error }, "the start of a fan-out is left to the tick");
  }
}

async function freezeCampaign(id: number, condition: SQL | undefined): Promise<LaunchResult> {
  const campaign = await readDraft(id);
  if (!campaign) return { ok: false, reason: "wrong_status" };
  if (campaign.contentHash === null) return { ok: false, reason: "not_confirmed" };
  if (campaign.fromEmail === null) return { ok: false, reason: "no_sender" };
  const { fields, requiredFields } = await getContent(campaign.contentHash);
  const { include, exclude } = await defineAudience(campaign, { requiredFields });
  const launched = await db
    .update(campaigns)
    .set({
      status: "launching",
      startedAt: sql`now()`,
      fromName: campaign.fromName,
      fromEmail: campaign.fromEmail,
      launchedReplyTo: campaign.replyTo ?? campaign.senderReplyTo,
      audienceRule: { include, exclude },
      mergeFields: fields,
      requiredFields,
      asOf: sql`now()`,
      maxContactId: sql`(select coalesce(max(id), 0) from contacts)`,
      fanoutAdvancedAt: sql`now()`,
      pausedReason: null,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(campaigns.id, id),
        inArray(campaigns.status, [...campaignCan.launch]),
        eq(campaigns.contentHash, campaign.contentHash),
        // What was read above is what is frozen: an edit in between makes this a no-op.
        eq(campaigns.revision, campaign.revision),
        condition,
      ),
    )
    .returning({ id: campaigns.id });
  return launched.length > 0 ? { ok: true } : { ok: false, reason: "wrong_status" };
}

async function readDraft(id: number) {
  const [campaign] = await db
    .select({
      kind: campaigns.kind,
      topicId: campaigns.topicId,
      segmentIds: campaigns.segmentIds,
      excludedSegmentIds: campaigns.excludedSegmentIds,
      contentHash: campaigns.contentHash,
      revision: campaigns.revision,
      replyTo: campaigns.replyTo,
      fromName: senders.name,
      fromEmail: senders.email,
      senderReplyTo: senders.replyTo,
    })
    .from(campaigns)
    .leftJoin(senders, eq(senders.id, campaigns.senderId))
    .where(eq(campaigns.id, id));
  return campaign;
}
