import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { doEventsArrive } from "@/lib/delivery/event-lag";
import { listOpenCampaigns } from "@/lib/delivery/open-campaigns";
import { isProved } from "@/lib/delivery/proof";
import { maxInDoubt, protocolTimes } from "@/lib/delivery/protocol-times";
import { log } from "@/lib/log";

/** So many neighbours prove something when none of them is silent… */
const smallestCohort = 50;
/** …and so many when next to none is. */
const largeCohort = 10_000;
const toleratedSilence = 0.0001;

/** Rows whose claims lie within so long of each other are judged by the same neighbours. */
const momentSeconds = 5;
/**
 * Of one round, at random: after a crash there may be many, and those that nothing will ever prove
 * must not stand before the others for good.
 */
const momentsAtOnce = 20;

/**
 * `confirm`: a row in doubt is sent again only when SES's silence about it proves something. It must
 * have been quiet for long, and its neighbours in time (accepted around its claim, whatever their
 * campaign: they share the way of the events) must be many and all have events. Then events of that
 * time arrived, and this mail's would have too. A global sample would not do: events may be late now
 * and in time on average. With too few neighbours the row stays in doubt for a person.
 */
export async function resendConfirmed(): Promise<number> {
  const moments = await listQuietMoments();
  if (moments.length === 0 || !(await doEventsArrive())) return 0;
  let resent = 0;
  for (const moment of moments) {
    const cohort = await countCohort(moment);
    if (isProof(cohort)) resent += await sendAgain(moment);
    log.info({ moment: moment.at, rows: moment.rows, ...cohort }, "silence judged");
  }
  return resent;
}

/** When rows in doubt were claimed, in steps of a few seconds. */
type Moment = { at: string; rows: number };

const isQuiet = (
  open: number[],
): SQL => sql`r.status = 'in_doubt' and not ${isProved(open)} and r.in_doubt_count < ${maxInDoubt}::int
  and greatest(r.in_doubt_at, r.claimed_at) < now() - ${protocolTimes.quietSeconds}::float8 * interval '1 second'`;

/**
 * A paused campaign waits with its doubts. One that was canceled mails nobody again: what goes back to
 * its queue is canceled by the next tick, and counted as not mailed instead of as unknown.
 */
const isJudged = sql`c.status in ('launching', 'sending', 'canceled')`;

const momentOf = sql`date_bin(${momentSeconds}::int * interval '1 second', r.claimed_at, 'epoch')`;

async function listQuietMoments(): Promise<Moment[]> {
  const open = await listOpenCampaigns("confirm");
  if (open.length === 0) return [];
  const { rows } = await db.execute<Moment>(sql`
    select ${momentOf}::text as at, count(*)::int as rows
    from recipients r join campaigns c on c.id = r.campaign_id
    where r.campaign_id = any(${sql.param(open)}::bigint[]) and ${isJudged} and ${isQuiet(open)}
    group by 1 order by random() limit ${momentsAtOnce}::int`);
  return rows;
}

export type Cohort = { neighbours: number; silent: number };

export function isProof({ neighbours, silent }: Cohort): boolean {
  if (silent === 0) return neighbours >= smallestCohort;
  return neighbours >= largeCohort && silent <= neighbours * toleratedSilence;
}

/** Whom the API confirmed in the time in which SES could have accepted the rows of this moment. */
async function countCohort({ at }: Moment): Promise<Cohort> {
  const from = sql`${at}::timestamptz - ${protocolTimes.cohortBeforeSeconds}::float8 * interval '1 second'`;
  const until = sql`${at}::timestamptz
    + (${momentSeconds}::int + ${protocolTimes.cohortAfterSeconds}::float8) * interval '1 second'`;
  const { rows: campaigns } = await db.execute<{ id: string }>(sql`
    select id from campaigns c where c.started_at <= ${until}
      and (c.finished_at is null or c.finished_at >= ${from})`);
  // Named for the events as well: so no other campaign's partition is opened.
  const among = sql`any(${sql.param(campaigns.map(({ id }) => Number(id)))}::bigint[])`;
  const { rows } = await db.execute<Cohort>(sql`
    select count(*)::int as neighbours, (count(*) filter (where not exists (
      select 1 from email_events e
      where e.campaign_id = ${among} and e.campaign_id = n.campaign_id and e.recipient_id = n.id
        and e.ses_message_id is not null)))::int as silent
    from recipients n
    where n.campaign_id = ${among}
      and n.status = 'sent' and n.resolved_by = 'api' and n.sent_at between ${from} and ${until}`);
  return rows[0] ?? { neighbours: 0, silent: 0 };
}

async function sendAgain({ at }: Moment): Promise<number> {
  const open = await listOpenCampaigns("confirm");
  const { rowCount } = await db.execute(sql`
    update recipients r set status = 'queued', next_at = now(), enqueued_at = null,
      resolved_by = 'policy'
    from campaigns c
    where r.campaign_id = any(${sql.param(open)}::bigint[]) and c.id = r.campaign_id
      and ${isJudged} and ${isQuiet(open)} and ${momentOf} = ${at}::timestamptz`);
  return rowCount ?? 0;
}
