import { randomUUID } from "node:crypto";
import { sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { clientIp } from "@/lib/client-ip";
import type { LinkTarget } from "@/lib/domain/link-token";
import { truncateIp } from "@/lib/domain/truncate-ip";
import { log } from "@/lib/log";

/** A link that a machine calls over and over must not fill the disk; past this only the redirect is left. */
const maxRecorded = 1000;

type Engagement = { type: "click"; link: number; url: string } | { type: "open" };

type Columns = Record<"count" | "at" | "last", SQL>;

const clickColumns: Columns = {
  count: sql`click_count`,
  at: sql`clicked_at`,
  last: sql`last_clicked_at`,
};
const openColumns: Columns = {
  count: sql`open_count`,
  at: sql`opened_at`,
  last: sql`last_opened_at`,
};

/**
 * Records an open or a click in one statement. A failure is logged and not thrown: the person
 * gets where the link leads, whatever becomes of our numbers.
 */
export async function recordEngagement(
  target: LinkTarget,
  engagement: Engagement,
  request: Request,
): Promise<void> {
  const { type, ...details } = engagement;
  const payload = JSON.stringify({
    ...details,
    ip: truncateIp(clientIp(request.headers)),
    userAgent: printable(request.headers.get("user-agent") ?? "").slice(0, 300),
  });
  const columns = type === "click" ? clickColumns : openColumns;
  try {
    await db.execute(sql`
      with counted as (
        update recipients
        set ${columns.count} = ${columns.count} + 1, ${columns.at} = coalesce(${columns.at}, now())
        where campaign_id = ${target.campaignId}::bigint and id = ${target.recipientId}::bigint
          and ${columns.count} < ${maxRecorded}
        returning campaign_id, id, contact_id, ${columns.count} as times
      ), marked as (
        insert into stats_due (campaign_id) select campaign_id from counted where times = 1
      ), reader as (
        -- Who reads is sent the next mail first; once a day is exact enough for that.
        update contacts set ${columns.last} = now() from counted
        where contacts.id = counted.contact_id
          and coalesce(${columns.last}, '-infinity') < now() - interval '1 day'
      )
      insert into email_events (dedupe_key, type, campaign_id, recipient_id, occurred_at, payload)
      select ${`${type}:${randomUUID()}`}::text, ${type}::email_event_type, campaign_id, id, now(),
        ${payload}::jsonb
      from counted`);
  } catch (error) {
    log.error({ err: error, type, campaign: target.campaignId }, "an engagement was not recorded");
  }
}

/** PostgreSQL keeps no NUL in jsonb, and nobody needs control characters of a header. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is dropped
  return text.replace(/[\u0000-\u001f\u007f]/g, "");
}
