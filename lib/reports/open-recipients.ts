import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import type { CampaignKind, CampaignStatus, InDoubtPolicy } from "@/db/schema/campaigns";
import {
  causeSql,
  type FailureScope,
  retryStanding,
  whereFailed,
  whereInDoubt,
} from "@/lib/delivery/failure-scope";
import type { FailureCause } from "@/lib/domain/failure-cause";
import type { ListCursor } from "@/lib/domain/list-cursor";
import type { RecipientKey } from "@/lib/domain/recipient-key";
import type { RetryStanding } from "@/lib/domain/retry-standing";

/** Which of the two open ends of a ledger a list shows. */
export type OpenState = "failed" | "in_doubt";

/** A failed or doubtful recipient with what is known about its last try. */
export type OpenRecipient = RecipientKey & {
  campaignName: string;
  kind: CampaignKind;
  campaignStatus: CampaignStatus;
  policy: InDoubtPolicy;
  email: string;
  name: string;
  cause: FailureCause;
  /** What SES, the network or we said. */
  said: string;
  standing: RetryStanding;
  /** Since when it has failed or is in doubt. */
  at: Date;
  claimedAt: Date | null;
  /** Claims so far: SES calls at most. */
  tries: number;
  inDoubtCount: number;
  /** How often a person has sent it again already. */
  redriveNo: number;
  /** Reports of SES about this mail that are stored. */
  events: number;
};

export type OpenPage = { recipients: OpenRecipient[]; next: ListCursor | undefined };

const openColumns = sql`r.campaign_id, r.id, r.kind, r.email, r.name, r.claimed_at, r.attempt_no,
  r.in_doubt_count, r.redrive_no, c.name as campaign_name, c.status as campaign_status,
  c.in_doubt_policy as policy, ${causeSql} as cause, ${retryStanding} as standing,
  concat_ws(': ', nullif(r.error_code, ''), nullif(r.error_message, '')) as said,
  (select count(*)::int from email_events e
    where e.campaign_id = r.campaign_id and e.recipient_id = r.id) as events`;

type OpenRow = {
  campaign_id: string;
  id: string;
  kind: CampaignKind;
  email: string;
  name: string;
  at: string;
  claimed_at: string | null;
  attempt_no: number;
  in_doubt_count: number;
  redrive_no: number;
  campaign_name: string;
  campaign_status: CampaignStatus;
  policy: InDoubtPolicy;
  cause: FailureCause;
  standing: RetryStanding;
  said: string;
  events: number;
};

function sinceOf(state: OpenState): SQL {
  return state === "failed" ? sql`r.failed_at` : sql`r.in_doubt_at`;
}

function whereOpen(state: OpenState, scope: FailureScope): SQL {
  return state === "failed" ? whereFailed(scope) : whereInDoubt(scope);
}

/** One page, the newest first. */
export async function listOpenRecipients(
  state: OpenState,
  scope: FailureScope,
  { after, limit = 50 }: { after?: ListCursor | undefined; limit?: number } = {},
): Promise<OpenPage> {
  const since = sinceOf(state);
  const beyond = after
    ? sql`(${since}, r.campaign_id, r.id)
        < (${after.at}::timestamptz, ${after.campaignId}::bigint, ${after.recipientId}::bigint)`
    : sql`true`;
  const { rows } = await db.execute<OpenRow>(sql`
    select ${openColumns}, ${since}::text as at
    from recipients r join campaigns c on c.id = r.campaign_id
    where ${whereOpen(state, scope)} and ${beyond}
    order by ${since} desc, r.campaign_id desc, r.id desc limit ${limit + 1}::int`);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    recipients: page.map(toOpenRecipient),
    next:
      rows.length > limit && last
        ? { at: last.at, campaignId: Number(last.campaign_id), recipientId: Number(last.id) }
        : undefined,
  };
}

/** How many a list holds. */
export async function countOpenRecipients(state: OpenState, scope: FailureScope): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from recipients r where ${whereOpen(state, scope)}`,
  );
  return rows[0]?.n ?? 0;
}

function toOpenRecipient(row: OpenRow): OpenRecipient {
  return {
    campaignId: Number(row.campaign_id),
    recipientId: Number(row.id),
    campaignName: row.campaign_name,
    kind: row.kind,
    campaignStatus: row.campaign_status,
    policy: row.policy,
    email: row.email,
    name: row.name,
    cause: row.cause,
    said: row.said,
    standing: row.standing,
    at: new Date(row.at),
    claimedAt: row.claimed_at === null ? null : new Date(row.claimed_at),
    tries: row.attempt_no,
    inDoubtCount: row.in_doubt_count,
    redriveNo: row.redrive_no,
    events: row.events,
  };
}
