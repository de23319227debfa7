import { sql } from "drizzle-orm";
import { db } from "@/db";
import { sesAccount } from "@/db/schema/sending";
import { getAccount, type SesAccount, sesRegion } from "@/lib/aws/ses";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { quotaReserve } from "@/lib/domain/send-quota";

/** SES refuses above its rate, and our clock is not its clock: stay under it. */
const startingShare = 0.8;
const highestShare = 0.95;
/** While there is no 429 the share feels its way up: so much a second. */
const growthPerSecond = 0.02 / protocolTimes.rateGrowthSeconds;
/** One answer after a long silence must not jump: it counts as this much time. */
const longestGrowthSeconds = 60;
/** A refusal for the quota outweighs SES's own count for so long. */
const quotaRefusedFor = sql`${protocolTimes.quotaClosedSeconds}::float8 * interval '1 second'`;

/**
 * Asks SES for its limits; the tick is the one place that does, since SES answers once a second at
 * most. A lowered or raised rate holds from the next reservation on; the quota's count is SES's, and
 * what is reserved from here on is added to it.
 */
export async function refreshRates(): Promise<SesAccount> {
  const region = await sesRegion();
  const counted = await findReserved(region); // what SES's answer includes, or nearly
  const account = await getAccount();
  await db
    .insert(sesAccount)
    .values({ id: "ses", account })
    .onConflictDoUpdate({ target: sesAccount.id, set: { account, fetchedAt: sql`now()` } });
  await db.execute(sql`
    insert into send_rates as b
      (region, max_send_rate, share, daily_quota, campaign_quota, quota_used)
    values (${region}, ${account.maxSendRate}::float8, ${startingShare}::float8,
      ${account.max24HourSend}::float8,
      ${account.max24HourSend - quotaReserve(account.max24HourSend)}::float8,
      ${account.sentLast24Hours}::float8)
    on conflict (region) do update set
      max_send_rate = excluded.max_send_rate, share = ${grownShare},
      daily_quota = excluded.daily_quota, campaign_quota = excluded.campaign_quota,
      quota_used = excluded.quota_used,
      reserved_since_poll = greatest(0, b.reserved_since_poll - ${counted}::float8),
      quota_refused_at = case when b.quota_refused_at < now() - ${quotaRefusedFor}
        and (excluded.daily_quota < 0 or excluded.quota_used < excluded.daily_quota)
        then null else b.quota_refused_at end,
      polled_at = now()`);
  return account;
}

const grownShare = sql`least(${highestShare}::float8, b.share + ${growthPerSecond}::float8
  * greatest(0, least(${longestGrowthSeconds}::float8,
    extract(epoch from now() - greatest(b.polled_at, b.throttled_at)))))`;

async function findReserved(region: string): Promise<number> {
  const { rows } = await db.execute<{ reserved: number }>(
    sql`select reserved_since_poll as reserved from send_rates where region = ${region}`,
  );
  return rows[0]?.reserved ?? 0;
}
