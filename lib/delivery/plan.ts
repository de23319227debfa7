import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import { db, type Database } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { enqueueControl } from "@/lib/aws/sqs";
import { audienceSql } from "@/lib/delivery/audience";
import { dispatchCampaign } from "@/lib/delivery/dispatch";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { mailboxGroupSql } from "@/lib/delivery/recipient-order";
import { segmentRule } from "@/lib/domain/segment-rule";

/** Recipients planned in one transaction: about a tenth of a second, so a pause never waits long. */
const chunkSize = 10_000;

/** The audience rule as frozen at launch. */
const frozenRule = z.object({
  include: z.array(segmentRule),
  exclude: z.array(segmentRule),
});

export type PlanStep = "more" | "finished" | "not_running";

/**
 * Plans the next chunk of a launched campaign: inserts recipients after the stored cursor and moves
 * the cursor in the same transaction. A crash repeats a chunk or does not start it; the unique key
 * on (campaign, contact) makes a repetition harmless.
 */
export async function planChunk(campaignId: number, limit = chunkSize): Promise<PlanStep> {
  return await db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (!campaign) return "not_running";
    const chunk = await insertRecipients(tx, campaign, limit);
    const finished = chunk.planned < limit;
    await tx
      .update(campaigns)
      .set({
        audienceCount: sql`${campaigns.audienceCount} + ${chunk.added}`,
        fanoutAdvancedAt: sql`now()`,
        ...(chunk.last === undefined ? {} : { fanoutCursor: chunk.last }),
        ...(finished ? { fanoutFinishedAt: sql`now()` } : {}),
        ...(campaign.status === "launching" ? { status: "sending" as const } : {}),
        ...(campaign.pausedFrom === "launching" ? { pausedFrom: "sending" as const } : {}),
      })
      .where(eq(campaigns.id, campaignId));
    return finished ? "finished" : "more";
  });
}

type RunningCampaign = typeof campaigns.$inferSelect;

/** Two planners of one campaign take turns; a paused campaign is planned on, but not sent. */
async function lockCampaign(tx: Database, id: number): Promise<RunningCampaign | undefined> {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.id, id),
        inArray(campaigns.status, ["launching", "sending", "paused"]),
        isNull(campaigns.fanoutFinishedAt),
      ),
    )
    .for("update");
  return campaign;
}

/** Counts: contacts read, rows added; `last` is the largest contact id read. */
async function insertRecipients(
  tx: Database,
  campaign: RunningCampaign,
  limit: number,
): Promise<{ planned: number; added: number; last: number | undefined }> {
  if (campaign.asOf === null) throw new Error(`Campaign ${campaign.id} was never launched.`);
  const audience = await audienceSql(
    {
      kind: campaign.kind,
      topicId: campaign.topicId,
      ...frozenRule.parse(campaign.audienceRule),
      requiredFields: campaign.requiredFields,
      asOf: campaign.asOf,
      maxContactId: campaign.maxContactId,
    },
    tx,
  );
  const { rows } = await tx.execute<{ planned: number; added: number; last: string | null }>(sql`
    with chunk as (
      select * from (${audience}) audience
      where contact_id > ${campaign.fanoutCursor}::bigint order by contact_id limit ${limit}::int
    ), added as (
      insert into recipients
        (campaign_id, contact_id, kind, email, email_normalized, name, mailbox_group, priority,
          status, skip_reason)
      select ${campaign.id}::bigint, contact_id, ${campaign.kind}::campaign_kind, email,
        email_normalized, name, ${mailboxGroupSql(sql`email_normalized`)}, priority,
        (case when skip_reason is null then 'queued' else 'skipped' end)::recipient_status,
        skip_reason
      from chunk order by contact_id
      on conflict (campaign_id, contact_id) do nothing
      returning id
    )
    select (select count(*)::int from chunk) as planned,
      (select count(*)::int from added) as added, (select max(contact_id) from chunk) as last`);
  const [row] = rows;
  if (!row) throw new Error("The fan-out statement returned nothing.");
  return {
    planned: row.planned,
    added: row.added,
    last: row.last === null ? undefined : Number(row.last),
  };
}

/**
 * Goes on planning until the campaign is planned or the time is up; then a control message asks for
 * the rest. Wake-ups leave between the chunks, so mails do not wait for the last one.
 */
export async function planRecipients(
  campaignId: number,
  { deadline }: { deadline: number },
): Promise<void> {
  for (;;) {
    const step = await planChunk(campaignId);
    await dispatchCampaign(campaignId);
    if (step !== "more") return;
    if (Date.now() > deadline) {
      await enqueueControl({ v: 1, type: "plan", campaignId });
      return;
    }
  }
}

const stalledAfter = sql`${protocolTimes.fanoutStalledSeconds}::float8 * interval '1 second'`;

/** Called by the tick: nobody waits for a lost control message. */
export async function restartStalledFanouts(): Promise<void> {
  const stalled = await db
    .update(campaigns)
    .set({ fanoutAdvancedAt: sql`now()` })
    .where(
      and(
        inArray(campaigns.status, ["launching", "sending"]),
        isNull(campaigns.fanoutFinishedAt),
        sql`coalesce(${campaigns.fanoutAdvancedAt}, ${campaigns.startedAt}) < now() - ${stalledAfter}`,
      ),
    )
    .returning({ id: campaigns.id });
  for (const { id } of stalled) await enqueueControl({ v: 1, type: "plan", campaignId: id });
}
