import { sql } from "drizzle-orm";
import { db } from "@/db";

export type TimelinePoint = {
  /** Start of the bucket. */
  at: Date;
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
};

export type Timeline = { bucketSeconds: number; points: TimelinePoint[] };

/** As many points as a chart can show. */
const mostPoints = 120;
const bucketChoices = [1, 5, 10, 60, 300, 900, 3_600, 21_600, 86_400] as const;

/** What happened when, from the first mail to the last report, in buckets that fit a chart. */
export async function findTimeline(campaignId: number): Promise<Timeline> {
  const { rows: spans } = await db.execute<{ seconds: number | null }>(sql`
    select extract(epoch from max(greatest(sent_at, delivered_at, opened_at, clicked_at))
      - min(sent_at))::float8 as seconds
    from recipients where campaign_id = ${campaignId}::bigint`);
  const seconds = spans[0]?.seconds ?? 0;
  const bucketSeconds = bucketChoices.find((choice) => seconds / choice <= mostPoints) ?? 86_400;
  const { rows } = await db.execute<{
    at: string;
    sent: number;
    delivered: number;
    opened: number;
    clicked: number;
  }>(sql`
    with moments as (
      select m.kind, m.at from recipients r
      cross join lateral (values ('sent', r.sent_at), ('delivered', r.delivered_at),
        ('opened', r.opened_at), ('clicked', r.clicked_at)) as m (kind, at)
      where r.campaign_id = ${campaignId}::bigint and m.at is not null
    )
    select to_timestamp(floor(extract(epoch from at) / ${bucketSeconds}::int) * ${bucketSeconds}::int) as at,
      (count(*) filter (where kind = 'sent'))::int as sent,
      (count(*) filter (where kind = 'delivered'))::int as delivered,
      (count(*) filter (where kind = 'opened'))::int as opened,
      (count(*) filter (where kind = 'clicked'))::int as clicked
    from moments group by 1 order by 1`);
  const points = rows.map((row) => ({ ...row, at: new Date(row.at) }));
  return { bucketSeconds, points: fillGaps(points, bucketSeconds) };
}

/** Quiet buckets are zero, not missing: a line must not jump over a pause. */
function fillGaps(points: TimelinePoint[], bucketSeconds: number): TimelinePoint[] {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const known = new Map(points.map((point) => [point.at.getTime(), point]));
  const filled: TimelinePoint[] = [];
  for (let at = first.at.getTime(); at <= last.at.getTime(); at += bucketSeconds * 1000) {
    filled.push(
      known.get(at) ?? { at: new Date(at), sent: 0, delivered: 0, opened: 0, clicked: 0 },
    );
  }
  return filled;
}
