import { drizzle } from "drizzle-orm/node-postgres";
import { sql } from "drizzle-orm";
import { db, pool, type Database } from "@/db";
import type { PreviewPart } from "@/lib/domain/segment-preview";
import type { SegmentRule } from "@/lib/domain/segment-rule";
import { compileSegmentCount } from "@/lib/domain/segment-count-sql";
import { compileSegmentRule, type SegmentClock } from "@/lib/domain/segment-sql";
import { getOrganization } from "@/lib/organization";
import { expectMemory, steerPlanner } from "@/lib/count-planner";

/** How many contacts the rule selects now. */
export async function countSegment(rule: SegmentRule): Promise<number> {
  const clock = await clockNow();
  return await db.transaction((tx) => countFitting(rule, { clock, database: tx }));
}

type Asked = { clock: SegmentClock; database: Database };

async function countFitting(rule: SegmentRule, { clock, database }: Asked): Promise<number> {
  await steerPlanner(rule, database);
  const { rows } = await database.execute<{ n: string }>(
    sql`select (${compileSegmentCount(rule, clock)}) as n`,
  );
  await expectMemory(database);
  return Number(rows[0]?.n ?? 0);
}

/** The latest few whom the rule selects, to see whether it means what was meant. */
export async function sampleSegment(
  rule: SegmentRule,
  { limit = 5, clock, database = db }: { limit?: number } & Partial<Asked> = {},
): Promise<{ id: number; email: string; name: string }[]> {
  const { rows } = await database.execute<{ id: string; email: string; name: string }>(sql`
    select contacts.id, contacts.email, contacts.name from contacts
    where ${compileSegmentRule(rule, clock ?? (await clockNow()))}
    order by contacts.id desc limit ${limit}::int`);
  return rows.map(({ id, ...contact }) => ({ id: Number(id), ...contact }));
}

/** Everybody there is: what a segment's count is compared with. */
async function countContacts(database: Database = db): Promise<number> {
  const { rows } = await database.execute<{ n: string }>(sql`select count(*) as n from contacts`);
  return Number(rows[0]?.n ?? 0);
}

/** Contacts that an estimate looks at: an error of about one in a hundred of everybody. */
const looksAt = 10_000;

/** The estimate by itself. */
export async function estimateSegmentNow(
  rule: SegmentRule,
): Promise<{ count: number; total: number } | undefined> {
  const clock = await clockNow();
  return await db.transaction((tx) => estimateSegment(rule, { clock, database: tx }));
}

/**
 * About how many, from pages of the table that are picked at random: the planner's own guess knows
 * nothing of properties. Undefined when there are so few that counting them is as quick.
 */
async function estimateSegment(
  rule: SegmentRule,
  { clock, database }: Asked,
): Promise<{ count: number; total: number } | undefined> {
  const { rows: sizes } = await database.execute<{ total: string }>(
    sql`select reltuples::bigint as total from pg_class where oid = 'contacts'::regclass`,
  );
  const total = Number(sizes[0]?.total ?? 0);
  if (total < 2 * looksAt) return undefined;
  const picked = sql`contacts tablesample system (${(100 * looksAt) / total}::real) repeatable (1)`;
  // Contacts of one page are neighbours in other tables too: looking them up reads few pages twice.
  await expectMemory(database, { randomPageCost: 0.1 });
  const { rows } = await database.execute<{ fitting: string; seen: string }>(sql`
    select (select count(*) from ${picked} where ${compileSegmentRule(rule, clock)}) as fitting,
      (select count(*) from ${picked}) as seen`);
  const [fitting, seen] = [Number(rows[0]?.fitting ?? 0), Number(rows[0]?.seen ?? 0)];
  if (seen === 0) return undefined;
  return { count: Math.round((fitting / seen) * total), total };
}

/** Tells the parts as they are known; whoever asks for another rule aborts, and the database stops counting. */
export async function previewSegment(
  rule: SegmentRule,
  { signal, tell }: { signal: AbortSignal; tell: (part: PreviewPart) => void },
): Promise<void> {
  const clock = await clockNow();
  await whileWanted(signal, async (database) => {
    const estimate = await estimateSegment(rule, { clock, database });
    if (estimate) tell({ kind: "estimate", ...estimate });
    signal.throwIfAborted(); // a cancel between two queries meets none
    const count = await countFitting(rule, { clock, database });
    tell({ kind: "exact", count, total: await countContacts(database) });
    signal.throwIfAborted();
    const people = count === 0 ? [] : await sampleSegment(rule, { clock, database });
    tell({ kind: "sample", people });
  });
}

/** Runs the work on a connection of its own, in one read-only transaction that an abort cancels. */
async function whileWanted(
  signal: AbortSignal,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  let canceling: Promise<unknown> | undefined;
  const cancel = () => {
    canceling = db.execute(sql`select pg_cancel_backend(${backend}::int)`).catch(() => undefined);
  };
  let backend = 0;
  try {
    const database = drizzle(client, { casing: "snake_case" });
    const { rows } = await database.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    backend = rows[0]?.pid ?? 0;
    signal.throwIfAborted();
    signal.addEventListener("abort", cancel, { once: true });
    await database.transaction(work, { accessMode: "read only" });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", cancel);
    // Else the cancel could meet the connection's next query, which is somebody else's.
    await canceling;
    client.release();
  }
}

async function clockNow(): Promise<SegmentClock> {
  const { timeZone } = await getOrganization();
  return { asOf: new Date(), timeZone };
}
