import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { sendingDays, sendingDomains } from "@/db/schema/sending-domains";
import { nextWarmUpDay, type WarmUp, type WarmUpDay } from "@/lib/domain/warm-up";
import { log } from "@/lib/log";

// A place is what lets a mail leave on a day: the dispatcher takes it for a row when it wakes it and
// writes the day on the row (`send_day`); the claim asks that it is still that day. So the cap is held
// by one locked row that is touched once a push, not once a mail, and a mail that comes late waits
// for a place of the new day. Domains without a cap have no places and cost nothing.

type SendingDomain = typeof sendingDomains.$inferSelect;

/** The organisation's calendar: a cap's day begins where the people are. */
export type Today = { day: string; endsAt: Date; secondsLeft: number };

export async function findToday(database: Database = db): Promise<Today> {
  const { rows } = await database.execute<{
    day: string;
    ends_at: string | Date;
    left: number;
  }>(sql`
    select today::text as day, ends_at, extract(epoch from ends_at - clock_timestamp())::float8 as left
    from (select today, (today + 1)::timestamp at time zone time_zone as ends_at
      from (select (clock_timestamp() at time zone time_zone)::date as today, time_zone
        from organization where id = 1) clock) day`);
  const [row] = rows;
  if (!row) throw new Error("The organization row is missing: have the migrations run?");
  return { day: row.day, endsAt: new Date(row.ends_at), secondsLeft: row.left };
}

/** The domain part of a campaign's sender (alias `c`), as `sending_domains` names it. */
export const fromDomainSql = sql`lower(split_part(c.from_email, '@', 2))`;

/** The first instant of a day, or of one so many days later. */
function startOf(day: string, daysLater = 0): SQL {
  return sql`((${day}::date + ${daysLater}::int)::timestamp
    at time zone (select time_zone from organization where id = 1))`;
}

/** Called by the tick: every limited domain gets its row of the day, with the day's cap. */
export async function openSendingDays(): Promise<void> {
  const { day } = await findToday();
  const { rows } = await db.execute<{ domain: string }>(sql`
    select d.domain from sending_domains d
    where not exists (select 1 from sending_days s where s.domain = d.domain and s.day = ${day}::date)`);
  for (const { domain } of rows) {
    await db.transaction(async (tx) => await openSendingDay(tx, domain, day));
  }
}

/** The first to come decides the day's cap; whoever comes later finds it. */
export async function openSendingDay(tx: Database, domain: string, day: string): Promise<void> {
  const isOf = and(eq(sendingDays.domain, domain), eq(sendingDays.day, day));
  const known = await tx.select({ day: sendingDays.day }).from(sendingDays).where(isOf);
  if (known.length > 0) return;
  const [limits] = await tx
    .select()
    .from(sendingDomains)
    .where(eq(sendingDomains.domain, domain))
    .for("update");
  if (!limits) return;
  const warmUp = warmUpOf(limits);
  const next = warmUp && nextWarmUpDay(warmUp, await findLastDay(tx, domain, day));
  const opened = await tx
    .insert(sendingDays)
    .values({
      domain,
      day,
      ...(next?.state === "warming"
        ? { warmUpCap: next.cap, heldBy: next.heldBy, heldShare: next.heldShare }
        : {}),
    })
    .onConflictDoNothing()
    .returning({ day: sendingDays.day });
  if (opened.length === 0 || next?.state !== "finished") return;
  await tx
    .update(sendingDomains)
    .set({ ...noWarmUp, warmUpFinishedOn: day })
    .where(eq(sendingDomains.domain, domain));
  log.info({ domain }, "a sending domain is warm");
}

export const noWarmUp = { warmUpStart: null, warmUpGoal: null, warmUpGrowth: null } as const;

export function warmUpOf(limits: SendingDomain): WarmUp | undefined {
  const { warmUpStart: start, warmUpGoal: goal, warmUpGrowth: growth } = limits;
  return start === null || goal === null || growth === null ? undefined : { start, goal, growth };
}

