import { sql } from "drizzle-orm";
import { db } from "@/db";
import { getContent } from "@/lib/content/store";
import { findArchivedReport } from "@/lib/archive/archived-report";
import { remember } from "@/lib/reports/remember";

export type LinkReport = { n: number; url: string; clicks: number; people: number };

/** Every link of the mail with how often and by how many it was clicked; unclicked ones too. */
export async function listLinks(
  campaignId: number,
  contentHash: string | null,
): Promise<LinkReport[]> {
  if (contentHash === null) return [];
  const { links } = await getContent(contentHash);
  const rows = await remember(`links ${campaignId}`, () => countClicks(campaignId));
  const clicked = new Map(rows.map((row) => [row.n, row]));
  return links
    .map((url, n) => ({
      n,
      url,
      clicks: clicked.get(n)?.clicks ?? 0,
      people: clicked.get(n)?.people ?? 0,
    }))
    .toSorted((a, b) => b.people - a.people || a.n - b.n);
}

/** By number of the link; unclicked ones are absent. */
export async function countClicks(
  campaignId: number,
): Promise<{ n: number; clicks: number; people: number }[]> {
  const archived = await findArchivedReport(campaignId);
  if (archived) return archived.clicks;
  const { rows } = await db.execute<{ n: number; clicks: number; people: number }>(sql`
    select (payload->>'link')::int as n, count(*)::int as clicks,
      count(distinct recipient_id)::int as people
    from email_events
    where campaign_id = ${campaignId}::bigint and type = 'click'
      and jsonb_typeof(payload->'link') = 'number'
    group by 1`);
  return rows;
}
