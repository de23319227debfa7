import { and, desc, eq, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { sendingDays, sendingDomains } from "@/db/schema/sending-domains";
import { recordAudit } from "@/lib/audit";
import { lockDispatch } from "@/lib/delivery/dispatch-lock";
import {
  capOf,
  type DayCap,
  findToday,
  noWarmUp,
  openSendingDay,
  startCounting,
  warmUpOf,
} from "@/lib/delivery/sending-days";
import { domainOf } from "@/lib/domain/identity-name";
import type { WarmUp, WarmUpHold } from "@/lib/domain/warm-up";

export type SendingDomain = {
  domain: string;
  dailyCap: number | null;
  warmUp: WarmUp | undefined;
  /** The day a warm-up reached its goal, YYYY-MM-DD. */
  warmUpFinishedOn: string | null;
  /** Today's limit, from whichever of the two is smaller. */
  today: DayCap | undefined;
  /** Mails that have a place today: sent, or about to be; above a cap that came after them. */
  taken: number;
  /** Why today's warm-up brought no more than the day before. */
  hold: { by: WarmUpHold; share: number } | undefined;
};

/** The domains that senders' addresses are of, with what each may send. */
export async function listSendingDomains(senderEmails: string[]): Promise<SendingDomain[]> {
  const domains = [...new Set(senderEmails.map(domainOf))].toSorted();
  return await Promise.all(domains.map(async (domain) => await getSendingDomain(domain)));
}

/** A domain nobody limited has no row: it may send what SES lets through. */
export async function getSendingDomain(domain: string): Promise<SendingDomain> {
  const { day } = await findToday();
  const [limits] = await db.select().from(sendingDomains).where(eq(sendingDomains.domain, domain));
  // Just after midnight the tick may not have opened the day yet: then the last one tells.
  const [row] = await db
    .select()
    .from(sendingDays)
    .where(eq(sendingDays.domain, domain))
    .orderBy(desc(sendingDays.day))
    .limit(1);
  const warmUp = limits && warmUpOf(limits);
  const warmUpCap = warmUp ? (row?.warmUpCap ?? warmUp.start) : null;
  return {
    domain,
    dailyCap: limits?.dailyCap ?? null,
    warmUp,
    warmUpFinishedOn: limits?.warmUpFinishedOn ?? null,
    today: limits && capOf({ dailyCap: limits.dailyCap, warmUpCap }),
    taken: row?.day === day ? row.taken : 0,
    hold: warmUp && row?.heldBy ? { by: row.heldBy, share: row.heldShare ?? 0 } : undefined,
  };
}

/** Sets the most mails a day; null takes the limit away. Acts at once, also on what is under way. */
export async function setDailyCap(
  domain: string,
  dailyCap: number | null,
  by: number,
): Promise<void> {
  await changeLimits(domain, async (tx) => {
    await upsertLimits(tx, domain, { dailyCap });
    const details = { domain, cap: dailyCap };
    await recordAudit({ userId: by, action: "domain.cap", details }, tx);
  });
}

/** Lets a domain grow from a few mails a day, beginning today. */
export async function startWarmUp(domain: string, warmUp: WarmUp, by: number): Promise<void> {
  await changeLimits(domain, async (tx, day) => {
    const { start: warmUpStart, goal: warmUpGoal, growth: warmUpGrowth } = warmUp;
    const limits = { warmUpStart, warmUpGoal, warmUpGrowth, warmUpFinishedOn: null };
    await upsertLimits(tx, domain, limits);
    await tx
      .insert(sendingDays)
      .values({ domain, day, warmUpCap: warmUpStart })
      .onConflictDoUpdate({
        target: [sendingDays.domain, sendingDays.day],
        set: { warmUpCap: warmUpStart, heldBy: null, heldShare: null },
      });
    const details = { domain, ...warmUp };
    await recordAudit({ userId: by, action: "domain.warm_up", details }, tx);
  });
}

export async function endWarmUp(domain: string, by: number): Promise<void> {
  await changeLimits(domain, async (tx, day) => {
    await upsertLimits(tx, domain, noWarmUp);
    await tx
      .update(sendingDays)
      .set({ warmUpCap: null, heldBy: null, heldShare: null })
      .where(and(eq(sendingDays.domain, domain), eq(sendingDays.day, day)));
    await recordAudit({ userId: by, action: "domain.warm_up_end", details: { domain } }, tx);
  });
}

async function upsertLimits(
  tx: Database,
  domain: string,
  limits: Partial<Omit<typeof sendingDomains.$inferInsert, "domain">>,
): Promise<void> {
  const set = { ...limits, updatedAt: sql`now()` };
  await tx
    .insert(sendingDomains)
    .values({ domain, ...set })
    .onConflictDoUpdate({ target: sendingDomains.domain, set });
}

/** No dispatcher gives out places meanwhile; what left today without one is counted. */
async function changeLimits(
  domain: string,
  change: (tx: Database, day: string) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockDispatch(tx);
    const { day } = await findToday(tx);
    await change(tx, day);
    await openSendingDay(tx, domain, day);
    await startCounting(tx, domain, day);
  });
}
