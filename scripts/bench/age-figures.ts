import { PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import * as dispatch from "@/lambda/dispatch/handler";
import * as reconcile from "@/lambda/reconcile/handler";
import { listAttention } from "@/lib/attention";
import { countCampaigns, listCampaigns } from "@/lib/campaign-list";
import { cancelQueued } from "@/lib/delivery/cancel";
import { claimRecipients } from "@/lib/delivery/claim";
import { planChunk } from "@/lib/delivery/plan";
import { recordAccepted } from "@/lib/delivery/record";
import { countNow } from "@/lib/delivery/stats";
import type { CompiledContent } from "@/lib/domain/compiled-content";
import { listRecentCampaigns, listRunningCampaigns } from "@/lib/overview";
import { countClicks } from "@/lib/reports/links";
import { findReport, listFailureCauses } from "@/lib/reports/report";
import { findTimeline } from "@/lib/reports/timeline";
import { type Audience, createAudience, createCampaign } from "@/scripts/rig/audience";
import type { AgeAnswer, AgeOrder } from "./age-process";
import { measureWithConnections } from "./connection-cpu";
import { addOldCampaign, addOldCampaigns } from "./old-campaigns";
import { promotionOfSize } from "./promotion";
import { median } from "./turns";

/** As many in one claim as a consumer gets wake-ups. */
const batch = 10;
const runningRows = 50_000;
const oldRows = 50_000;

let prepared: Promise<{ audience: Audience; compiled: CompiledContent }> | undefined;

async function fill(rows: number): Promise<void> {
  const audience = await createAudience(runningRows);
  prepared = Promise.resolve({ audience, compiled: await promotionOfSize(30 * 1024) });
  await addOldCampaigns(rows);
}

/** A new campaign each time, which is gone again at the end. */
async function measure({ claims, postgres }: { claims: number; postgres: number }) {
  if (!prepared) throw new Error("The database is not filled.");
  const { audience, compiled } = await prepared;
  const finished = await addOldCampaign(oldRows);
  const running = await createCampaign(compiled, audience);
  await launchByHand(running);
  // What was left to be written must not be written while something is measured.
  await db.execute(sql`checkpoint`);
  const ms: Record<string, number> = {};
  ms["a fan-out's chunk of 50,000"] = await timeOne(() => planChunk(running, runningRows));
  await dispatch.handler(); // fills the window
  await reconcile.handler(); // and with the slow chores
  const measured = await measureWithConnections(postgres, () => claimAndRecord(running, claims));
  ms["dispatch tick"] = await timeMedian(() => dispatch.handler());
  ms["reconcile tick"] = await timeMedian(() => reconcile.handler());
  Object.assign(ms, await timePages(finished));
  await endByHand(running);
  return { claims: measured, ms, peakRssMb: process.resourceUsage().maxRSS / 1024 };
}

async function launchByHand(id: number): Promise<void> {
  await db.execute(sql`
    update campaigns set status = 'launching', started_at = now(), from_name = '소담상점',
      from_email = 'hello@sodam.test', audience_rule = '{"include": [], "exclude": []}',
      as_of = now(), max_contact_id = (select max(id) from contacts)
    where id = ${id}::bigint`);
}

async function endByHand(id: number): Promise<void> {
  await db.execute(sql`update campaigns set status = 'canceled', finished_at = now()
    where id = ${id}::bigint`);
  await cancelQueued(id, { deadline: Infinity });
  await reconcile.handler();
  // Nobody sends: its wake-ups would fill the window of the next one.
  const sqs = new SQSClient({});
  await sqs.send(new PurgeQueueCommand({ QueueUrl: process.env["SEND_QUEUE_URL"] }));
  sqs.destroy();
}

/** What a consumer does to the ledger, without the call in between. */
async function claimAndRecord(campaignId: number, count: number): Promise<void> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from recipients where campaign_id = ${campaignId}::bigint and status = 'queued'
    order by id limit ${count}::int`);
  for (let start = 0; start < rows.length; start += batch) {
    const jobs = rows
      .slice(start, start + batch)
      .map(({ id }) => ({ v: 1 as const, campaignId, recipientId: Number(id) }));
    const claimed = await claimRecipients(jobs);
    if (claimed.length !== jobs.length) throw new Error(`${claimed.length} of ${batch} claimed.`);
    await recordAccepted(
      claimed.map((claim) => ({ claim, sesMessageId: claim.attemptId, bytes: 30_000 })),
    );
  }
}

/** The pages as they are asked for: of the newest finished campaign, which is another one each time. */
async function timePages(id: number): Promise<Record<string, number>> {
  return {
    "count of one campaign": await timeMedian(() => countNow(id)),
    report: await timeMedian(() => findReport(id)),
    timeline: await timeOne(() => findTimeline(id)),
    "clicks by link": await timeMedian(() => countClicks(id)),
    "causes of failures": await timeMedian(() => listFailureCauses(id)),
    "campaign list": await timeMedian(() => Promise.all([listCampaigns({}), countCampaigns()])),
    overview: await timeMedian(() =>
      Promise.all([listRunningCampaigns(), listRecentCampaigns(), listAttention()]),
    ),
  };
}

async function timeOne(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function timeMedian(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 9; round += 1) times.push(await timeOne(work));
  return median(times);
}

async function answer(order: AgeOrder): Promise<AgeAnswer> {
  if (order.type === "fill") await fill(order.rows);
  return order.type === "fill" ? { type: "done" } : { type: "done", figures: await measure(order) };
}

process.on("message", (order: AgeOrder) => {
  void answer(order)
    .catch((error: unknown): AgeAnswer => ({ type: "failed", message: String(error) }))
    .then((reply) => process.send?.(reply));
});
process.on("disconnect", () => process.exit(0));
