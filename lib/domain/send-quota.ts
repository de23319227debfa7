/** Of the day's quota, kept back from campaigns so that sign-in links and receipts still leave. */
const reservedShare = 0.05;
const smallestReserve = 10;

/** How many of a day's sends no campaign may use; 0 when the quota is unlimited. */
export function quotaReserve(dailyQuota: number): number {
  if (dailyQuota < 0) return 0;
  return Math.min(dailyQuota, Math.max(smallestReserve, Math.ceil(dailyQuota * reservedShare)));
}

/** SES's refusal for the day's quota: the next call would be refused as well, for hours maybe. */
export function isQuotaRefusal({ code, message }: { code: string; message: string }): boolean {
  return code === "LimitExceededException" || /daily message quota/i.test(message);
}
