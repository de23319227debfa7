import { sql } from "drizzle-orm";
import { createAudience, createCampaign } from "@/scripts/rig/audience";
import { closeLedger } from "@/scripts/rig/ledger";
import { addOldCampaigns, dropCampaigns } from "./old-campaigns";
import { listProcesses } from "@/scripts/rig/process-stats";
import { toReport, type Bench } from "./report";
import { startSystem, type BenchSystem } from "@/scripts/rig/system";
import { measureHere, median, type Measure } from "./turns";

/** As many in one claim as a consumer gets wake-ups. */
const batch = 10;
const runningRows = 50_000;

/**
 * The same figures with and without millions of rows of finished campaigns in the ledger: claims and
 * results of a running campaign, both ticks, a fan-out's chunk, and the pages that people look at.
 * Without them twice, before and after, so that what the machine does meanwhile shows.
 */
export const benchAge: Bench = async (flags) => {
  const old = flags.count("old", 20_000_000);
  const claims = flags.count("claims", 5_000);
  // Nobody else may send or tick: what is measured is called by hand.
  const system = await startSystem({ withRunner: false });
  try {
    Object.assign(process.env, system.settings);
    const { promotionOfSize } = await import("./promotion");
    const compiled = await promotionOfSize(30 * 1024);
    const audience = await createAudience(runningRows);
    const figures = async (): Promise<Figures> => {
      const running = await createCampaign(compiled, audience);
      return await measureAll(system, { running, claims });
    };
    await addOldCampaigns(runningRows);
    await figures(); // warms caches and plans
    const before = await figures();
    const startedAt = Date.now();
    await addOldCampaigns(old);
    await settle();
    process.stderr.write(`filled in ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
    await figures();
    const withOld = await figures();
    await dropCampaigns();
    await addOldCampaigns(runningRows);
    await settle();
    await figures();
    const after = await figures();
    return {
      report: toReport(
        { name: "age", yardstick: "no old rows", items: claims, peakRssMb: peakMb() },
        { ours: withOld.claims, bare: mean(before.claims, after.claims), rounds: [] },
      ),
      details: [
        ["", "with | before, after"],
        ["old rows", `${old} | 0, 0`],
        ...Object.entries(withOld.ms).map(([name, ms]): [string, string] => [
          `${name}, ms`,
          [ms, before.ms[name], after.ms[name]]
            .map((one) => one?.toFixed(1) ?? "")
            .join(" | ")
            .replace(/ \| (\S+)$/, ", $1"),
        ]),
      ],
      problems: [],
    };
  } finally {
    await closeLedger();
    await system.stop();
  }
};

function mean(a: Measure, b: Measure): Measure {
  return { seconds: (a.seconds + b.seconds) / 2, cpuMs: (a.cpuMs + b.cpuMs) / 2 };
}

/** What the filling left to be written must not be written while something is measured. */
async function settle(): Promise<void> {
  const { db } = await import("@/db");
  await db.execute(sql`checkpoint`);
}

function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

type Figures = { claims: Measure; ms: Record<string, number> };

/** Its CPU is PostgreSQL's for our connections and ours: it tells more than time on a busy machine. */
async function measureBoth({ pids }: BenchSystem, work: () => Promise<void>): Promise<Measure> {
  const spent = (): number =>
    listProcesses()
      .filter(({ parent, command }) => parent === pids.postgres && isConnection.test(command))
      .reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const before = spent();
  const { seconds, cpuMs } = await measureHere(work);
  return { seconds, cpuMs: cpuMs + spent() - before };
}

const isConnection = /^postgres: letterpress /;

async function measureAll(
  system: BenchSystem,
  { running, claims }: { running: number; claims: number },
): Promise<Figures> {
  const { db } = await import("@/db");
  // Launched by hand: the first chunk is one of the figures.
  await db.execute(sql`
    update campaigns set status = 'launching', started_at = now(), from_name = '소담상점',
      from_email = 'hello@sodam.test', audience_rule = '{"include": [], "exclude": []}',
      as_of = now(), max_contact_id = (select max(id) from contacts)
    where id = ${running}::bigint`);
  const ms: Record<string, number> = {};
  ms["a fan-out's chunk of 50,000"] = await timeOne(async () => {
    const { planChunk } = await import("@/lib/delivery/plan");
    await planChunk(running, runningRows);
  });
  const dispatch = await import("@/lambda/dispatch/handler");
  const reconcile = await import("@/lambda/reconcile/handler");
  await dispatch.handler(); // fills the window
  await reconcile.handler(); // and with the slow chores
  const measured = await measureBoth(system, () => claimAndRecord(running, claims));
  ms["dispatch tick"] = await timeMedian(() => dispatch.handler());
  ms["reconcile tick"] = await timeMedian(() => reconcile.handler());
  Object.assign(ms, await timePages());
  await db.execute(sql`update campaigns set status = 'canceled', finished_at = now()
    where id = ${running}::bigint`);
  await reconcile.handler();
  return { claims: measured, ms };
}

/** What a consumer does to the ledger, without the call in between. */
async function claimAndRecord(campaignId: number, count: number): Promise<void> {
  const { db } = await import("@/db");
  const { claimRecipients } = await import("@/lib/delivery/claim");
  const { recordAccepted } = await import("@/lib/delivery/record");
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

/** The pages as they are asked for: of the newest finished campaign, each time another one. */
async function timePages(): Promise<Record<string, number>> {
  const { db } = await import("@/db");
  const { findReport, listFailureCauses } = await import("@/lib/reports/report");
  const { findTimeline } = await import("@/lib/reports/timeline");
  const { listCampaigns, countCampaigns } = await import("@/lib/campaign-list");
  const { listRunningCampaigns, listRecentCampaigns } = await import("@/lib/overview");
  const { listAttention } = await import("@/lib/attention");
  const { countNow } = await import("@/lib/delivery/stats");
  const { rows } = await db.execute<{ id: string }>(
    sql`select max(id) as id from campaigns where name = 'Old'`,
  );
  const id = Number(rows[0]?.id);
  return {
    "count of one campaign": await timeMedian(() => countNow(id)),
    report: await timeMedian(() => findReport(id)),
    timeline: await timeOne(() => findTimeline(id)),
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
