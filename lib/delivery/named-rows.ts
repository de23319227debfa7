import { type SQL, sql } from "drizzle-orm";

// Parts of statements that name recipients (alias r) by key: a handful of rows, whatever else lies
// beside them.

type Row = { campaignId: number; recipientId: number };

/** The named rows as a table w. */
export const namedRows = (rows: Row[]): SQL => sql`
  unnest(${sql.param(rows.map(({ campaignId }) => campaignId))}::bigint[],
    ${sql.param(rows.map(({ recipientId }) => recipientId))}::bigint[]) as w (campaign_id, id)`;

/** The campaigns are named beside the join, so that no other campaign's partition is opened. */
export const isNamed = (rows: Row[]): SQL => sql`
  r.campaign_id = any(${sql.param([...new Set(rows.map(({ campaignId }) => campaignId))])}::bigint[])
  and r.campaign_id = w.campaign_id and r.id = w.id`;

/**
 * r is queued. Written so that PostgreSQL does not recognise the condition of the index of queued
 * rows: while a new partition has no statistics, that index looks smaller than the key, and a
 * campaign's whole queue would be read for ten of its rows.
 */
export const isQueued = sql`coalesce(r.status = 'queued', false)`;
