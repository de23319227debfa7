import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { sendBuckets, sesAccount } from "@/db/schema/sending";
import { getAccount, type SesAccount } from "@/lib/aws/ses";
import type { Lane } from "@/lib/delivery/lanes";

/** SES refuses above its rate, and our clock is not its clock: stay under it. */
const startingShare = 0.8;
const highestShare = 0.95;
/** Of the rate, for transactional mail and tests; at least one a second. */
const transactionalShare = 0.2;
/** Before SES has been asked: the sandbox's rate. */
const unknownRate = 1;
/** A consumer waits this long for its turn, else it gives the wake-up back. */
const longestWaitSeconds = 2;
/** One reservation covers at most this much sending time: a crash loses no more. */
const chunkSeconds = 0.1;
/** After SES has said 429: back off at once, then feel the way up again. */
const backOffFactor = 0.7;
const growthFactor = 1.02;

/** Recipients per second of a lane. */
export async function findRate(lane: Lane): Promise<number> {
  const [bucket] = await db
    .select({ rate: sendBuckets.rate })
    .from(sendBuckets)
    .where(eq(sendBuckets.lane, lane));
  return bucket?.rate ?? unknownRate;
}

/**
 * Reserves up to `wanted` sends in the lane's bucket. Returns how many and in how many ms the first
 * may leave; undefined when the turn is further away than a consumer should wait, or the lane is
 * stopped. Unused reservations expire and are never handed back, so the rate is never exceeded.
 */
export async function reserveSends(
  lane: Lane,
  wanted: number,
): Promise<{ count: number; waitMs: number; spacingMs: number } | undefined> {
  const { rows } = await db.execute<{ count: number; wait: number; rate: number }>(sql`
    update send_buckets set
      tat = greatest(tat, clock_timestamp())
        + least(${wanted}::int, greatest(1, floor(rate * ${chunkSeconds}::float8)))
          * interval '1 second' / rate,
      updated_at = now()
    where lane = ${lane} and not paused
      and tat <= clock_timestamp() + ${longestWaitSeconds}::int * interval '1 second'
    returning
      least(${wanted}::int, greatest(1, floor(rate * ${chunkSeconds}::float8)))::int as count,
      rate,
      extract(epoch from tat - clock_timestamp())::float8 as wait`);
  const [row] = rows;
  if (!row) return undefined;
  const spacingMs = 1000 / row.rate;
  // `wait` counts to the end of the reservation; its first send may leave `count` spacings earlier.
  return {
    count: row.count,
    waitMs: Math.max(0, row.wait * 1000 - row.count * spacingMs),
    spacingMs,
  };
}

/** SES said 429: everybody slows down. Several at once count as one. */
export async function slowDown(lane: Lane): Promise<void> {
  await db.execute(sql`
    update send_buckets set rate = greatest(rate * ${backOffFactor}::float8, 0.2),
      tat = greatest(tat, clock_timestamp()) + interval '1 second', updated_at = now(),
      throttled_at = now()
    where lane = ${lane} and (throttled_at is null or throttled_at < now() - interval '1 second')`);
}

/** Asks SES for its limits and adapts both lanes; the tick is the one place that does. */
export async function refreshRates(): Promise<SesAccount> {
  const account = await getAccount();
  await db
    .insert(sesAccount)
    .values({ id: "ses", account })
    .onConflictDoUpdate({ target: sesAccount.id, set: { account, fetchedAt: sql`now()` } });
  const transactional = Math.max(1, account.maxSendRate * transactionalShare);
  const campaign = Math.max(0.5, account.maxSendRate - transactional);
  await adaptRate("transactional", transactional);
  await adaptRate("campaign", campaign);
  return account;
}

/**
 * Starts at 0.8 of the limit, grows 2 % a call up to 0.95, follows the limit down at once. A limit
 * that SES has raised is taken up at once too, unless SES throttled us lately.
 */
async function adaptRate(lane: Lane, limit: number): Promise<void> {
  await db.execute(sql`
    insert into send_buckets (lane, rate) values (${lane}, ${limit * startingShare}::float8)
    on conflict (lane) do update set
      rate = least(${limit * highestShare}::float8, greatest(send_buckets.rate * ${growthFactor}::float8,
        case when send_buckets.throttled_at > now() - interval '10 minutes' then 0
          else ${limit * startingShare}::float8 end)),
      updated_at = now()`);
}
