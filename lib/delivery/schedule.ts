import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { senders } from "@/db/schema/organization";
import { getContent } from "@/lib/content/store";
import { defineAudience } from "@/lib/delivery/audience";
import { countAudience } from "@/lib/delivery/funnel";
import { forecastDraft } from "@/lib/delivery/forecast";
import { launchCampaign } from "@/lib/delivery/launch";
import type { ScheduleQuestion } from "@/lib/domain/campaign-status";
import { domainOf } from "@/lib/domain/identity-name";
import { log } from "@/lib/log";

/** A schedule missed by more than this asks a person instead of sending. */
const missedAfterMs = 30 * 60_000;
/** So does an audience that grew by more than this since the review. */
const growthLimit = 1.2;

/** Called by the tick: launches what is due. Several ticks at once launch each campaign once. */
export async function launchDueCampaigns(): Promise<void> {
  for (const campaign of await listDueCampaigns()) {
    try {
      await launchDue(campaign);
    } catch (error) {
      // The others and everything under way go on; the next tick tries this one again.
      log.error({ campaign: campaign.id, error }, "a schedule could not fire");
    }
  }
}

async function launchDue(campaign: DueCampaign): Promise<void> {
  const sameVersion = eq(campaigns.scheduleVersion, campaign.scheduleVersion);
  const reason = await whyToAsk(campaign);
  if (reason === undefined) {
    const result = await launchCampaign(campaign.id, {
      userId: campaign.confirmedBy,
      condition: sameVersion,
    });
    log.info({ campaign: campaign.id, ...result }, "schedule fired");
  } else {
    await db
      .update(campaigns)
      .set({ pausedReason: reason })
      .where(and(eq(campaigns.id, campaign.id), eq(campaigns.status, "scheduled"), sameVersion));
    log.warn({ campaign: campaign.id, reason }, "schedule waits for a person");
  }
}

async function listDueCampaigns() {
  return await db
    .select({
      id: campaigns.id,
      kind: campaigns.kind,
      topicId: campaigns.topicId,
      segmentIds: campaigns.segmentIds,
      excludedSegmentIds: campaigns.excludedSegmentIds,
      contentHash: campaigns.contentHash,
      scheduleVersion: campaigns.scheduleVersion,
      scheduledFor: campaigns.scheduledFor,
      reviewedCount: campaigns.reviewedCount,
      confirmedBy: campaigns.confirmedBy,
      spreadOverDays: campaigns.spreadOverDays,
      fromEmail: senders.email,
    })
    .from(campaigns)
    .leftJoin(senders, eq(senders.id, campaigns.senderId))
    .where(
      and(
        eq(campaigns.status, "scheduled"),
        sql`${campaigns.pausedReason} is null`,
        sql`${campaigns.scheduledFor} <= now()`,
      ),
    );
}

type DueCampaign = Awaited<ReturnType<typeof listDueCampaigns>>[number];

async function whyToAsk(campaign: DueCampaign): Promise<ScheduleQuestion | undefined> {
  if (campaign.scheduledFor === null || campaign.contentHash === null) return undefined;
  if (Date.now() - campaign.scheduledFor.getTime() > missedAfterMs) return "missed";
  if (campaign.reviewedCount === null) return undefined;
  const { requiredFields } = await getContent(campaign.contentHash);
  const { willGet } = await countAudience(await defineAudience(campaign, { requiredFields }));
  if (willGet > Math.max(campaign.reviewedCount * growthLimit, campaign.reviewedCount + 10)) {
    return "audience_grew";
  }
  if (campaign.spreadOverDays) return undefined;
  const { kind, fromEmail } = campaign;
  const domain = fromEmail === null ? "" : domainOf(fromEmail);
  const { waitsFor } = await forecastDraft({ count: willGet, kind, domain, startsAt: new Date() });
  return waitsFor === undefined ? undefined : "over_limit";
}