/** What became of the mails of the last day that had a warm-up cap. */
async function findLastDay(
  tx: Database,
  domain: string,
  day: string,
): Promise<WarmUpDay | undefined> {
  const [last] = await tx
    .select()
    .from(sendingDays)
    .where(and(eq(sendingDays.domain, domain), lt(sendingDays.day, day)))
    .orderBy(desc(sendingDays.day))
    .limit(1);
  if (!last || last.warmUpCap === null) return undefined;
  // What SES's own suppression list answered says nothing about the domain.
  const { rows } = await tx.execute<Omit<WarmUpDay, "cap">>(sql`
    select count(*)::int as sent, count(complained_at)::int as complained,
      count(delayed_at)::int as delayed,
      (count(*) filter (where bounce_type = 'permanent'
        and coalesce(bounce_sub_type, '') not like '%SuppressionList'))::int as bounced
    from recipients
    where campaign_id = any(${sql.param(await listCampaignsOf(tx, domain, last.day))}::bigint[])
      and status = 'sent' and claimed_at >= ${startOf(last.day)}
      and claimed_at < ${startOf(last.day, 1)}`);
  const seen = rows[0] ?? { sent: 0, bounced: 0, complained: 0, delayed: 0 };
  return { cap: last.warmUpCap, ...seen };
}

/** Ids first, so that only the partitions of these campaigns are read. */
async function listCampaignsOf(tx: Database, domain: string, day: string): Promise<number[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select c.id from campaigns c
    where ${fromDomainSql} = ${domain} and c.kind in ('marketing', 'information')
      and c.started_at is not null
      and (c.finished_at is null or c.finished_at >= ${startOf(day)})`);
  return rows.map(({ id }) => Number(id));
}

export type DayCap = { cap: number; by: "daily_cap" | "warm_up" };

/** The smaller of a person's cap and the warm-up's; undefined = no limit of ours. */
export function capOf(limits: {
  dailyCap: number | null;
  warmUpCap: number | null;
}): DayCap | undefined {
  const { dailyCap, warmUpCap } = limits;
  if (warmUpCap !== null && (dailyCap === null || warmUpCap <= dailyCap)) {
    return { cap: warmUpCap, by: "warm_up" };
  }
  return dailyCap === null ? undefined : { cap: dailyCap, by: "daily_cap" };
}

type DayState = DayCap & { taken: number };

/** The places of a day, locked until the transaction ends; undefined = the domain has no cap. */
export async function lockSendingDay(
  tx: Database,
  domain: string,
  day: string,
): Promise<DayState | undefined> {
  const [known] = await tx
    .select({ domain: sendingDomains.domain })
    .from(sendingDomains)
    .where(eq(sendingDomains.domain, domain));
  if (!known) return undefined;
  await openSendingDay(tx, domain, day);
  const [limits] = await tx.select().from(sendingDomains).where(eq(sendingDomains.domain, domain));
  const [row] = await tx
    .select()
    .from(sendingDays)
    .where(and(eq(sendingDays.domain, domain), eq(sendingDays.day, day)))
    .for("update");
  if (!limits || !row) return undefined;
  const cap = capOf({ dailyCap: limits.dailyCap, warmUpCap: row.warmUpCap });
  return cap && { ...cap, taken: row.taken };
}

export async function takePlaces(
  tx: Database,
  { domain, day, count }: { domain: string; day: string; count: number },
): Promise<void> {
  if (count === 0) return;
  await tx
    .update(sendingDays)
    .set({ taken: sql`${sendingDays.taken} + ${count}` })
    .where(and(eq(sendingDays.domain, domain), eq(sendingDays.day, day)));
}

/**
 * A limit comes while mails are under way: those that left today count, and what is woken without a
 * place goes back for one. The rows first: a claim that wins the race for one is counted after.
 */
export async function startCounting(tx: Database, domain: string, day: string): Promise<void> {
  const ids = sql.param(await listCampaignsOf(tx, domain, day));
  await tx.execute(sql`
    update recipients set send_day = ${day}::date - 1
    where campaign_id = any(${ids}::bigint[]) and status = 'queued' and enqueued_at is not null
      and send_day is null`);
  const { rows } = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from recipients
    where campaign_id = any(${ids}::bigint[]) and attempt_no > 0
      and status in ('sending', 'sent', 'in_doubt')
      and claimed_at >= ${startOf(day)}`);
  await tx
    .update(sendingDays)
    .set({ taken: sql`greatest(${sendingDays.taken}, ${rows[0]?.n ?? 0})` })
    .where(and(eq(sendingDays.domain, domain), eq(sendingDays.day, day)));
}
