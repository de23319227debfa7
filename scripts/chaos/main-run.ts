import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { createAudience, createCampaign } from "@/scripts/bench/audience";
import { waitForRate } from "@/scripts/bench/ledger";
import { seededRandom } from "@/local/ses/faults";
import { baseFaults, queueFaults, skewsMs } from "./base-faults";
import { chaosContent } from "./content";
import { closeDatabase, execute } from "./database";
import { drainCalmly, redriveInARace } from "./after-math";
import { createHistory } from "./history";
import { inject } from "./injections";
import { judge, type Judgement } from "./judge";
import { launchUnderFire } from "./launch";
import type { ChaosOptions } from "./options";
import { followLog } from "./oracle";
import { createOrders } from "./orders";
import { resumeStopped } from "./operator";
import { openQueues } from "./queues";
import { emptyFacts, type Run } from "./run";
import { planInjections } from "./schedule";
import { createSesControl } from "./ses-control";
import { describeWaiting, waitUntilSettled } from "./settle";
import { startChaosSystem, type ChaosSystem } from "./system";

/** The run of docs/reliability.md: one large campaign, every fault, then the judgement. */
export async function mainRun(
  options: ChaosOptions,
  { isLoud }: { isLoud: boolean },
): Promise<Judgement> {
  const system = await startChaosSystem({
    seed: options.seed,
    rate: options.rate,
    senders: 3,
    skewsMs,
    asyncCommit: false,
    queueFaults: queueFaults(options.seed),
  });
  try {
    Object.assign(process.env, system.settings);
    const run = await prepare(options, system, { isLoud });
    await launchUnderFire(run);
    await injectAll(run);
    await run.ses.setBase([]);
    await Promise.all(run.background);
    run.orders.disarm();
    const settled = await waitUntilSettled(options.policy, run);
    run.history.add(
      "–",
      settled.isSettled
        ? `every ledger is terminal, ${settled.seconds} s after the last fault`
        : "NOT settled",
    );
    await redriveInARace(run);
    await drainCalmly(run);
    return await judge(run, settled);
  } finally {
    await closeDatabase();
    await system.stop();
  }
}

async function prepare(
  options: ChaosOptions,
  system: ChaosSystem,
  { isLoud }: { isLoud: boolean },
): Promise<Run> {
  const audience = await createAudience(options.recipients);
  const campaignId = await createCampaign(chaosContent, audience);
  await execute(sql`update campaigns set in_doubt_policy = ${options.policy}::in_doubt_policy`);
  await execute(
    sql`alter table campaigns alter in_doubt_policy set default ${sql.raw(`'${options.policy}'`)}`,
  );
  await waitForRate(Math.floor(options.rate / 4));
  const run: Run = {
    options,
    system,
    random: seededRandom(options.seed),
    history: createHistory({ isLoud }),
    orders: createOrders(system.ordersFolder),
    ses: createSesControl(system.sesUrl, options.seed),
    queues: openQueues(system.settings),
    accepts: followLog(system.sesFolder, "accepts.jsonl"),
    calls: followLog(system.sesFolder, "calls.jsonl"),
    audience,
    campaignId,
    facts: emptyFacts(),
    background: [],
  };
  await run.ses.setBase(baseFaults);
  run.history.restart();
  return run;
}

/** One fault after the other, each when the campaign has come so far. */
async function injectAll(run: Run): Promise<void> {
  const { recipients } = run.options;
  for (const { at, name } of planInjections(run.options, run.random)) {
    await waitForProgress(run, at * recipients);
    await inject(run, name);
  }
}

/** Or until nothing moves any more: the judgement will say why. */
async function waitForProgress(run: Run, accepts: number): Promise<void> {
  for (let last = -1, since = performance.now(); ;) {
    const count = run.accepts.read().length;
    if (count >= accepts) return;
    if (count > last) {
      last = count;
      since = performance.now();
    }
    if (performance.now() - since > 3_000)
      for (const what of await resumeStopped(run)) run.history.add("–", what);
    if (performance.now() - since > 30_000) {
      run.history.add(
        "–",
        `nothing accepted for 30 s, at ${count}: ${await describeWaiting(run.queues)}`,
      );
      return;
    }
    await sleep(100);
  }
}
