import { drainCalmly, redriveInARace } from "./after-math";
import { baseFaults, hopeless, queueFaults, skewsMs } from "./base-faults";
import { closeDatabase } from "./database";
import { injectAll, waitForProgress } from "./injections";
import { judge, type Judgement } from "./judge";
import { launchUnderFire } from "./launch";
import { watchMoments } from "./moments";
import type { ChaosOptions } from "./options";
import { createPhases } from "./phases";
import { prepareRun } from "./prepare";
import { planInjections } from "./schedule";
import { waitUntilSettled } from "./settle";
import { startChaosSystem } from "./system";

/** The run of docs/reliability.md: one large campaign, every fault, then the judgement. */
export async function mainRun(
  options: ChaosOptions,
  { isLoud }: { isLoud: boolean },
): Promise<Judgement> {
  const phases = createPhases("making the system");
  const system = await startChaosSystem({
    place: 0,
    seed: options.seed,
    rate: options.rate,
    senders: 3,
    skewsMs,
    asyncCommit: false,
    queueFaults: queueFaults(options.seed),
  });
  try {
    const run = await prepareRun(options, system, { isLoud });
    const plan = options.plan ?? planInjections(options, run.random);
    await run.ses.setBase(baseFaults);
    run.history.restart();
    const moments = watchMoments(run);
    phases.begin("launch under fire");
    await launchUnderFire(run);
    phases.begin("faults");
    await injectAll(run, plan);
    await waitForProgress(run, 0.78);
    phases.begin("stop, redrive");
    await drainCalmly(run);
    await waitForProgress(run, 0.85);
    await redriveInARace(run);
    await run.ses.setBase([hopeless]);
    await Promise.all(run.background);
    phases.begin("settling");
    const settled = await waitUntilSettled(options.policy, run);
    run.history.add(
      "–",
      settled.isSettled
        ? `every ledger is terminal, ${settled.seconds} s after the last fault`
        : "NOT settled",
    );
    const always = await moments.end();
    phases.begin("judging");
    return await judge(run, { settled, always, plan, phases });
  } finally {
    await closeDatabase();
    await system.stop();
  }
}
