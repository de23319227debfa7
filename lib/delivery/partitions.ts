import { type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { log } from "@/lib/log";

/** The tables cut into the same ranges of campaign ids; the ledger leads, the others follow. */
export const ledgerTables = [
  "recipients",
  "email_events",
  "attempt_failures",
  "duplicate_accepts",
] as const;
export type LedgerTable = (typeof ledgerTables)[number];

/** Campaign ids from `low` up to, but without, `high`. */
export type CampaignRange = { low: number; high: number };

/**
 * A partition is to hold about this many recipients: its indexes stay in memory while the next campaign
 * is planned into it, it is quick to copy out, and partitions are few enough.
 */
const rowsWanted = 2_000_000;
const narrowest = 10;
const widest = 1_000;
/** So many ids beyond the newest campaign always have a partition. */
const idsAhead = 20;

/** How wide the next range is, from how many recipients the latest campaigns had per id. */
export function widthOf(recipientsPerId: number): number {
  const width = Math.round(rowsWanted / Math.max(recipientsPerId, 1));
  return Math.min(widest, Math.max(narrowest, width));
}

/**
 * Makes sure that every campaign there is, and some to come, has its partitions. Called by the tick
 * and before a fan-out, which names its campaign; usually a question and nothing to do. Several at
 * once do it once.
 */
export async function ensurePartitions(campaignId?: number): Promise<void> {
  try {
    for (let range = await findNext(); range; range = await findNext()) {
      await addPartition("recipients", range);
    }
    let ranges = await listRanges("recipients");
    if (campaignId !== undefined && !ranges.some((range) => includes(range, campaignId))) {
      // A draft from long ago, whose range was archived before it was launched.
      await addPartition("recipients", { low: campaignId, high: campaignId + 1 });
      ranges = await listRanges("recipients");
    }
    for (const table of ledgerTables) {
      const there = await listRanges(table);
      const missing = ranges.filter((range) => !there.some((other) => overlap(range, other)));
      for (const range of missing) await addPartition(table, range);
    }
    const strays = await countStrays();
    if (strays > 0) log.warn({ strays }, "recipients lie outside every partition");
  } catch (error) {
    // Rows go to the default partition meanwhile, and move when the next tick gets its lock.
    log.warn({ error }, "a partition could not be made yet");
  }
}

/** The next range to cut, or undefined when enough lies ahead. */
async function findNext(): Promise<CampaignRange | undefined> {
  const { rows } = await db.execute<{ newest: string; end: string; per_id: number }>(sql`
    select (select coalesce(max(id), 0) from campaigns) as newest,
      (select coalesce(max(high), 1) from (${rangesSql("recipients")}) ranges) as end,
      (select coalesce(sum(audience_count) / (max(id) - min(id) + 1), 0)::float8
        from (select id, audience_count from campaigns order by id desc limit 50) latest) as per_id`);
  const [row] = rows;
  if (!row) throw new Error("The partitions could not be read.");
  const end = Number(row.end);
  if (end > Number(row.newest) + idsAhead) return undefined;
  return { low: end, high: end + widthOf(row.per_id) };
}

/** The ranges of a table in order; without the default partition and the one of foreign events. */
export async function listRanges(
  table: LedgerTable,
  database: Database = db,
): Promise<CampaignRange[]> {
  const { rows } = await database.execute<{ low: string; high: string }>(rangesSql(table));
  return rows.map(({ low, high }) => ({ low: Number(low), high: Number(high) }));
}

function rangesSql(table: LedgerTable): SQL {
  return sql`
    select bound[1]::bigint as low, bound[2]::bigint as high
    from pg_inherits i join pg_class p on p.oid = i.inhrelid,
      regexp_match(pg_get_expr(p.relpartbound, p.oid), 'FROM \\(''(\\d+)''\\) TO \\(''(\\d+)''\\)') bound
    where i.inhparent = ${table}::regclass and bound is not null and bound[1] <> '0'
    order by 1`;
}

export function partitionName(table: LedgerTable, range: CampaignRange): string {
  return `${table}_${range.low}`;
}

/**
 * Adds one partition, if it is not there. Attaching takes no lock that sending waits for, except on
 * the default partition for a moment; when that cannot be had at once, nobody is made to wait.
 */
async function addPartition(table: LedgerTable, range: CampaignRange): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('ledger partitions'))`);
    if ((await listRanges(table, tx)).some((other) => overlap(range, other))) return;
    await tx.execute(sql`set local lock_timeout = '500ms'`);
    await createPartition(table, range, tx);
    log.info({ table, ...range }, "partition added");
  });
}

function includes({ low, high }: CampaignRange, campaignId: number): boolean {
  return low <= campaignId && campaignId < high;
}

function overlap(a: CampaignRange, b: CampaignRange): boolean {
  return a.low < b.high && b.low < a.high;
}

async function createPartition(
  table: LedgerTable,
  range: CampaignRange,
  tx: Database,
): Promise<void> {
  await createDetached(table, range, tx);
  await attachPartition(table, range, tx);
}

/** A table like the whole, which nobody sees yet. */
export async function createDetached(
  table: LedgerTable,
  range: CampaignRange,
  tx: Database,
): Promise<void> {
  const part = sql.identifier(partitionName(table, range));
  // Results are written as new versions of a row; room on its page keeps them close.
  const options = table === "recipients" ? sql`with (fillfactor = 70)` : sql``;
  await tx.execute(
    sql`create table ${part} (like ${sql.identifier(table)} including all) ${options}`,
  );
}

/**
 * Rows that came before their partition are taken along. Then the whole is locked first: a statement
 * that waited for the default partition alone was planned without the new one, and would find none
 * of the rows that moved.
 */
export async function attachPartition(
  table: LedgerTable,
  range: CampaignRange,
  tx: Database,
): Promise<void> {
  const whole = sql.identifier(table);
  const part = sql.identifier(partitionName(table, range));
  const rest = sql.identifier(`${table}_default`);
  const moves = await hasEarlyRows(table, range, tx);
  if (moves) await tx.execute(sql`lock table only ${whole} in access exclusive mode`);
  await tx.execute(sql`lock table ${rest} in access exclusive mode`);
  if (moves) {
    await tx.execute(sql`
      with early as (delete from ${rest} where ${isIn(range)} returning *)
      insert into ${part} select * from early on conflict do nothing`);
  } else if (await hasEarlyRows(table, range, tx)) {
    throw new Error(`Rows of ${table} came this moment; the next try takes them along.`);
  }
  // DDL takes no parameters; these are numbers of ours.
  await tx.execute(
    sql`alter table ${whole} attach partition ${part}
      for values from (${sql.raw(String(range.low))}) to (${sql.raw(String(range.high))})`,
  );
}

async function hasEarlyRows(
  table: LedgerTable,
  range: CampaignRange,
  tx: Database,
): Promise<boolean> {
  const rest = sql.identifier(`${table}_default`);
  const { rows } = await tx.execute<{ found: boolean }>(
    sql`select exists (select 1 from ${rest} where ${isIn(range)}) as found`,
  );
  return rows[0]?.found === true;
}

const isIn = ({ low, high }: CampaignRange): SQL =>
  sql`campaign_id >= ${low}::bigint and campaign_id < ${high}::bigint`;

/** Recipients that lie outside every range: until the next range is cut, or of an archived one. */
export async function countStrays(): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from recipients_default limit 1000) strays`,
  );
  return rows[0]?.n ?? 0;
}
