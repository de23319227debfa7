import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import type { RecipientStatus, SkipReason } from "@/db/schema/recipients";
import { outcomeSql } from "@/lib/delivery/stats";
import type { RecipientFilter } from "@/lib/domain/recipient-filter";

export type RecipientRow = {
  id: number;
  contactId: number | null;
  email: string;
  name: string;
  status: RecipientStatus;
  skipReason: SkipReason | null;
  attempts: number;
  errorCode: string | null;
  errorMessage: string | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  unsubscribedAt: Date | null;
};

export type RecipientQuery = {
  campaignId: number;
  q?: string | undefined;
  filter?: RecipientFilter | undefined;
  /** Who sees masked addresses must not find them out by searching: for them `q` says nothing. */
  mayReadAddresses?: boolean;
};

/** One page of a campaign's ledger in order of id; `after` is the id the last page ended with. */
export async function listRecipients(
  options: RecipientQuery & { after?: number | undefined; limit?: number },
): Promise<{ recipients: RecipientRow[]; next: number | undefined }> {
  const limit = options.limit ?? 50;
  const { rows } = await db.execute<RawRecipient>(sql`
    select ${recipientColumns} from recipients
    where ${whereRecipients(options)} and id > ${options.after ?? 0}::bigint
    order by id limit ${limit + 1}::int`);
  const page = rows.slice(0, limit).map(toRecipient);
  return { recipients: page, next: rows.length > limit ? page.at(-1)?.id : undefined };
}

/** How many the filter and search leave. */
export async function countRecipients(options: RecipientQuery): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from recipients where ${whereRecipients(options)}`,
  );
  return rows[0]?.n ?? 0;
}

/** A condition over `recipients`; the search looks for a fragment of address or name. */
export function whereRecipients({
  campaignId,
  q,
  filter,
  mayReadAddresses = true,
}: RecipientQuery): SQL {
  const conditions = [sql`campaign_id = ${campaignId}::bigint`];
  if (filter !== undefined) conditions.push(conditionOf(filter));
  const wanted = mayReadAddresses ? q?.normalize("NFC").trim() : undefined;
  if (wanted) {
    const pattern = `%${wanted.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(sql`(email ilike ${pattern} or name ilike ${pattern})`);
  }
  return sql.join(conditions, sql` and `);
}

function conditionOf(filter: RecipientFilter): SQL {
  switch (filter) {
    case "queued":
    case "sending":
    case "in_doubt":
    case "sent":
    case "failed":
    case "skipped":
    case "canceled":
      return sql`status = ${filter}::recipient_status`;
    case "suppressed":
    case "topic_off":
    case "no_consent":
    case "missing_value":
    case "erased":
      return sql`skip_reason = ${filter}::skip_reason`;
    case "unsubscribed_before":
      return sql`skip_reason = 'unsubscribed'`;
    case "delivered":
      return sql`(status = 'sent' and ${outcomeSql} = 'delivered')`;
    case "bounced":
      return sql`(status = 'sent' and ${outcomeSql} = 'bounced')`;
    case "rejected":
      return sql`(status = 'sent' and ${outcomeSql} = 'rejected')`;
    case "unreported":
      return sql`(status = 'sent' and ${outcomeSql} is null)`;
    case "complained":
      return sql`(status = 'sent' and complained_at is not null)`;
    case "unsubscribed":
      return sql`(status = 'sent' and unsubscribed_at is not null)`;
    case "opened":
      return sql`(status = 'sent' and opened_at is not null)`;
    case "clicked":
      return sql`(status = 'sent' and clicked_at is not null)`;
  }
}

export const recipientColumns = sql`id, contact_id, email, name, status, skip_reason, attempts,
  error_code, error_message, sent_at, delivered_at, bounced_at, complained_at, opened_at, clicked_at,
  unsubscribed_at`;

export type RawRecipient = {
  id: string;
  contact_id: string | null;
  email: string;
  name: string;
  status: RecipientStatus;
  skip_reason: SkipReason | null;
  attempts: number;
  error_code: string | null;
  error_message: string | null;
  sent_at: string | null;
  delivered_at: string | null;
  bounced_at: string | null;
  complained_at: string | null;
  opened_at: string | null;
  clicked_at: string | null;
  unsubscribed_at: string | null;
};

function toRecipient(row: RawRecipient): RecipientRow {
  const time = (value: string | null) => (value === null ? null : new Date(value));
  return {
    id: Number(row.id),
    contactId: row.contact_id === null ? null : Number(row.contact_id),
    email: row.email,
    name: row.name,
    status: row.status,
    skipReason: row.skip_reason,
    attempts: row.attempts,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    sentAt: time(row.sent_at),
    deliveredAt: time(row.delivered_at),
    bouncedAt: time(row.bounced_at),
    complainedAt: time(row.complained_at),
    openedAt: time(row.opened_at),
    clickedAt: time(row.clicked_at),
    unsubscribedAt: time(row.unsubscribed_at),
  };
}
