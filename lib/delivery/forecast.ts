import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import { sendRates } from "@/db/schema/sending";
import { sesRegion } from "@/lib/aws/ses";
import { findRate } from "@/lib/delivery/rate";
import { listRecentSends } from "@/lib/delivery/recent-sends";
import { findToday, fromDomainSql, type Today } from "@/lib/delivery/sending-days";
import {
  type DomainState,
  type ForecastCampaign,
  forecastCampaigns,
  type ForecastLimits,
  type QuotaState,
  type SendForecast,
} from "@/lib/domain/send-forecast";
import { expectedCaps } from "@/lib/domain/warm-up";
import { weightOf } from "@/lib/domain/window-share";
import { findCounts } from "@/lib/reports/counts";
import { getSendingDomain, type SendingDomain } from "@/lib/sending-domains";

/** When each campaign that runs now will be over; a paused one has no forecast. */
export async function forecastRunning(): Promise<Map<number, SendForecast>> {
  const today = await findToday();
  const running = await listRunning(today);
  return forecastCampaigns(running, await readLimits(running, today));
}

export type DraftForecast = SendForecast & {
  perSecond: number;
  /** Share of the whole 24-hour quota; undefined when unlimited or unknown. */
  quotaShare: number | undefined;
};

/** When a campaign would be over that starts at a time beside those that run then. */
export async function forecastDraft(draft: {
  count: number;
  kind: CampaignKind;
  domain: string;
  startsAt: Date | "tomorrow";
}): Promise<DraftForecast> {
  const { count, kind, domain } = draft;
  const today = await findToday();
  const startsAt = draft.startsAt === "tomorrow" ? today.endsAt : draft.startsAt;
  const itself = { id: 0, left: count, weight: weightOf(kind), domain, startsAt };
  const all = [...(await listRunning(today)), itself];
  const limits = await readLimits(all, today);
  const forecast = forecastCampaigns(all, limits).get(0);
  if (!forecast) throw new Error("The forecast forgot the campaign it was asked for.");
  const quotaShare = limits.quota && count / limits.quota.perDay;
  return { ...forecast, perSecond: limits.perSecond, quotaShare };
}

type RunningRow = {
  id: string;
  kind: CampaignKind;
  domain: string | null;
  to_plan: number;
  placed: number;
};

type RunningCampaign = ForecastCampaign & {
  /** Of those left, with a place of today: the domain's count has them already. */
  placed: number;
};

async function listRunning({ day }: Today): Promise<RunningCampaign[]> {
  const { rows } = await db.execute<RunningRow>(sql`
    select c.id, c.kind, ${fromDomainSql} as domain,
      case when c.fanout_finished_at is null
        then greatest(0, coalesce(c.reviewed_count, 0) - c.audience_count) else 0 end as to_plan,
      case when exists (select 1 from sending_domains d where d.domain = ${fromDomainSql})
        then (select count(*)::int from recipients r where r.campaign_id = c.id
          and r.status = 'queued' and r.enqueued_at is not null and r.send_day = ${day}::date)
        else 0 end as placed
    from campaigns c
    where c.status in ('launching', 'sending') and c.kind in ('marketing', 'information')`);
  return await Promise.all(
    rows.map(async (row) => {
      const id = Number(row.id);
      const counts = await findCounts(id);
      return {
        id,
        left: (counts ? counts.queued + counts.sending : 0) + row.to_plan,
        weight: weightOf(row.kind),
        domain: row.domain ?? "",
        placed: row.placed,
      };
    }),
  );
}

async function readLimits(
  campaigns: (ForecastCampaign & { placed?: number })[],
  { endsAt }: Today,
): Promise<ForecastLimits> {
  const { perSecond, quota } = await readRate();
  const left = campaigns.reduce((sum, campaign) => sum + campaign.left, 0);
  // When the quota frees matters only to who has to wait for it.
  if (quota && quota.left < left) quota.sent = await listRecentSends();
  const domains = new Map<string, DomainState>();
  for (const domain of new Set(campaigns.map((campaign) => campaign.domain))) {
    const state = stateOf(await getSendingDomain(domain));
    const placed = campaigns
      .filter((campaign) => campaign.domain === domain)
      .reduce((sum, campaign) => sum + (campaign.placed ?? 0), 0);
    if (state) domains.set(domain, { ...state, left: state.left + placed });
  }
  return { now: new Date(), perSecond, quota, domains, nextDayAt: endsAt };
}

/** SES's limits for campaigns: the reserve for mails of the system is not theirs. */
async function readRate(): Promise<{ perSecond: number; quota: QuotaState | undefined }> {
  const perSecond = await findRate();
  const [row] = await db
    .select({
      perDay: sendRates.campaignQuota,
      used: sql<number>`${sendRates.quotaUsed} + ${sendRates.reservedSincePoll}`,
    })
    .from(sendRates)
    .where(eq(sendRates.region, await sesRegion()));
  if (!row || row.perDay <= 0) return { perSecond, quota: undefined };
  return { perSecond, quota: { perDay: row.perDay, left: row.perDay - row.used, sent: [] } };
}

const daysAhead = 100;

function stateOf({ today, taken, warmUp, dailyCap }: SendingDomain): DomainState | undefined {
  if (!today) return undefined;
  const grown =
    warmUp && today.by === "warm_up"
      ? expectedCaps(warmUp, today.cap, daysAhead)
      : [dailyCap ?? Infinity];
  return {
    left: Math.max(0, today.cap - taken),
    nextDays: grown.map((cap) => Math.min(cap, dailyCap ?? Infinity)),
    by: today.by,
  };
}
