import type { CampaignKind } from "@/db/schema/campaigns";

/** A campaign as the dispatcher sees it: wake-ups under way, and whether more wait. */
export type WindowUser = { id: number; weight: number; outstanding: number; isWaiting: boolean };

/**
 * How many wake-ups each campaign may have under way, so that they sum to the window. Shares go by
 * weight; who has nothing more to send keeps what it has, and the others share the rest. A campaign
 * that comes later gets its share at once, however much of the window another one has filled:
 * the sum is too high only until that one's wake-ups are used up.
 */
export function shareWindow(window: number, users: WindowUser[]): Map<number, number> {
  const shares = new Map<number, number>();
  let left = window;
  let sharing = users;
  for (;;) {
    const weights = sharing.reduce((sum, { weight }) => sum + weight, 0);
    const modest = sharing.filter(
      ({ isWaiting, outstanding, weight }) =>
        !isWaiting && outstanding <= (left * weight) / weights,
    );
    if (modest.length === 0) {
      // Never nothing: a campaign that waits gets on, be the window ever so small.
      for (const { id, weight } of sharing) {
        shares.set(id, Math.max(1, Math.floor((left * weight) / weights)));
      }
      return shares;
    }
    for (const { id, outstanding } of modest) {
      shares.set(id, outstanding);
      left -= outstanding;
    }
    sharing = sharing.filter((user) => !modest.includes(user));
  }
}

/** What people asked for and wait for goes twice as fast as advertisements beside it. */
export function weightOf(kind: CampaignKind): number {
  return kind === "information" ? 2 : 1;
}
