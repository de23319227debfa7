import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import type { Lane } from "@/lib/delivery/lanes";
import { findToday, lockSendingDay, takePlaces } from "@/lib/delivery/sending-days";
import { type ActiveSlowdown, listSlowdowns } from "@/lib/delivery/slowdown";
import {
  chooseWaiting,
  forgetLostWakeUps,
  hasWaitingRows,
  listOutstanding,
  markWoken,
  type Outstanding,
} from "@/lib/delivery/wake-ups";
import { fillGaps } from "@/lib/domain/wake-up-times";
import { shareWindow, weightOf } from "@/lib/domain/window-share";

/** One push: the first mail of a huge campaign need not wait for the whole window. */
const maxPush = 5_000;
/**
 * Of its share of the window, what a campaign gets while it is being planned: every chunk pushes anew,
 * so it need not last until the next tick, and planning has the machine meanwhile.
 */
const shareOfUnplanned = 0.1;
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

/** Rows that were marked as woken, and in how many seconds each of their wake-ups falls due. */
export type Push = { campaignId: number; ids: number[]; delays: number[] };

/** In the dispatcher's transaction: whose rows are woken, and at what pace. */
export async function chooseRows(
  tx: Database,
  running: Running[],
  { window, perSecond, lane, only }: Window & { lane: Lane; only: number | undefined },
): Promise<Push[]> {
  const users = [];
  for (const campaign of running) {
    await forgetLostWakeUps(tx, campaign.id);
    const underWay = await listOutstanding(tx, campaign.id);
    const outstanding = countOf(underWay);
    const isWaiting = await hasWaitingRows(tx, campaign.id);
    users.push({ ...campaign, weight: weightOf(campaign.kind), underWay, outstanding, isWaiting });
  }
  const shares = shareWindow(window, users);
  const slowdowns = lane === "campaign" ? await listSlowdowns(tx) : [];
  const pushes: Push[] = [];
  for (const user of users) {
    if (!user.isWaiting || (only !== undefined && user.id !== only)) continue;
    const share = shares.get(user.id) ?? 0;
    const usable = user.isPlanned ? share : Math.ceil(share * shareOfUnplanned);
    const streams = streamsOf(user, {
      share: usable,
      perSecond: (perSecond * share) / Math.max(1, window),
      slowdowns: slowdowns.filter(({ domain }) => domain === user.domain),
    });
    const room = usable - user.outstanding;
    pushes.push(...(await wakeStreams(tx, { campaign: user, streams, room, lane })));
  }
  return pushes;
}

function countOf(outstanding: Outstanding[]): number {
  return outstanding.reduce((sum, { n }) => sum + n, 0);
}

/** Part of a campaign's rows with a pace and a share of its own. */
type Stream = { filter: SQL; share: number; underWay: Outstanding[]; perSecond: number };

/** A slowed group gets its small share of the campaign's; the others may have what remains. */
function streamsOf(
  { underWay }: { underWay: Outstanding[] },
  {
    share,
    perSecond,
    slowdowns,
  }: { share: number; perSecond: number; slowdowns: ActiveSlowdown[] },
): Stream[] {
  const slow = slowdowns.map((slowdown) => ({
    filter: sql`mailbox_group = ${slowdown.group}::mailbox_group`,
    share: Math.ceil(share * slowdown.share),
    underWay: underWay.filter(({ group }) => group === slowdown.group),
    perSecond: perSecond * slowdown.share,
  }));
  const groups = slowdowns.map(({ group }) => group);
  const others = {
    filter:
      groups.length === 0
        ? sql`true`
        : sql`mailbox_group <> all(${sql.param(groups)}::mailbox_group[])`,
    share,
    underWay: underWay.filter(({ group }) => !groups.includes(group)),
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
  for (const { filter, share, underWay, perSecond } of streams) {
    const limit = Math.max(0, Math.min(share - countOf(underWay), room, maxPush));
    const delays = timesOf(underWay, { limit, perSecond });
    const ids = day
      ? await choosePlaced(tx, { campaign, filter, day, delays })
      : await chooseWaiting(tx, campaign.id, { limit, filter });
    await markWoken(tx, campaign.id, { ids, delays, sendDay: day ? day.day : null });
    room -= ids.length;
    if (ids.length > 0) pushes.push({ campaignId: campaign.id, ids, delays });
  }
  return pushes;
}

function timesOf(
  underWay: Outstanding[],
  { limit, perSecond }: { limit: number; perSecond: number },
): number[] {
  const due = new Map<number, number>();
  for (const { second, n } of underWay) due.set(second, (due.get(second) ?? 0) + n);
  return fillGaps(due, { count: limit, perSecond: Math.max(0.1, perSecond * haste) });
}

/** Rows that have a place of today need none; the others take one, as long as there are any. */
async function choosePlaced(
  tx: Database,
  {
    campaign,
    filter,
    day,
    delays,
  }: {
    campaign: Running;
    filter: SQL;
    day: { day: string; secondsLeft: number; places: number };
    delays: number[];
  },
): Promise<number[]> {
  // Nobody is woken for a turn after midnight: the place would be of the wrong day.
  const limit = delays.filter((delay) => delay < day.secondsLeft).length;
  // A mail whose outcome was unknown may have left already: its next try is another mail of the day.
  const hasPlace = sql`send_day = ${day.day}::date and in_doubt_count = 0`;
  const placed = await chooseWaiting(tx, campaign.id, {
    limit,
    filter: sql`${filter} and ${hasPlace}`,
  });
  const added = await chooseWaiting(tx, campaign.id, {
    limit: Math.min(limit - placed.length, day.places),
    filter: sql`${filter} and (${hasPlace}) is not true`,
  });
  day.places -= added.length;
  await takePlaces(tx, { domain: campaign.domain, day: day.day, count: added.length });
  return [...placed, ...added];
}
