import { sql } from "drizzle-orm";
import { db } from "@/db";
import type { Lane } from "@/lib/delivery/lanes";
import type { Metric } from "@/lib/domain/prometheus";

/**
 * What the database tells. Every query here is bounded whatever the size of the ledger: totals come
 * from the counts that are kept a campaign, open rows from the indexes that hold only them.
 */
const laneSql = sql`case when c.kind in ('marketing', 'information') then 'campaign'
  else 'transactional' end`;

/** Campaigns that may have rows on their way; those of system mail never end, but are few. */
const openCampaigns = sql`c.status in ('launching', 'sending', 'paused')`;

const counted = ["queued", "sent", "failed", "skipped", "canceled"] as const;

export async function measureLedger(): Promise<Metric[]> {
  const [totals, open, owed, twice, campaigns] = await Promise.all([
    readTotals(),
    readOpen(),
    readNumber(sql`select count(*)::int as n from recipients where dead_letter_pending`),
    readNumber(sql`select count(*)::int as n from duplicate_accepts`),
    db.execute<{ status: string; n: number }>(sql`
      select status, count(*)::int as n from campaigns
      where status in ('scheduled', 'launching', 'sending', 'paused') and kind <> 'transactional'
      group by 1`),
  ]);
  return [
    {
      name: "letterpress_recipients",
      help: "Recipients of all campaigns by what we did with them; queued, sent, failed, skipped and canceled as of the last count, at most some seconds old while mails leave.",
      type: "gauge",
      samples: [...totals, ...open],
    },
    {
      name: "letterpress_dead_letters_owed",
      help: "Failed recipients whose copy for the dead-letter queue is not sent yet.",
      type: "gauge",
      samples: [{ value: owed }],
    },
    {
      name: "letterpress_duplicate_accepts_total",
      help: "Mails that SES accepted beyond the first of a recipient.",
      type: "counter",
      samples: [{ value: twice }],
    },
    {
      name: "letterpress_campaigns",
      help: "Campaigns that people made, by state.",
      type: "gauge",
      samples: ["scheduled", "launching", "sending", "paused"].map((status) => ({
        labels: { status },
        value: campaigns.rows.find((row) => row.status === status)?.n ?? 0,
      })),
    },
  ];
}

async function readTotals(): Promise<Metric["samples"]> {
  const { rows } = await db.execute<Record<(typeof counted)[number], number> & { lane: Lane }>(sql`
    select ${laneSql} as lane, sum(s.queued)::float8 as queued, sum(s.sent)::float8 as sent,
      sum(s.failed)::float8 as failed, sum(s.skipped)::float8 as skipped,
      sum(s.canceled)::float8 as canceled
    from campaign_stats s join campaigns c on c.id = s.campaign_id group by 1`);
  return eachLane((lane) =>
    counted.map((status) => ({
      labels: { lane, status },
      value: rows.find((row) => row.lane === lane)?.[status] ?? 0,
    })),
  );
}

/** What is under way or unknown is counted as it is now: it is what alarms look at. */
async function readOpen(): Promise<Metric["samples"]> {
  const { rows } = await db.execute<{ lane: Lane; status: string; n: number }>(sql`
    select lane, status, sum(n)::int as n from (
      select ${laneSql} as lane, r.status::text as status, count(*) as n
      from recipients r join campaigns c on c.id = r.campaign_id
      where r.status = 'sending' group by 1, 2
      union all
      select ${laneSql}, r.status::text, count(*)
      from recipients r join campaigns c on c.id = r.campaign_id
      where r.status = 'in_doubt' group by 1, 2) open
    group by 1, 2`);
  return eachLane((lane) =>
    ["sending", "in_doubt"].map((status) => ({
      labels: { lane, status },
      value: rows.find((row) => row.lane === lane && row.status === status)?.n ?? 0,
    })),
  );
}

/** How long the oldest wake-up has been on its way, and how fresh SES's reports are. */
export async function measureAges(): Promise<Metric[]> {
  const [wakeUps, events] = await Promise.all([readOldestWakeUps(), readNewestEvent()]);
  return [
    {
      name: "letterpress_oldest_wake_up_age_seconds",
      help: "Since when the oldest wake-up of a recipient who still waits is on its queue; 0 when nobody waits.",
      type: "gauge",
      samples: eachLane((lane) => [{ labels: { lane }, value: wakeUps.get(lane) ?? 0 }]),
    },
    {
      name: "letterpress_events_newest_age_seconds",
      help: "Time since the newest report of SES about a campaign of the last hour was stored; absent when there is none.",
      type: "gauge",
      samples: events ? [{ value: events.age }] : [],
    },
    {
      name: "letterpress_events_transit_seconds",
      help: "How long that newest report took from SES to our database.",
      type: "gauge",
      samples: events ? [{ value: events.transit }] : [],
    },
  ];
}

/** By lane, in seconds; a lane where nobody waits is absent. */
export async function readOldestWakeUps(): Promise<Map<Lane, number>> {
  const { rows } = await db.execute<{ lane: Lane; age: number }>(sql`
    select ${laneSql} as lane, max(extract(epoch from now() - oldest.enqueued_at))::float8 as age
    from campaigns c cross join lateral (
      select r.enqueued_at from recipients r
      where r.campaign_id = c.id and r.status = 'queued' and r.enqueued_at is not null
      order by r.enqueued_at limit 1) oldest
    where ${openCampaigns} and c.status <> 'paused' group by 1`);
  return new Map(rows.map(({ lane, age }) => [lane, Math.max(0, age)]));
}

async function readNewestEvent(): Promise<{ age: number; transit: number } | undefined> {
  const { rows } = await db.execute<{ age: number; transit: number }>(sql`
    select extract(epoch from now() - newest.received_at)::float8 as age,
      extract(epoch from newest.received_at - newest.occurred_at)::float8 as transit
    from campaigns c cross join lateral (
      select e.received_at, e.occurred_at from email_events e
      where e.campaign_id = c.id and e.type = 'send' order by e.occurred_at desc limit 1) newest
    where ${openCampaigns} or c.finished_at > now() - interval '1 hour'
    order by newest.received_at desc limit 1`);
  const [row] = rows;
  return row && { age: Math.max(0, row.age), transit: Math.max(0, row.transit) };
}

function eachLane(samples: (lane: Lane) => Metric["samples"]): Metric["samples"] {
  return (["campaign", "transactional"] as const).flatMap(samples);
}

async function readNumber(query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(query);
  return rows[0]?.n ?? 0;
}
