import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { sesRegion } from "@/lib/aws/ses";
import type { Lane } from "@/lib/delivery/lanes";

/** Before SES has been asked: the sandbox's rate, for forecasts; nothing is sent yet. */
export const unknownRate = 1;
/** Guaranteed to transactional mail and tests; at least one a second, at most half of the rate. */
const transactionalShare = 0.2;
/** One reservation covers at most this much sending time: a crash loses no more. */
const chunkSeconds = 0.1;
/**
 * Nobody takes what the other lane leaves unused further ahead than this: so long, and a chunk of
 * each lane, is what a transactional mail waits behind a campaign at most.
 */
const lookAheadSeconds = 0.5;
/** A lane's guaranteed part may be reserved this far ahead: at one a second, a turn is far away. */
const longestWaitSeconds = 2;
/** SES said 429: everybody slows down at once. */
const backOffFactor = 0.7;
const smallestShare = 0.05;

export type Hold = "daily_quota" | "quota_refused" | "limits_unknown";

export type Turn =
  | {
      ok: true;
      count: number;
      /** Until the first may leave; the others follow `spacingMs` apart. */
      waitMs: number;
      spacingMs: number;
      /** So much later a call may still leave without the rate ever passing SES's limit. */
      slackMs: number;
    }
  /** `too_early`: ask again in `waitMs`. Held: until the quota frees. */
  | { ok: false; reason: "too_early"; waitMs: number }
  | { ok: false; reason: Hold };

const laneTat: Record<Lane, SQL> = {
  campaign: sql`campaign_tat`,
  transactional: sql`transactional_tat`,
};

const rateSql = sql`greatest(max_send_rate * share, 0.01)`;
const transactionalRateSql = sql`least(${rateSql} / 2, greatest(1, ${rateSql} * ${transactionalShare}::float8))`;
const laneRate: Record<Lane, SQL> = {
  campaign: sql`(${rateSql} - ${transactionalRateSql})`,
  transactional: transactionalRateSql,
};

/**
 * Reserves up to `wanted` sends. One row, locked, decides for both lanes: every reservation takes
 * the next free time of the whole, so that together they never pass the rate. A lane may go first
 * with its guaranteed part, and with everything while nobody waits. What is reserved and not used
 * expires; nothing is ever handed back, so a killed process cannot raise the rate. `leadMs`: the
 * caller needs so long before its first send, so an earlier turn would be lost on it.
 *
 * `isFlushedLater`: the caller commits durably before its first send (a claim), and with that, in the
 * order of the log, this reservation too. Then everybody's row is not locked while a disk turns, and
 * still no mail leaves in a turn that a crash could forget.
 */
export async function reserveSends(
  lane: Lane,
  wanted: number,
  { leadMs = 0, isFlushedLater = false }: { leadMs?: number; isFlushedLater?: boolean } = {},
): Promise<Turn> {
  const { rows } = await db.execute<ReservationRow>(sql`
    with bucket as (
      select *, ${rateSql} as rate, ${laneRate[lane]} as lane_rate, ${laneTat[lane]} as lane_tat
      from send_rates where region = ${await sesRegion()} for update
    ), clock as (
      select *, clock_timestamp() as at from bucket -- read once the row is ours
    ), turn as (
      select *, greatest(tat, at + ${leadMs}::float8 * interval '1 millisecond') as starts_at,
        extract(epoch from greatest(tat, at) - at)::float8 as ahead,
        extract(epoch from lane_tat - at)::float8 as lane_ahead,
        floor(least(${wanted}::int, greatest(1, rate * ${chunkSeconds}::float8),
          ${quotaLeftSql(lane)})) as count
      from clock
    ), decided as (
      select *, count >= 1 and quota_refused_at is null as has_quota,
        ahead <= ${lookAheadSeconds}::float8 as is_free,
        lane_ahead <= 0 and ahead <= ${longestWaitSeconds}::float8 as is_guaranteed
      from turn
    ), moved as (
      update send_rates b set tat = d.starts_at + d.count * interval '1 second' / d.rate,
        reserved_since_poll = b.reserved_since_poll + d.count,
        ${laneTat[lane]} = case when d.is_free then d.lane_tat
          else greatest(d.lane_tat, d.at) + d.count * interval '1 second' / d.lane_rate end
      from decided d where b.region = d.region and d.has_quota and (d.is_free or d.is_guaranteed)
    )
    select ${isFlushedLater ? sql`set_config('synchronous_commit', 'off', true)` : sql`null`} as commits,
      count::int, rate, max_send_rate, ahead, lane_ahead, has_quota,
      extract(epoch from starts_at - at)::float8 as wait,
      quota_refused_at is not null as is_refused, is_free or is_guaranteed as is_admitted
    from decided`);
  return toTurn(rows[0]);
}

