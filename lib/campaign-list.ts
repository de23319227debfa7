import { and, desc, eq, ilike, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { db } from "@/db";
import { type CampaignStatus, campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import { type CampaignFilter, editableKinds, type EditableKind } from "@/lib/domain/campaign-edit";

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
  const totals = await listTotals(page.map((row) => row.id));
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

/** Counted from the rows themselves in one statement, so that no counter can disagree with them. */
async function listTotals(ids: number[]): Promise<Map<number, CampaignTotals>> {
  if (ids.length === 0) return new Map();
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
  const rows = await db
    .select({
      id: recipients.campaignId,
      audience: sql<number>`count(*)`.mapWith(Number),
      waiting: count(sql`${recipients.status} in ('queued', 'sending', 'in_doubt')`),
      sent: count(sql`${recipients.status} = 'sent'`),
      failed: count(sql`${recipients.status} = 'failed'`),
      skipped: count(sql`${recipients.status} = 'skipped'`),
      canceled: count(sql`${recipients.status} = 'canceled'`),
      clicked: count(sql`${recipients.clickedAt} is not null`),
    })
    .from(recipients)
    .where(inArray(recipients.campaignId, ids))
    .groupBy(recipients.campaignId);
  return new Map(rows.map(({ id, ...totals }) => [id, totals]));
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

/** The totals of one campaign, as the list counts them. */
export async function findTotals(id: number): Promise<CampaignTotals> {
  return (await listTotals([id])).get(id) ?? noTotals;
}
