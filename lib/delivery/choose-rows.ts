import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import type { MailboxGroup } from "@/db/schema/recipients";
import type { Lane } from "@/lib/delivery/lanes";
import { findToday, lockSendingDay, takePlaces } from "@/lib/delivery/sending-days";
import { type ActiveSlowdown, listSlowdowns } from "@/lib/delivery/slowdown";
import {
  countOutstandingRows,
  forgetLostWakeUps,
  hasWaitingRows,
  markWoken,
} from "@/lib/delivery/wake-ups";
import { shareWindow, weightOf } from "@/lib/domain/window-share";

/** One push: the first mail of a huge campaign need not wait for the whole window. */
const maxPush = 5_000;
/** Wake-ups fall due a little faster than the rate, so that the rate is what holds mails back. */
const haste = 1.05;

/** A campaign whose mails may leave. */
export type Running = {
  id: number;
  kind: CampaignKind;
  /** It sends from. */
  domain: string;
  isPlanned: boolean;
};

/** How many wake-ups may be under way, and how fast they are used up. */
export type Window = { window: number; perSecond: number };

/** Rows that were marked as woken: their wake-ups start after `offsetSeconds`, at `perSecond`. */
export type Push = { campaignId: number; ids: number[]; offsetSeconds: number; perSecond: number };

/** In the dispatcher's transaction: whose rows are woken, and at what pace. */
export async function chooseRows(
  tx: Database,
  running: Running[],
  { window, perSecond, lane, only }: Window & { lane: Lane; only: number | undefined },
): Promise<Push[]> {
  const users = [];
  for (const campaign of running) {
    await forgetLostWakeUps(tx, campaign.id);
    const byGroup = await countOutstandingRows(tx, campaign.id);
    const outstanding = [...byGroup.values()].reduce((sum, n) => sum + n, 0);
    const isWaiting = await hasWaitingRows(tx, campaign.id);
    users.push({ ...campaign, weight: weightOf(campaign.kind), byGroup, outstanding, isWaiting });
  }
  const shares = shareWindow(window, users);
  const slowdowns = lane === "campaign" ? await listSlowdowns(tx) : [];
  const pushes: Push[] = [];
  for (const user of users) {
    if (!user.isWaiting || (only !== undefined && user.id !== only)) continue;
    const share = shares.get(user.id) ?? 0;
    const streams = streamsOf(user, {
      share,
      perSecond: (perSecond * share) / Math.max(1, window),
      slowdowns: slowdowns.filter(({ domain }) => domain === user.domain),
    });
    const room = share - user.outstanding;
    pushes.push(...(await wakeStreams(tx, { campaign: user, streams, room, lane })));
  }
  return pushes;
}

/** Part of a campaign's rows with a pace and a share of its own. */
type Stream = { filter: SQL; share: number; outstanding: number; perSecond: number };

/** A slowed group gets its small share of the campaign's; the others may have what remains. */
function streamsOf(
  user: { byGroup: Map<MailboxGroup, number>; outstanding: number },
  {
    share,
    perSecond,
    slowdowns,
  }: { share: number; perSecond: number; slowdowns: ActiveSlowdown[] },
): Stream[] {
  const slow = slowdowns.map((slowdown) => ({
    filter: sql`mailbox_group = ${slowdown.group}::mailbox_group`,
    share: Math.ceil(share * slowdown.share),
    outstanding: user.byGroup.get(slowdown.group) ?? 0,
    perSecond: perSecond * slowdown.share,
  }));
  const groups = sql.param(slowdowns.map(({ group }) => group));
  const others = {
    filter: slow.length === 0 ? sql`true` : sql`mailbox_group <> all(${groups}::mailbox_group[])`,
    share,
    outstanding: user.outstanding - slow.reduce((sum, { outstanding }) => sum + outstanding, 0),
    perSecond,
  };
  return [...slow, others];
}

type Wake = { campaign: Running; streams: Stream[]; room: number; lane: Lane };

async function wakeStreams(tx: Database, wake: Wake): Promise<Push[]> {
  const { campaign, streams, lane } = wake;
  const today = lane === "campaign" ? await findToday(tx) : undefined;
  const limits = today && (await lockSendingDay(tx, campaign.domain, today.day));
  // Who reads first goes first, which is known only when everybody is planned.
  if (limits && !campaign.isPlanned) return [];
  const day = today && limits && { ...today, places: Math.max(0, limits.cap - limits.taken) };
  const pushes: Push[] = [];
  let { room } = wake;
  for (const { filter, share, outstanding, perSecond } of streams) {
    const pace = Math.max(0.1, perSecond * haste);
    const push = { campaignId: campaign.id, offsetSeconds: outstanding / pace, perSecond: pace };
    const limit = Math.min(share - outstanding, room, maxPush);
    const ids = day
      ? await wakeWithPlaces(tx, { campaign, filter, day, limit, push })
      : await markWoken(tx, campaign.id, { limit, filter, sendDay: null });
    room -= ids.length;
    if (ids.length > 0) pushes.push({ ...push, ids });
  }
  return pushes;
}

/** Rows that have a place of today need none; the others take one, as long as there are any. */
async function wakeWithPlaces(
  tx: Database,
  {
    campaign,
    filter,
    day,
    limit,
    push,
  }: {
    campaign: Running;
    filter: SQL;
    day: { day: string; secondsLeft: number; places: number };
    limit: number;
    push: { offsetSeconds: number; perSecond: number };
  },
): Promise<number[]> {
  // Nobody is woken for a turn after midnight: the place would be of the wrong day.
  const untilMidnight = Math.floor((day.secondsLeft - push.offsetSeconds) * push.perSecond);
  const most = Math.min(limit, untilMidnight);
  // A mail whose outcome was unknown may have left already: its next try is another mail of the day.
  const hasPlace = sql`send_day = ${day.day}::date and in_doubt_count = 0`;
  const placed = await markWoken(tx, campaign.id, {
    limit: most,
    filter: sql`${filter} and ${hasPlace}`,
    sendDay: day.day,
  });
  const added = await markWoken(tx, campaign.id, {
    limit: Math.min(most - placed.length, day.places),
    filter: sql`${filter} and (${hasPlace}) is not true`,
    sendDay: day.day,
  });
  day.places -= added.length;
  await takePlaces(tx, { domain: campaign.domain, day: day.day, count: added.length });
  return [...placed, ...added];
}
