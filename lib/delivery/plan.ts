import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import { db, type Database } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { enqueueControl } from "@/lib/aws/sqs";
import { audienceSql } from "@/lib/delivery/audience";
import { dispatchCampaign } from "@/lib/delivery/dispatch";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { mailboxGroupSql } from "@/lib/delivery/recipient-order";
import { ensurePartitions } from "@/lib/delivery/partitions";
import { learnCampaignSize } from "@/lib/delivery/statistics";
import { log } from "@/lib/log";
import { segmentRule } from "@/lib/domain/segment-rule";

/**
 * Contact ids read in one transaction. A range, not a number of people: every chunk is one pass
 * over its part of the indexes. It grows where few belong to the audience and shrinks when rules are
 * slow, so that a chunk takes about a second. Never so wide that all of them together, who may come
 * next, keep a pause waiting.
 */
const firstWidth = 50_000;
const widest = 200_000;
const quickMs = 300;
const slowMs = 1_200;

/** The audience rule as frozen at launch. */
const frozenRule = z.object({
  include: z.array(segmentRule),
  exclude: z.array(segmentRule),
});

export type PlanStep = "more" | "finished" | "not_running";

/**
 * Plans the next chunk of a launched campaign: inserts recipients after the stored cursor and moves
 * the cursor in the same transaction, under the campaign's row lock. A crash undoes a chunk with its
 * cursor, so nobody is planned twice; the unique key on (contact, campaign) would refuse it.
 */
export async function planChunk(campaignId: number, width = firstWidth): Promise<PlanStep> {
  await ensurePartitions(campaignId);
  const { step, isFirst } = await planOnce(campaignId, width);
  if (isFirst) await learnCampaignSize(campaignId);
  return step;
}

/** One transaction; `isFirst` when it added the campaign's first rows. */
async function planOnce(
  campaignId: number,
  width: number,
): Promise<{ step: PlanStep; isFirst: boolean }> {
  return await db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (!campaign) return { step: "not_running", isFirst: false };
    const end = campaign.maxContactId ?? 0;
    const first = await findContactAfter(tx, campaign.fanoutCursor);
    const last = Math.min((first ?? end) - 1 + width, end);
    const added = await insertRecipients(tx, campaign, last);
    const finished = last >= end;
    await tx
      .update(campaigns)
      .set({
        audienceCount: sql`${campaigns.audienceCount} + ${added}`,
        fanoutAdvancedAt: sql`now()`,
        fanoutCursor: last,
        ...(finished ? { fanoutFinishedAt: sql`now()` } : {}),
        ...(campaign.status === "launching" ? { status: "sending" as const } : {}),
        ...(campaign.pausedFrom === "launching" ? { pausedFrom: "sending" as const } : {}),
      })
      .where(eq(campaigns.id, campaignId));
    return {
      step: finished ? "finished" : "more",
      isFirst: campaign.audienceCount === 0 && added > 0,
    };
  });
}

/** Where the next chunk begins: a gap of ids, however wide, costs one look. */
async function findContactAfter(tx: Database, id: number): Promise<number | undefined> {
  const { rows } = await tx.execute<{ id: string | null }>(
    sql`select min(id) as id from contacts where id > ${id}::bigint`,
  );
  const next = rows[0]?.id ?? null;
  return next === null ? undefined : Number(next);
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

/** Adds everybody of the audience after the cursor, up to the contact `last`; says how many. */
async function insertRecipients(
  tx: Database,
  campaign: RunningCampaign,
  last: number,
): Promise<number> {
  if (campaign.asOf === null) throw new Error(`Campaign ${campaign.id} was never launched.`);
  const audience = await audienceSql(
    {
      kind: campaign.kind,
      topicId: campaign.topicId,
      ...frozenRule.parse(campaign.audienceRule),
      requiredFields: campaign.requiredFields,
      asOf: campaign.asOf,
      afterContactId: campaign.fanoutCursor,
      maxContactId: last,
    },
    tx,
  );
  const { rowCount } = await tx.execute(sql`
    insert into recipients
      (campaign_id, contact_id, kind, email, email_normalized, name, mailbox_group, priority,
        status, skip_reason)
    select ${campaign.id}::bigint, contact_id, ${campaign.kind}::campaign_kind, email,
      email_normalized, name, ${mailboxGroupSql(sql`email_normalized`)}, priority,
      case when skip_reason is null then 'queued'::recipient_status
        else 'skipped'::recipient_status end, skip_reason
    from (${audience} offset 0) audience -- or the reason would be found out twice a row`);
  return rowCount ?? 0;
}

/**
 * Goes on planning until the campaign is planned or the time is up; then a control message asks for
 * the rest. Wake-ups leave beside the chunks: mails do not wait for the last chunk, nor chunks for
 * thousands of wake-ups.
 */
export async function planRecipients(
  campaignId: number,
  { deadline }: { deadline: number },
): Promise<void> {
  let pushing: Promise<void> | undefined;
  for (let width = firstWidth; ;) {
    const startedAt = Date.now();
    const step = await planChunk(campaignId, width);
    width = nextWidth(width, Date.now() - startedAt);
    const isLast = step !== "more" || Date.now() > deadline;
    // Once more at the end, when everybody is there to choose from.
    if (isLast) await pushing;
    pushing ??= pushWakeUps(campaignId).finally(() => (pushing = undefined));
    if (!isLast) continue;
    await pushing;
    if (step === "more") await enqueueControl({ v: 1, type: "plan", campaignId });
    return;
  }
}

/** A push that fails costs only latency: the tick makes up for it. */
async function pushWakeUps(campaignId: number): Promise<void> {
  try {
    await dispatchCampaign(campaignId);
  } catch (error) {
    log.warn({ campaign: campaignId, error }, "wake-ups left to the tick");
  }
}

function nextWidth(width: number, tookMs: number): number {
  if (tookMs < quickMs) return Math.min(width * 2, widest);
  return tookMs > slowMs ? Math.max(Math.floor(width / 2), 1_000) : width;
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