type ReservationRow = {
  count: number;
  rate: number;
  max_send_rate: number;
  wait: number;
  ahead: number;
  lane_ahead: number;
  has_quota: boolean;
  is_refused: boolean;
  is_admitted: boolean;
};

function toTurn(row: ReservationRow | undefined): Turn {
  if (!row) return { ok: false, reason: "limits_unknown" };
  if (!row.has_quota)
    return { ok: false, reason: row.is_refused ? "quota_refused" : "daily_quota" };
  if (!row.is_admitted) {
    const untilFree = row.ahead - lookAheadSeconds;
    const untilGuaranteed = Math.max(row.lane_ahead, row.ahead - longestWaitSeconds);
    return {
      ok: false,
      reason: "too_early",
      waitMs: Math.max(0, Math.min(untilFree, untilGuaranteed)) * 1000,
    };
  }
  return {
    ok: true,
    count: row.count,
    waitMs: row.wait * 1000,
    spacingMs: 1000 / row.rate,
    slackMs: (row.max_send_rate / row.rate - 1) * 1000,
  };
}

/** What a lane may still send today; the campaign's quota is the day's without the reserve. */
function quotaLeftSql(lane: Lane): SQL {
  const quota = lane === "campaign" ? sql`campaign_quota` : sql`daily_quota`;
  return sql`case when daily_quota < 0 then 'infinity'::float8
    else greatest(0, ${quota} - quota_used - reserved_since_poll) end`;
}

/** SES said 429: the rate falls at once and everybody waits a second. Several at once count as one. */
export async function slowDown(lane: Lane, throttles = 1): Promise<void> {
  const counter = lane === "campaign" ? sql`campaign_throttles` : sql`transactional_throttles`;
  const isFirst = sql`(throttled_at is null or throttled_at < now() - interval '1 second')`;
  await db.execute(sql`
    update send_rates set ${counter} = ${counter} + ${throttles}::int,
      share = case when ${isFirst}
        then greatest(share * ${backOffFactor}::float8, ${smallestShare}::float8) else share end,
      tat = case when ${isFirst}
        then greatest(tat, clock_timestamp()) + interval '1 second' else tat end,
      throttled_at = case when ${isFirst} then now() else throttled_at end
    where region = ${await sesRegion()}`);
}

/** SES refused for the day's quota: nobody calls it again before it says that some is left. */
export async function closeQuota(): Promise<void> {
  await db.execute(sql`update send_rates set quota_refused_at = now()
    where region = ${await sesRegion()}`);
}

/** Everything that people and programs ask about the rate. */
export type RateState = {
  maxSendRate: number;
  /** What the bucket lets through, both lanes together. */
  targetRate: number;
  /** SES's last 429. */
  throttledAt: Date | null;
  /** 429s so far. */
  throttles: Record<Lane, number>;
  /** Why a lane waits although nobody is in front of it. */
  held: Record<Lane, Hold | null>;
  /** Sends left today; undefined when unlimited. */
  quotaLeft: Record<Lane, number> | undefined;
};

/** undefined until SES has told its limits. */
export async function describeRate(): Promise<RateState | undefined> {
  const { rows } = await db.execute<{
    max_send_rate: number;
    rate: number;
    throttled_at: string | Date | null;
    campaign_throttles: string;
    transactional_throttles: string;
    is_refused: boolean;
    campaign_left: number;
    transactional_left: number;
  }>(sql`
    select max_send_rate, ${rateSql} as rate, throttled_at, campaign_throttles,
      transactional_throttles, quota_refused_at is not null as is_refused,
      ${quotaLeftSql("campaign")} as campaign_left,
      ${quotaLeftSql("transactional")} as transactional_left
    from send_rates where region = ${await sesRegion()}`);
  const [row] = rows;
  if (!row) return undefined;
  const left = { campaign: row.campaign_left, transactional: row.transactional_left };
  const hold = (n: number): Hold | null =>
    row.is_refused ? "quota_refused" : n < 1 ? "daily_quota" : null;
  return {
    maxSendRate: row.max_send_rate,
    targetRate: row.rate,
    throttledAt: row.throttled_at === null ? null : new Date(row.throttled_at),
    throttles: {
      campaign: Number(row.campaign_throttles),
      transactional: Number(row.transactional_throttles),
    },
    held: { campaign: hold(left.campaign), transactional: hold(left.transactional) },
    quotaLeft: Number.isFinite(left.campaign) ? left : undefined,
  };
}

/** Recipients per second that may leave when the other lane is silent. */
export async function findRate(): Promise<number> {
  const state = await describeRate();
  return state?.targetRate ?? unknownRate;
}

/** How many campaign mails SES's daily quota still lets through; undefined = unlimited or unknown. */
export async function findQuotaLeft(): Promise<number | undefined> {
  const state = await describeRate();
  return state?.quotaLeft?.campaign;
}
