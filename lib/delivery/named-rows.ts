import { type SQL, sql } from "drizzle-orm";

// Parts of statements that name recipients (alias r) by key: a handful of rows, whatever else lies
// beside them.

type Row = { readonly campaignId: number; readonly recipientId: number };

/** The named rows as a table w. */
export const namedRows = (rows: Row[]): SQL => sql`
  unnest(${sql.param(rows.map(({ campaignId }) => campaignId))}::bigint[],
    ${sql.param(rows.map(({ recipientId }) => recipientId))}::bigint[]) as w (campaign_id, id)`;

/**
 * Both halves of the keys, beside the join: so no other campaign's partition is opened, and while a
 * new partition has no statistics PostgreSQL still looks these rows up one by one. Without the ids it
 * would take "all rows of the campaign" for a handful and read them all.
 */
export const isAmong = (rows: readonly Row[]): SQL => sql`
  r.campaign_id = any(${sql.param([...new Set(rows.map(({ campaignId }) => campaignId))])}::bigint[])
  and r.id = any(${sql.param(rows.map(({ recipientId }) => recipientId))}::bigint[])`;

export const isNamed = (rows: Row[]): SQL => sql`
  ${isAmong(rows)} and r.campaign_id = w.campaign_id and r.id = w.id`;

/**
 * r is queued. Written so that PostgreSQL does not recognise the condition of the index of queued
 * rows: while a new partition has no statistics, that index looks smaller than the key, and a
 * campaign's whole queue would be read for ten of its rows.
 */
export const isQueued = sql`coalesce(r.status = 'queued', false)`;
