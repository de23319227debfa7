import { and, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import type { RecipientStatus, SkipReason } from "@/db/schema/recipients";
import { noneSkipped } from "@/lib/delivery/skip-reason";
import type { CampaignStats } from "@/lib/delivery/stats";
import { maskAddresses } from "@/lib/domain/mask";
import { countHealth, type HealthCounts } from "@/lib/domain/sending-health";
import { findArchivedReport } from "@/lib/archive/archived-report";
import { findCounts } from "@/lib/reports/counts";
import { remember } from "@/lib/reports/remember";

/** What we did with everybody: `audience` is the sum of all others, always. */
export type Ledger = {
  audience: number;
  byStatus: Record<RecipientStatus, number>;
  bySkipReason: Record<SkipReason, number>;
};

/**
 * What was reported about the sent ones. `sent = delivered + bounced + rejected + unreported`;
 * the rest overlaps freely (somebody who clicked was also delivered).
 */
export type Reported = {
  sent: number;
  delivered: number; // and not bounced afterwards
  bounced: number;
  bouncedPermanently: number;
  rejected: number;
  unreported: number;
  complained: number;
  unsubscribed: number;
  opened: number; // approximate: machines open too
  clicked: number;
};

export type Report = {
  ledger: Ledger;
  reported: Reported;
  /** SES accepted somebody more than once: evidence, never hidden. */
  duplicateAccepts: number;
  /** What its mails are judged by; undefined before the first count. */
  health: HealthCounts | undefined;
};

/** The numbers of a report agree with each other while mails leave: they come from one snapshot. */
export async function findReport(campaignId: number): Promise<Report> {
  const counts = await findCounts(campaignId);
  return {
    ledger: toLedger(counts),
    reported: toReported(counts),
    duplicateAccepts: counts?.duplicateAccepts ?? 0,
    health: counts && countHealth(counts),
  };
}

function toLedger(counts: CampaignStats | undefined): Ledger {
  return {
    audience: counts?.audience ?? 0,
    byStatus: {
      queued: counts?.queued ?? 0,
      sending: counts?.sending ?? 0,
      in_doubt: counts?.inDoubt ?? 0,
      sent: counts?.sent ?? 0,
      failed: counts?.failed ?? 0,
      skipped: counts?.skipped ?? 0,
      canceled: counts?.canceled ?? 0,
    },
    bySkipReason: { ...noneSkipped(), ...counts?.skipReasons },
  };
}

function toReported(counts: CampaignStats | undefined): Reported {
  const { sent = 0, delivered = 0, bounced = 0, rejected = 0 } = counts ?? {};
  return {
    sent,
    delivered,
    bounced,
    bouncedPermanently: counts?.bouncedPermanently ?? 0,
    rejected,
    unreported: sent - delivered - bounced - rejected,
    complained: counts?.complained ?? 0,
    unsubscribed: counts?.unsubscribed ?? 0,
    opened: counts?.opened ?? 0,
    clicked: counts?.clicked ?? 0,
  };
}

/** Reports come within minutes; what has not come in an hour is not worth asking for every moment. */
const reportsAreDueMs = 60 * 60_000;

/** Whether the numbers of a finished campaign may still change while somebody looks. */
export function awaitsReports(
  { finishedAt }: { finishedAt: Date | null },
  { unreported }: Pick<Reported, "unreported">,
  at = new Date(),
): boolean {
  if (unreported === 0 || finishedAt === null) return false;
  return at.getTime() - finishedAt.getTime() < reportsAreDueMs;
}

export type SendingProgress = {
  /** Recipients that still wait, are being sent or are in doubt. */
  left: number;
  /** Accepted by SES in the last 30 s, per second. */
  perSecond: number;
  /** When it will be over at this rate; undefined when nothing moves. */
  endsAt: Date | undefined;
};

const rateWindowSeconds = 30;

/** How fast it goes right now. */
export async function findProgress(campaignId: number, ledger: Ledger): Promise<SendingProgress> {
  const { rows } = await db.execute<{ n: number; seconds: number }>(sql`
    select count(*)::int as n,
      greatest(1, extract(epoch from now() - min(sent_at)))::float8 as seconds
    from recipients where campaign_id = ${campaignId}::bigint and status = 'sent'
      and sent_at > now() - ${rateWindowSeconds}::int * interval '1 second'`);
  const perSecond = rows[0] && rows[0].n > 0 ? rows[0].n / rows[0].seconds : 0;
  const left = ledger.byStatus.queued + ledger.byStatus.sending + ledger.byStatus.in_doubt;
  return {
    left,
    perSecond,
    endsAt: perSecond > 0 ? new Date(Date.now() + (left / perSecond) * 1000) : undefined,
  };
}

/** Failures, doubts and bounces of one cause. */
export type FailureCause = { status: RecipientStatus; code: string; message: string; n: number };

/** The most frequent causes first; `message` is one example in SES's words, its addresses masked. */
export async function listFailureCauses(campaignId: number): Promise<FailureCause[]> {
  const archived = await findArchivedReport(campaignId);
  if (archived) return archived.failures;
  // One status at a time: each has a small index of its own.
  const ofStatus = (status: "failed" | "in_doubt") => sql`
    select status, coalesce(error_code, '') as code, min(coalesce(error_message, '')) as message,
      count(*)::int as n
    from recipients where campaign_id = ${campaignId}::bigint and status = ${sql.raw(`'${status}'`)}
    group by 1, 2`;
  const { rows } = await db.execute<FailureCause>(sql`
    select * from (${ofStatus("failed")} union all ${ofStatus("in_doubt")}) causes
    order by n desc, status, code limit 20`);
  return rows.map((row) => ({ ...row, message: maskAddresses(row.message) }));
}

export type BounceCause = { type: string; subType: string; message: string; n: number };

export async function listBounceCauses(campaignId: number): Promise<BounceCause[]> {
  return await remember(`bounces ${campaignId}`, async () => {
    const archived = await findArchivedReport(campaignId);
    if (archived) return archived.bounces;
    const { rows } = await db.execute<BounceCause>(sql`
      select bounce_type as type, coalesce(bounce_sub_type, '') as "subType",
        min(coalesce(bounce_message, '')) as message, count(*)::int as n
      from recipients where campaign_id = ${campaignId}::bigint and bounced_at is not null
      group by 1, 2 order by n desc, 1, 2 limit 20`);
    return rows.map((row) => ({ ...row, message: maskAddresses(row.message) }));
  });
}

/** A campaign as its report needs it; any kind, so that tests have a report too. */
export async function findReportedCampaign(id: number) {
  const [campaign] = await db
    .select({
      id: campaigns.id,
      kind: campaigns.kind,
      name: campaigns.name,
      status: campaigns.status,
      pausedReason: campaigns.pausedReason,
      failedReason: campaigns.failedReason,
      scheduledFor: campaigns.scheduledFor,
      timeZone: campaigns.timeZone,
      startedAt: campaigns.startedAt,
      finishedAt: campaigns.finishedAt,
      fanoutFinishedAt: campaigns.fanoutFinishedAt,
      contentHash: campaigns.contentHash,
      fromName: campaigns.fromName,
      fromEmail: campaigns.fromEmail,
      inDoubtPolicy: campaigns.inDoubtPolicy,
    })
    .from(campaigns)
    .where(
      and(eq(campaigns.id, id), inArray(campaigns.kind, ["marketing", "information", "test"])),
    );
  return campaign;
}
