import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import type { CampaignKind, CampaignStatus } from "@/db/schema/campaigns";
import {
  causeSql,
  type FailureScope,
  retryStanding,
  whereFailed,
  windowDays,
} from "@/lib/delivery/failure-scope";
import type { FailureCause } from "@/lib/domain/failure-cause";
import { maskAddresses } from "@/lib/domain/mask";
import type { RetryStanding } from "@/lib/domain/retry-standing";

/** How far back the page of all campaigns looks. */
export const failureWindowDays = windowDays;

export type FailureGroup = {
  cause: FailureCause;
  people: number;
  /** How many would be mailed, and how many not, by reason; adds up to `people`. */
  standings: Partial<Record<RetryStanding, number>>;
  newest: Date;
  /** One answer in SES's own words, its addresses masked. */
  example: string;
  /** Whose mails these are, the most first. */
  campaigns: FailedCampaign[];
};

export type FailedCampaign = {
  id: number;
  name: string;
  kind: CampaignKind;
  status: CampaignStatus;
  people: number;
};

type GroupRow = {
  cause: FailureCause;
  standing: RetryStanding;
  campaign_id: string;
  name: string;
  kind: CampaignKind;
  status: CampaignStatus;
  n: number;
  newest: string;
  example: string;
};

/** Failed recipients grouped by cause, the newest failure first. */
export async function listFailureGroups(scope: FailureScope): Promise<FailureGroup[]> {
  const { rows } = await db.execute<GroupRow>(sql`
    select f.cause, f.standing, f.campaign_id, c.name, c.kind, c.status, count(*)::int as n,
      max(f.failed_at) as newest,
      (array_agg(f.said order by f.failed_at desc))[1] as example
    from (
      select r.campaign_id, r.failed_at, ${causeSql} as cause, ${retryStanding} as standing,
        left(concat_ws(': ', nullif(r.error_code, ''), nullif(r.error_message, '')), 500) as said
      from recipients r join campaigns c on c.id = r.campaign_id
      where ${whereFailed(scope)}) f
    join campaigns c on c.id = f.campaign_id
    group by 1, 2, 3, 4, 5, 6 order by newest desc`);
  const groups = new Map<FailureCause, FailureGroup>();
  for (const row of rows) {
    const group = groups.get(row.cause) ?? startGroup(row);
    groups.set(row.cause, group);
    group.people += row.n;
    group.standings[row.standing] = (group.standings[row.standing] ?? 0) + row.n;
    addCampaign(group.campaigns, row);
  }
  for (const group of groups.values()) group.campaigns.sort((a, b) => b.people - a.people);
  return [...groups.values()];
}

function startGroup({ cause, newest, example }: GroupRow): FailureGroup {
  return {
    cause,
    people: 0,
    standings: {},
    newest: new Date(newest),
    example: maskAddresses(example),
    campaigns: [],
  };
}

function addCampaign(campaigns: FailedCampaign[], row: GroupRow): void {
  const id = Number(row.campaign_id);
  const known = campaigns.find((campaign) => campaign.id === id);
  if (known) known.people += row.n;
  else campaigns.push({ id, name: row.name, kind: row.kind, status: row.status, people: row.n });
}

export type ScopeCampaign = { id: number; name: string; kind: CampaignKind };

/** The campaign that a list is narrowed to; of any kind, system mail too. */
export async function findScopeCampaign(id: number): Promise<ScopeCampaign | undefined> {
  const [campaign] = await db
    .select({ id: campaigns.id, name: campaigns.name, kind: campaigns.kind })
    .from(campaigns)
    .where(eq(campaigns.id, id));
  return campaign;
}

/** The database's time, as the forms of a page send it back. */
export async function readClock(): Promise<string> {
  const { rows } = await db.execute<{ now: string }>(sql`select now()::text as now`);
  return rows[0]?.now ?? "";
}
