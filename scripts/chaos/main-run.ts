import { setTimeout as sleep } from "node:timers/promises";
import { drainCalmly, redriveInARace } from "./after-math";
import { baseFaults, hopeless, queueFaults, skewsMs } from "./base-faults";
import { closeDatabase } from "./database";
import { inject } from "./injections";
import { judge, type Judgement } from "./judge";
import { launchUnderFire } from "./launch";
import { resumeStopped } from "./operator";
import type { ChaosOptions } from "./options";
import { prepareRun } from "./prepare";
import type { Run } from "./run";
import { planInjections } from "./schedule";
import { describeWaiting, waitUntilSettled } from "./settle";
import { startChaosSystem } from "./system";

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
    const run = await prepareRun(options, system, { isLoud });
    await run.ses.setBase(baseFaults);
    run.history.restart();
    await launchUnderFire(run);
    await injectAll(run);
    await run.ses.setBase([hopeless]);
    await Promise.all(run.background);
    run.orders.disarm();
    const settled = await waitUntilSettled(options.policy, run);
    run.history.add(
      "–",
      settled.isSettled
        ? `every ledger is terminal, ${settled.seconds} s after the last fault`
        : "NOT settled",
    );
    await run.ses.setBase([]);
    await redriveInARace(run);
    await drainCalmly(run);
    return await judge(run, settled);
  } finally {
    await closeDatabase();
    await system.stop();
  }
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
