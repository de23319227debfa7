import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { findArchivedReport } from "@/lib/archive/archived-report";
import { remember } from "@/lib/reports/remember";

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
  return await remember(`timeline ${campaignId}`, () => readTimeline(campaignId));
}

async function readTimeline(campaignId: number): Promise<Timeline> {
  const archived = await findArchivedReport(campaignId);
  if (archived) return archived.timeline;
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
    with moments as (${sql.join(
      [
        countByBucket("sent_at", { campaignId, bucketSeconds }),
        countByBucket("delivered_at", { campaignId, bucketSeconds }),
        countByBucket("opened_at", { campaignId, bucketSeconds }),
        countByBucket("clicked_at", { campaignId, bucketSeconds }),
      ],
      sql` union all `,
    )})
    select at, coalesce(sum(n) filter (where kind = 'sent_at'), 0)::int as sent,
      coalesce(sum(n) filter (where kind = 'delivered_at'), 0)::int as delivered,
      coalesce(sum(n) filter (where kind = 'opened_at'), 0)::int as opened,
      coalesce(sum(n) filter (where kind = 'clicked_at'), 0)::int as clicked
    from moments group by at order by at`);
  const points = rows.map((row) => ({ ...row, at: new Date(row.at) }));
  return { bucketSeconds, points: fillGaps(points, bucketSeconds) };
}

type Moment = "sent_at" | "delivered_at" | "opened_at" | "clicked_at";

/** Each column on its own: a million rows are grouped as they are read, never multiplied by four. */
function countByBucket(
  column: Moment,
  { campaignId, bucketSeconds }: { campaignId: number; bucketSeconds: number },
): SQL {
  return sql`
    select ${column} as kind, count(*) as n,
      date_bin(${bucketSeconds}::int * interval '1 second', ${sql.raw(column)}, 'epoch') as at
    from recipients where campaign_id = ${campaignId}::bigint and ${sql.raw(column)} is not null
    group by 3`;
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
