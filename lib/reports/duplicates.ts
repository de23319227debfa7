import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import type { ListCursor } from "@/lib/domain/list-cursor";
import type { RecipientKey } from "@/lib/domain/recipient-key";

/** Evidence that SES accepted one recipient's mail more than once. */
export type DuplicateAccept = RecipientKey & {
  campaignName: string;
  kind: CampaignKind;
  email: string;
  /** Every message that SES accepted for this recipient, as far as known. */
  sesMessageIds: string[];
  seenAt: Date;
  /** How often the row was in doubt: what explains a second mail. */
  inDoubtCount: number;
  /** A person or a rule chose to send again. */
  redriveNo: number;
};

/** People, not mails. */
export async function countDuplicates(campaignId?: number): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(distinct (d.campaign_id, d.recipient_id))::int as n from duplicate_accepts d
    where ${ofCampaign(campaignId)}`);
  return rows[0]?.n ?? 0;
}

/** One page, the newest first. */
export async function listDuplicates(options: {
  campaignId?: number | undefined;
  after?: ListCursor | undefined;
  limit?: number;
}): Promise<{ duplicates: DuplicateAccept[]; next: ListCursor | undefined }> {
  const { campaignId, after, limit = 50 } = options;
  const beyond = after
    ? sql`(max(d.seen_at), d.campaign_id, d.recipient_id)
        < (${after.at}::timestamptz, ${after.campaignId}::bigint, ${after.recipientId}::bigint)`
    : sql`true`;
  const { rows } = await db.execute<DuplicateRow>(sql`
    with twice as (
      select d.campaign_id, d.recipient_id, max(d.seen_at) as seen_at,
        array_agg(d.ses_message_id order by d.seen_at) as message_ids
      from duplicate_accepts d where ${ofCampaign(campaignId)}
      group by d.campaign_id, d.recipient_id having ${beyond}
      order by 3 desc, 1 desc, 2 desc limit ${limit + 1}::int)
    select t.campaign_id, t.recipient_id, t.message_ids, t.seen_at::text as at, c.name, c.kind,
      coalesce(r.email, '') as email, r.ses_message_id,
      coalesce(r.in_doubt_count, 0) as in_doubt_count, coalesce(r.redrive_no, 0) as redrive_no
    from twice t join campaigns c on c.id = t.campaign_id
    left join recipients r on r.campaign_id = t.campaign_id and r.id = t.recipient_id
    order by t.seen_at desc, t.campaign_id desc, t.recipient_id desc`);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    duplicates: page.map(toDuplicate),
    next:
      rows.length > limit && last
        ? {
            at: last.at,
            campaignId: Number(last.campaign_id),
            recipientId: Number(last.recipient_id),
          }
        : undefined,
  };
}

function toDuplicate(row: DuplicateRow): DuplicateAccept {
  const known = row.ses_message_id === null ? [] : [row.ses_message_id];
  return {
    campaignId: Number(row.campaign_id),
    recipientId: Number(row.recipient_id),
    campaignName: row.name,
    kind: row.kind,
    email: row.email,
    sesMessageIds: [...new Set([...known, ...row.message_ids])],
    seenAt: new Date(row.at),
    inDoubtCount: row.in_doubt_count,
    redriveNo: row.redrive_no,
  };
}

type DuplicateRow = {
  campaign_id: string;
  recipient_id: string;
  ses_message_id: string | null;
  message_ids: string[];
  at: string;
  name: string;
  kind: CampaignKind;
  email: string;
  in_doubt_count: number;
  redrive_no: number;
};

function ofCampaign(campaignId: number | undefined) {
  return campaignId === undefined ? sql`true` : sql`d.campaign_id = ${campaignId}::bigint`;
}
