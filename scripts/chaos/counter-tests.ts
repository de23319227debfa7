import type { ChildProcess } from "node:child_process";
import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { baseFaults } from "./base-faults";
import { closeDatabase, execute, insist, readOne } from "./database";
import type { Verdict } from "./invariants";
import type { Judgement } from "./judge";
import type { ChaosOptions, RunName } from "./options";
import { countBy } from "./oracle";
import { prepareRun } from "./prepare";
import type { Run } from "./run";
import { startScript } from "./script-process";
import { waitForEvents, waitUntilSettled } from "./settle";
import { startChaosSystem, type ChaosSystem, type SystemSetup } from "./system";
import { chaosTimes } from "./times";

// Runs beside the main one whose figures stay apart. Two of them must go wrong, or the witness is
// worth nothing; the third shows what a gate does that gets no proof.

const calm = { senders: 2, skewsMs: [0], asyncCommit: false, queueFaults: { rules: [] } };

/** F20: send first, mark afterwards, with the SDK's own retries: the usual shape. */
export async function naiveRun(
  options: ChaosOptions,
  { isLoud }: { isLoud: boolean },
): Promise<Judgement> {
  return await onSystem(options, { ...calm, place: 1 }, async (system) => {
    const run = await prepareRun(options, system, { isLoud });
    // A short run needs a few more answers that get lost to show what the SDK makes of them.
    await run.ses.setBase([...baseFaults, { kind: "reset_after", probability: 0.01 }]);
    run.history.restart();
    // Planned, but never launched: our own workers leave it alone.
    await execute(sql`insert into recipients (campaign_id, contact_id, kind, email, email_normalized, name)
      select ${run.campaignId}::bigint, id, 'marketing', email, email_normalized, name from contacts`);
    await sendNaively(run);
    const lost = await readOne<{ n: number }>(sql`select count(*)::int as n from recipients
      where campaign_id = ${run.campaignId}::bigint and status <> 'sent'`);
    return toJudgement(run, "naive", [mustFindDuplicates(run)], [["not called sent", lost.n]]);
  });
}

/** Four workers, killed now and then and started again. */
async function sendNaively(run: Run): Promise<void> {
  const start = (index: number): ChildProcess =>
    startScript("scripts/chaos/naive-worker.ts", [String(run.campaignId), String(index), "4"], {
      env: run.system.settings,
    });
  const workers = [0, 1, 2, 3].map(start);
  for (let kill = 1; kill <= run.options.kills; kill += 1) {
    const aim = (kill / (run.options.kills + 1)) * run.options.recipients;
    await until(() => run.accepts.read().length >= aim);
    const index = Math.floor(run.random() * workers.length);
    workers[index]?.kill("SIGKILL");
    run.history.add("F20", `kill -9 of naive worker ${index}`);
    workers[index] = start(index);
  }
  await until(() => workers.every((worker) => worker.exitCode !== null));
}

/** F19: the product itself, with commits that a crash of PostgreSQL forgets. */
export async function asyncCommitRun(
  options: ChaosOptions,
  { isLoud }: { isLoud: boolean },
): Promise<Judgement> {
  return await onSystem(options, { ...calm, place: 2, asyncCommit: true }, async (system) => {
    const run = await prepareRun({ ...options, policy: "hold" }, system, { isLoud });
    await delayFlushing(system);
    await launch(run);
    for (let crash = 1; crash <= options.crashes; crash += 1) {
      const aim = (crash / (options.crashes + 1)) * options.recipients;
      await until(() => run.accepts.read().length >= aim);
      run.history.add("F19", "PostgreSQL killed (kill -9) with synchronous_commit = off");
      await system.database.crash("SIGKILL", 500);
    }
    await waitUntilCalled();
    return toJudgement(run, "async-commit", [mustFindDuplicates(run)], []);
  });
}

/** Nobody waits or is being mailed: what SES accepted, it has accepted. */
async function waitUntilCalled(): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 250) {
    const { n } = await readOne<{ n: number }>(sql`select count(*)::int as n from recipients
      where status in ('queued', 'sending')`);
    if (n === 0) return;
    await sleep(250);
  }
}

