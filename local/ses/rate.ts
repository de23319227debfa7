/** SES's send rate as a token bucket; one second of rate may leave in a burst. */
export type SendRate = { take(recipients: number, now: number): boolean };

export function createSendRate(perSecond: number): SendRate {
  const capacity = Math.max(1, perSecond);
  let tokens = capacity;
  let filledAt = 0;
  return {
    // A mail to many passes while one token is left and leaves a debt behind, as SES does.
    take(recipients, now) {
      tokens = Math.min(capacity, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= recipients;
      return true;
    },
  };
}

/** Recipients of the last 24 hours, counted in minutes. */
export type DailyQuota = {
  sent(now: number): number;
  has(recipients: number, now: number): boolean;
  add(recipients: number, at: number): void;
};

const dayInMinutes = 24 * 60;

export function createDailyQuota(max: number): DailyQuota {
  const perMinute = new Map<number, number>();
  let total = 0;

  function forget(now: number): void {
    const oldest = Math.floor(now / 60_000) - dayInMinutes;
    for (const [minute, count] of perMinute) {
      if (minute > oldest) break; // a Map keeps the order of insertion
      perMinute.delete(minute);
      total -= count;
    }
  }

  function sent(now: number): number {
    forget(now);
    return total;
  }

  return {
    sent,
    has: (recipients, now) => max < 0 || sent(now) + recipients <= max,
    add(recipients, at) {
      const minute = Math.floor(at / 60_000);
      perMinute.set(minute, (perMinute.get(minute) ?? 0) + recipients);
      total += recipients;
    },
  };
}
