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
  const [count, at] =
    type === "click" ? ["click_count", "clicked_at"] : ["open_count", "opened_at"];
  const columns: Record<"count" | "at", SQL> = {
    count: sql.raw(count ?? ""),
    at: sql.raw(at ?? ""),
  };
  try {
    await db.execute(sql`
      with counted as (
        update recipients
        set ${columns.count} = ${columns.count} + 1, ${columns.at} = coalesce(${columns.at}, now())
        where campaign_id = ${target.campaignId}::bigint and id = ${target.recipientId}::bigint
          and ${columns.count} < ${maxRecorded}
        returning campaign_id, id
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