/** So that a crash of a short run finds something that was committed and not yet written. */
async function delayFlushing(system: ChaosSystem): Promise<void> {
  const client = new pg.Client({ connectionString: system.database.current().url });
  await client.connect();
  await client.query("alter system set wal_writer_delay = '10s'");
  await client.query("alter system set wal_writer_flush_after = '64MB'");
  await client.query("select pg_reload_conf()");
  await client.end();
}

/** F21: one event in eight is lost. The gate must refuse its proof: `confirm` behaves as `hold`. */
export async function eventLossRun(
  options: ChaosOptions,
  { isLoud }: { isLoud: boolean },
): Promise<Judgement> {
  return await onSystem(options, { ...calm, place: 3 }, async (system) => {
    const run = await prepareRun({ ...options, policy: "confirm" }, system, { isLoud });
    await run.ses.setBase([
      { kind: "event_loss", probability: 0.12 },
      { kind: "error_after", probability: 0.02, error: "InternalFailure" },
      { kind: "error_before", probability: 0.01, error: "InternalFailure" },
    ]);
    await launch(run);
    await waitUntilSettled("hold", run);
    await sleep(5 * chaosTimes.choresSeconds * 1000); // several looks of the reconciler at them
    await waitForEvents(run.queues);
    const { left, resent } = await readOne<{ left: number; resent: number }>(sql`
      select count(*) filter (where status = 'in_doubt')::int as left,
        count(*) filter (where resolved_by = 'policy')::int as resent
      from recipients where campaign_id = ${run.campaignId}::bigint`);
    const twice = countDuplicates(run);
    const verdict: Verdict = {
      name: "F21",
      claim: "without proof nobody is mailed again: confirm behaves as hold",
      ok: twice === 0 && resent === 0 && left > 0,
      numbers: `${left} left in doubt for a person, ${resent} mailed again, ${twice} accepted twice`,
    };
    return toJudgement(run, "event-loss", [verdict], [["left in doubt", left]]);
  });
}

async function launch(run: Run): Promise<void> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  run.history.restart();
  await insist(() => launchCampaign(run.campaignId, { userId: 1 }));
}

async function onSystem(
  { seed, rate }: ChaosOptions,
  setup: Omit<SystemSetup, "seed" | "rate">,
  work: (system: ChaosSystem) => Promise<Judgement>,
): Promise<Judgement> {
  const system = await startChaosSystem({ seed, rate, ...setup });
  try {
    return await work(system);
  } finally {
    await closeDatabase();
    await system.stop();
  }
}

function countDuplicates(run: Run): number {
  const counts = countBy(
    run.accepts.read(),
    ({ campaignId, recipientId }) => `${campaignId}/${recipientId}`,
  );
  return [...counts.values()].reduce((sum, n) => sum + n - 1, 0);
}

function mustFindDuplicates(run: Run): Verdict {
  const twice = countDuplicates(run);
  return {
    name: "oracle",
    claim: "the witness reports the duplicates that this must cause",
    ok: twice > 0,
    numbers: `${twice} duplicates in ${run.accepts.read().length} accepts`,
  };
}

function toJudgement(
  run: Run,
  name: RunName,
  verdicts: Verdict[],
  figures: Judgement["figures"],
): Judgement {
  const { recipients, kills, crashes, seed, policy, rate } = run.options;
  return {
    name,
    ok: verdicts.every(({ ok }) => ok),
    options: { recipients, kills, crashes, seed, policy, rate },
    figures: [
      ["accepts", run.accepts.read().length],
      ["duplicated", countDuplicates(run)],
      ...figures,
    ],
    verdicts,
    doubts: [],
    problems: [],
    faults: {},
    bites: [],
    history: run.history.entries(),
  };
}

async function until(isDone: () => boolean): Promise<void> {
  for (let waited = 0; !isDone(); waited += 50) {
    if (waited > 120_000) throw new Error(`Nothing moves any more: ${await describeNothing()}`);
    await sleep(50);
  }
}

async function describeNothing(): Promise<string> {
  const { state } = await readOne<{ state: unknown }>(sql`
    select jsonb_object_agg(status, n) as state from (select status, count(*) as n from recipients group by 1) s`);
  return JSON.stringify(state);
}
