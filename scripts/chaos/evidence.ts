import { sql } from "drizzle-orm";
import { readLedgerRows, readRows, type LedgerRow } from "./database";
import { oldCampaignIds } from "./old-campaigns";
import type { Witnessed } from "./oracle";
import type { Run } from "./run";

/** One campaign by both witnesses: our ledger, and what SES wrote down. */
export type CampaignEvidence = {
  id: number;
  policy: string;
  status: string;
  startedAt: number;
  finishedAt: number | null;
  /** Contacts that were subscribed, counted without the ledger. */
  contacts: number;
  audienceCount: number;
  rows: LedgerRow[];
  accepts: Witnessed[];
  calls: Witnessed[];
  /** Refusals for cause by recipient. */
  retryable: Map<number, number>;
  duplicateRecords: Set<string>;
  /** What the report's page shows. */
  shown: { audience: number; byStatus: Record<string, number> };
};

type CampaignRow = {
  id: string;
  policy: string;
  status: string;
  started: string;
  finished: string | null;
  contacts: string;
  audience: string;
};

export async function gatherEvidence(run: Run): Promise<CampaignEvidence[]> {
  const campaigns = await readRows<CampaignRow>(sql`
    select c.id, c.in_doubt_policy as policy, c.status, extract(epoch from c.started_at) * 1000 as started,
      extract(epoch from c.finished_at) * 1000 as finished, c.audience_count as audience,
      (select count(*) from subscriptions s where s.topic_id = c.topic_id) as contacts
    from campaigns c where c.started_at is not null and c.kind in ('marketing', 'information')
      and c.id <> all(${sql.param(oldCampaignIds)}::bigint[]) order by c.id`);
  return await Promise.all(campaigns.map((campaign) => gatherCampaign(campaign, run)));
}

async function gatherCampaign(campaign: CampaignRow, run: Run): Promise<CampaignEvidence> {
  const { findReport } = await import("@/lib/reports/report");
  const id = Number(campaign.id);
  const retryable = await readRows<{ id: string; n: string }>(sql`
    select recipient_id as id, count(*) as n from attempt_failures
    where campaign_id = ${id}::bigint and outcome = 'retryable' group by 1`);
  const duplicates = await readRows<{ id: string }>(sql`
    select distinct recipient_id as id from duplicate_accepts where campaign_id = ${id}::bigint`);
  const { ledger } = await findReport(id);
  return {
    id,
    policy: campaign.policy,
    status: campaign.status,
    startedAt: Number(campaign.started),
    finishedAt: campaign.finished === null ? null : Number(campaign.finished),
    contacts: Number(campaign.contacts),
    audienceCount: Number(campaign.audience),
    rows: await readLedgerRows(id),
    accepts: run.accepts.read().filter(({ campaignId }) => campaignId === id),
    calls: run.calls.read().filter(({ campaignId }) => campaignId === id),
    retryable: new Map(retryable.map((row) => [Number(row.id), Number(row.n)])),
    duplicateRecords: new Set(duplicates.map((row) => row.id)),
    shown: ledger,
  };
}
