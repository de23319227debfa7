import { sql } from "drizzle-orm";
import { insist, readRows } from "./database";
import type { Run } from "./run";

/**
 * The person at the dashboard: a campaign that stopped by itself (SES refused the account) is looked
 * at and resumed, again if need be. What a person paused stays paused.
 */
export async function resumeStopped(run: Run): Promise<string[]> {
  const stopped = await readRows<{ id: string; reason: string }>(sql`
    select id, paused_reason as reason from campaigns
    where status = 'paused' and paused_reason is not null and kind in ('marketing', 'information')`);
  const { resumeCampaign } = await import("@/lib/delivery/lifecycle");
  for (const { id, reason } of stopped) {
    run.facts.stops.push(reason);
    await insist(() => resumeCampaign(Number(id), { userId: 1 }));
  }
  return stopped.map(
    ({ id, reason }) => `campaign ${id} had stopped (${reason}); resumed by a person`,
  );
}
