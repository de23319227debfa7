import { and, desc, eq, ilike, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { type CampaignStatus, campaigns } from "@/db/schema/campaigns";
import { type CampaignStats, countNow, listStats } from "@/lib/delivery/stats";
import { type CampaignFilter, editableKinds, type EditableKind } from "@/lib/domain/campaign-edit";
import { findCounts } from "@/lib/reports/counts";

export type CampaignTotals = {
  /** Recipients planned so far; the parts below always sum to it. */
  audience: number;
  waiting: number; // queued, sending or in doubt
  sent: number;
  failed: number;
  skipped: number;
  canceled: number;
  clicked: number;
};

export type CampaignListItem = {
  id: number;
  kind: EditableKind;
  name: string;
  subject: string;
  status: CampaignStatus;
  revision: number;
  scheduledFor: Date | null;
  timeZone: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  updatedAt: Date;
  archivedAt: Date | null;
  totals: CampaignTotals;
};

/** Newest first, one page at a time; `after` is the id the last page ended with. */
export async function listCampaigns({
  q = "",
  status,
  after,
  limit = 25,
}: {
  q?: string;
  status?: CampaignFilter | undefined;
  after?: number | undefined;
  limit?: number;
}): Promise<{ campaigns: CampaignListItem[]; next: number | undefined }> {
  const rows = await db
    .select({
      id: campaigns.id,
      kind: sql<EditableKind>`${campaigns.kind}`,
      name: campaigns.name,
      subject: campaigns.subject,
      status: campaigns.status,
      revision: campaigns.revision,
      scheduledFor: campaigns.scheduledFor,
      timeZone: campaigns.timeZone,
      startedAt: campaigns.startedAt,
      finishedAt: campaigns.finishedAt,
      updatedAt: campaigns.updatedAt,
      archivedAt: campaigns.archivedAt,
    })
    .from(campaigns)
    .where(
      and(
        inArray(campaigns.kind, [...editableKinds]),
        status === "archived" ? isNotNull(campaigns.archivedAt) : isNull(campaigns.archivedAt),
        status && status !== "archived" ? eq(campaigns.status, status) : undefined,
        after === undefined ? undefined : lt(campaigns.id, after),
        matches(q),
      ),
    )
    .orderBy(desc(campaigns.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const launched = page.filter(({ status }) => status !== "draft" && status !== "scheduled");
  const totals = await listTotals(launched.map((row) => row.id));
  return {
    campaigns: page.map((row) => ({ ...row, totals: totals.get(row.id) ?? noTotals })),
    next: rows.length > limit ? page.at(-1)?.id : undefined,
  };
}

function matches(q: string) {
  const words = q.trim().normalize("NFC");
  if (words === "") return undefined;
  const pattern = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return or(ilike(campaigns.name, pattern), ilike(campaigns.subject, pattern));
}

const noTotals: CampaignTotals = {
  audience: 0,
  waiting: 0,
  sent: 0,
  failed: 0,
  skipped: 0,
  canceled: 0,
  clicked: 0,
};

/**
 * As the tick last counted each ledger, at most seconds ago: a list of finished campaigns reads no
 * recipients. One that was never counted, because it was launched this moment, is counted here.
 */
async function listTotals(ids: number[]): Promise<Map<number, CampaignTotals>> {
  const stats = await listStats(ids);
  const uncounted = ids.filter((id) => !stats.has(id));
  for (const counts of await Promise.all(uncounted.map(countNow))) {
    if (counts) stats.set(counts.campaignId, counts);
  }
  return new Map([...stats].map(([id, counts]) => [id, toTotals(counts)]));
}

function toTotals(counts: CampaignStats): CampaignTotals {
  const { audience, sent, failed, skipped, canceled, clicked } = counts;
  const waiting = counts.queued + counts.sending + counts.inDoubt;
  return { audience, waiting, sent, failed, skipped, canceled, clicked };
}

/** How many campaigns each status has, for the filter; archived ones only under "archived". */
export async function countCampaigns(): Promise<Map<CampaignFilter, number>> {
  const rows = await db
    .select({
      status: sql<CampaignFilter>`case when ${campaigns.archivedAt} is null then ${campaigns.status}::text else 'archived' end`,
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(campaigns)
    .where(inArray(campaigns.kind, [...editableKinds]))
    .groupBy(sql`1`);
  return new Map(rows.map((row) => [row.status, row.count]));
}

/** The totals of one campaign, as its report counts them. */
export async function findTotals(id: number): Promise<CampaignTotals> {
  const counts = await findCounts(id);
  return counts ? toTotals(counts) : noTotals;
}
