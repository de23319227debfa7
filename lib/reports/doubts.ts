import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { CampaignKind, CampaignStatus, InDoubtPolicy } from "@/db/schema/campaigns";
import { causeSql, type FailureScope, whereInDoubt } from "@/lib/delivery/failure-scope";
import { maxInDoubt, protocolTimes } from "@/lib/delivery/protocol-times";
import type { FailureCause } from "@/lib/domain/failure-cause";

/** The recipients of one campaign of whom nobody knows whether SES mailed them. */
export type DoubtGroup = {
  campaignId: number;
  name: string;
  kind: CampaignKind;
  status: CampaignStatus;
  policy: InDoubtPolicy;
  people: number;
  /** In doubt for the third time: no rule touches them any more. */
  thirdTime: number;
  /** So young that a report, or even the mail itself, may still be under way. */
  young: number;
  oldest: Date;
  newest: Date;
  /** From here on all have been silent long enough for the rule. */
  quietSince: Date;
  causes: { cause: FailureCause; people: number }[];
};

type DoubtRow = {
  campaign_id: string;
  name: string;
  kind: CampaignKind;
  status: CampaignStatus;
  policy: InDoubtPolicy;
  cause: FailureCause;
  n: number;
  third: number;
  young: number;
  oldest: string;
  newest: string;
  quiet_since: string;
};

/** Grouped by campaign, the newest doubt first. */
export async function listDoubtGroups(scope: FailureScope = {}): Promise<DoubtGroup[]> {
  const { rows } = await db.execute<DoubtRow>(sql`
    select r.campaign_id, c.name, c.kind, c.status, c.in_doubt_policy as policy,
      ${causeSql} as cause, count(*)::int as n,
      (count(*) filter (where r.in_doubt_count >= ${maxInDoubt}::int))::int as third,
      (count(*) filter (where greatest(r.in_doubt_at, r.claimed_at)
        > now() - ${protocolTimes.quietSeconds}::float8 * interval '1 second'))::int as young,
      min(r.in_doubt_at) as oldest, max(r.in_doubt_at) as newest,
      max(greatest(r.in_doubt_at, r.claimed_at)) as quiet_since
    from recipients r join campaigns c on c.id = r.campaign_id
    where ${whereInDoubt(scope)}
    group by 1, 2, 3, 4, 5, 6 order by max(r.in_doubt_at) desc, n desc`);
  const groups = new Map<number, DoubtGroup>();
  for (const row of rows) {
    const id = Number(row.campaign_id);
    const group = groups.get(id) ?? startGroup(id, row);
    groups.set(id, group);
    group.people += row.n;
    group.thirdTime += row.third;
    group.young += row.young;
    group.oldest = earlier(group.oldest, new Date(row.oldest));
    group.newest = later(group.newest, new Date(row.newest));
    group.quietSince = later(group.quietSince, new Date(row.quiet_since));
    group.causes.push({ cause: row.cause, people: row.n });
  }
  return [...groups.values()];
}

function startGroup(campaignId: number, row: DoubtRow): DoubtGroup {
  return {
    campaignId,
    name: row.name,
    kind: row.kind,
    status: row.status,
    policy: row.policy,
    people: 0,
    thirdTime: 0,
    young: 0,
    oldest: new Date(row.oldest),
    newest: new Date(row.newest),
    quietSince: new Date(row.quiet_since),
    causes: [],
  };
}

const earlier = (a: Date, b: Date) => (a < b ? a : b);
const later = (a: Date, b: Date) => (a > b ? a : b);

/** When and how often the rules decide, for the words of the page. */
export const doubtRule = { quietSeconds: protocolTimes.quietSeconds, maxInDoubt };
