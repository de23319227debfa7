import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import { dispatchCampaign } from "@/lib/delivery/dispatch";
import { normalizeEmail } from "@/lib/domain/email-address";
import { log } from "@/lib/log";

/** Somebody who is mailed by address, outside any audience: a test or a transactional mail. */
export type DirectRecipient = {
  email: string;
  name?: string;
  /** Values for the merge tags; wiped at a terminal state when the kind is transactional. */
  data: Record<string, unknown>;
};

/** Adds rows to a running campaign's ledger. Push their wake-ups after the commit. */
export async function addRecipients(
  campaign: { id: number; kind: CampaignKind },
  people: DirectRecipient[],
  database: Database = db,
): Promise<number[]> {
  const ids: number[] = [];
  for (const person of people) {
    const address = normalizeEmail(person.email);
    if (!address.ok) throw new Error("A mail was asked for an address that is none.");
    const { rows } = await database.execute<{ id: string }>(sql`
      insert into recipients (campaign_id, kind, email, email_normalized, name, merge_data)
      values (${campaign.id}::bigint, ${campaign.kind}::campaign_kind, ${address.email},
        ${address.normalized}, ${person.name ?? ""}, ${JSON.stringify(person.data)}::jsonb)
      returning id`);
    ids.push(...rows.map(({ id }) => Number(id)));
  }
  await database.execute(sql`update campaigns set audience_count = audience_count + ${people.length}::int
    where id = ${campaign.id}::bigint`);
  return ids;
}

/** Wakes the consumer at once; when the queue is away, the dispatcher's next tick does it. */
export async function wakeUp(campaignId: number): Promise<void> {
  try {
    await dispatchCampaign(campaignId);
  } catch (error) {
    log.warn({ campaign: campaignId, error }, "wake-up left to the dispatcher");
  }
}
