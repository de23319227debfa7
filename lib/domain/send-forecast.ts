/** The part of SES's account that a forecast reads; `max24HourSend` is -1 when unlimited. */
export type SendQuota = { max24HourSend: number; sentLast24Hours: number };

export type SendForecast = {
  endsAt: Date;
  seconds: number;
  /** Share of the whole 24-hour quota that this campaign takes; undefined when unlimited or unknown. */
  quotaShare: number | undefined;
  /** How many do not fit into what is left of the quota today; they wait until it frees. */
  overQuota: number;
};

/** When a campaign ends at a rate, and how much of the day's quota it takes. */
export function forecastSend({
  count,
  ratePerSecond,
  startsAt,
  quota,
}: {
  count: number;
  ratePerSecond: number;
  startsAt: Date;
  quota: SendQuota | undefined;
}): SendForecast {
  const seconds = ratePerSecond > 0 ? Math.ceil(count / ratePerSecond) : 0;
  const endsAt = new Date(startsAt.getTime() + seconds * 1000);
  if (quota === undefined || quota.max24HourSend <= 0) {
    return { endsAt, seconds, quotaShare: undefined, overQuota: 0 };
  }
  const left = Math.max(0, quota.max24HourSend - quota.sentLast24Hours);
  return {
    endsAt,
    seconds,
    quotaShare: count / quota.max24HourSend,
    overQuota: Math.max(0, count - left),
  };
}
