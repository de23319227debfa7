import { and, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { db } from "@/db";
import { type CampaignStatus, campaigns } from "@/db/schema/campaigns";
import { recordAudit } from "@/lib/audit";
import { cancelQueued } from "@/lib/delivery/cancel";
import { dispatchCampaign } from "@/lib/delivery/dispatch";
import { raiseBars } from "@/lib/delivery/sending-health";
import { campaignCan, type CampaignVerb } from "@/lib/domain/campaign-status";
import { log } from "@/lib/log";

export type LifecycleResult =
  | { ok: true }
  | { ok: false; reason: "wrong_status" | "in_the_past" | "not_confirmed" };

type Actor = { userId: number };

/** One conditional UPDATE; two people pressing at once cannot both win. */
async function move(
  id: number,
  verb: CampaignVerb,
  change: PgUpdateSetSource<typeof campaigns>,
  condition?: SQL,
): Promise<boolean> {
  const from: readonly CampaignStatus[] = campaignCan[verb];
  const moved = await db
    .update(campaigns)
    .set({ ...change, updatedAt: sql`now()` })
    .where(
      and(
        eq(campaigns.id, id),
        inArray(campaigns.status, [...from]),
        // The mails of the system itself are nobody's to stop: somebody has to be able to sign in.
        ne(campaigns.kind, "transactional"),
        condition,
      ),
    )
    .returning({ id: campaigns.id });
  return moved.length > 0;
}

const wrongStatus = { ok: false, reason: "wrong_status" } as const;

/** Nothing more is claimed after this commits; calls already under way finish. */
export async function pauseCampaign(id: number, { userId }: Actor): Promise<LifecycleResult> {
  const paused = await move(id, "pause", {
    status: "paused",
    pausedFrom: sql`${campaigns.status}`,
    pausedReason: null,
  });
  if (!paused) return wrongStatus;
  await recordAudit({ userId, action: "campaign.pause", subject: `campaign:${id}` });
  return { ok: true };
}

/**
 * Goes on with exactly those left: their rows never left the queue state. With `stoppedBy`, only if
 * that is still why it is paused.
 */
export async function resumeCampaign(
  id: number,
  { userId, stoppedBy }: Actor & { stoppedBy?: string },
): Promise<LifecycleResult> {
  await raiseBars(id);
  const resumed = await move(
    id,
    "resume",
    {
      status: sql`coalesce(${campaigns.pausedFrom}, 'sending')`,
      pausedFrom: null,
      pausedReason: null,
    },
    stoppedBy === undefined ? undefined : eq(campaigns.pausedReason, stoppedBy),
  );
  if (!resumed) return wrongStatus;
  await recordAudit({ userId, action: "campaign.resume", subject: `campaign:${id}` });
  // Wake-ups that were consumed while it paused were given back; the others are still on the queue.
  await dispatchCampaign(id);
  return { ok: true };
}

/** What is queued becomes canceled; what was sent stays sent. A scheduled one is canceled whole. */
export async function cancelCampaign(id: number, { userId }: Actor): Promise<LifecycleResult> {
  const canceled = await move(id, "cancel", {
    status: "canceled",
    scheduleVersion: sql`${campaigns.scheduleVersion} + 1`,
    finishedAt: sql`now()`,
    fanoutFinishedAt: sql`coalesce(${campaigns.fanoutFinishedAt}, now())`,
  });
  if (!canceled) return wrongStatus;
  await recordAudit({ userId, action: "campaign.cancel", subject: `campaign:${id}` });
  await cancelQueued(id);
  return { ok: true };
}

/** `at` is the instant; `timeZone` the IANA name the person chose it in. */
export async function scheduleCampaign(
  id: number,
  { at, timeZone, userId }: { at: Date; timeZone: string; userId: number },
): Promise<LifecycleResult> {
  if (at.getTime() <= Date.now()) return { ok: false, reason: "in_the_past" };
  const scheduled = await move(
    id,
    "schedule",
    {
      status: "scheduled",
      scheduledFor: at,
      timeZone,
      scheduleVersion: sql`${campaigns.scheduleVersion} + 1`,
      pausedReason: null,
    },
    sql`${campaigns.contentHash} is not null`,
  );
  if (!scheduled) return wrongStatus;
  await recordAudit({
    userId,
    action: "campaign.schedule",
    subject: `campaign:${id}`,
    details: { at: at.toISOString(), timeZone },
  });
  return { ok: true };
}

/** Back to a draft that can be edited; the old firing finds a newer version and does nothing. */
export async function unscheduleCampaign(id: number, { userId }: Actor): Promise<LifecycleResult> {
  const unscheduled = await move(id, "unschedule", {
    status: "draft",
    scheduledFor: null,
    scheduleVersion: sql`${campaigns.scheduleVersion} + 1`,
    pausedReason: null,
    contentHash: null,
    confirmedAt: null,
    confirmedBy: null,
  });
  if (!unscheduled) return wrongStatus;
  await recordAudit({ userId, action: "campaign.unschedule", subject: `campaign:${id}` });
  return { ok: true };
}

/** Every further mail of this campaign would be refused: stop and say why. */
export async function stopCampaign(id: number, reason: string): Promise<void> {
  const stopped = await move(id, "pause", {
    status: "paused",
    pausedFrom: sql`${campaigns.status}`,
    pausedReason: reason,
  });
  if (stopped) log.error({ campaign: id, reason }, "campaign stopped");
}

/** So many refused for good and nobody reached: the cause is not the recipients. */
const hopelessAfter = 20;

/** Stops a campaign that would fail one by one to its last recipient: those left are kept. */
export async function stopHopeless(id: number, reason: string): Promise<void> {
  const stopped = await move(
    id,
    "pause",
    { status: "paused", pausedFrom: sql`${campaigns.status}`, pausedReason: reason },
    sql`not exists (select 1 from recipients r
        where r.campaign_id = ${id}::bigint and r.status = 'sent')
      and (select count(*) from (select 1 from recipients r
        where r.campaign_id = ${id}::bigint and r.status = 'failed' limit ${hopelessAfter}::int) f)
        = ${hopelessAfter}::int`,
  );
  if (stopped) log.error({ campaign: id, reason }, "campaign stopped: every mail was refused");
}

/** SES refuses the whole account: stop every campaign. Sign-in mails keep trying. */
export async function stopAllCampaigns(reason: string): Promise<void> {
  const stopped = await db
    .update(campaigns)
    .set({ status: "paused", pausedFrom: sql`${campaigns.status}`, pausedReason: reason })
    .where(
      and(
        inArray(campaigns.status, [...campaignCan.pause]),
        inArray(campaigns.kind, ["marketing", "information"]),
      ),
    )
    .returning({ id: campaigns.id });
  if (stopped.length > 0) log.error({ reason, campaigns: stopped.length }, "sending stopped");
}
