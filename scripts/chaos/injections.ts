import { setTimeout as sleep } from "node:timers/promises";
import { archiveBeside } from "./inject-archive";
import { breakDatabase, cutConnections } from "./inject-database";
import { failCommits, limitFiles, makeReadOnly } from "./inject-full-disk";
import { beginInDefault } from "./inject-ranges";
import {
  endRunner,
  freezeSender,
  killAtStep,
  killSomeSender,
  letOneTimeOut,
} from "./inject-processes";
import { leaveBacklog, poisonQueues, purgeWakeUps, sendStrangeEvents } from "./inject-queues";
import {
  blockPeople,
  breakValues,
  cancelAnother,
  fireScheduleTwice,
  pauseForAWhile,
} from "./inject-people";
import { exhaustQuota, pauseAccount, throttleStorm } from "./inject-ses";
import { describeWaiting } from "./settle";
import { resumeStopped } from "./operator";
import type { Run } from "./run";
import {
  killSteps,
  laneNames,
  type InjectionName,
  type OtherInjection,
  type Plan,
} from "./schedule";
import { recoverySeconds } from "./times";

type Injection = (run: Run) => Promise<void>;

const injections: Record<OtherInjection, Injection> = {
  random_kill: killSomeSender,
  runner_kill: endRunner,
  events_kill: (run) => killAtStep(run, "record-events.after_events"),
  freeze: freezeSender,
  timeout: (run) => letOneTimeOut(run, "after_claim"),
  timeout_mid_batch: (run) => letOneTimeOut(run, "after_accept"),
  database_crash: breakDatabase,
  cut_connections: cutConnections,
  read_only: makeReadOnly,
  commit_fails: failCommits,
  file_limit: limitFiles,
  begin_in_default: beginInDefault,
  pause: pauseForAWhile,
  throttle_storm: throttleStorm,
  account_paused: pauseAccount,
  quota_reached: exhaustQuota,
  block_people: blockPeople,
  broken_values: breakValues,
  cancel: cancelAnother,
  double_schedule: fireScheduleTwice,
  stale_backlog: leaveBacklog,
  purge: purgeWakeUps,
  strange_events: sendStrangeEvents,
  poison: poisonQueues,
  archive: archiveBeside,
};

/** In every lane one fault after the other, each when the campaign has come so far. */
export async function injectAll(run: Run, plan: Plan): Promise<void> {
  await Promise.all(
    laneNames.map(async (lane) => {
      for (const { at, name } of plan[lane]) {
        await waitForProgress(run, at);
        await inject(run, name);
        if (lane === "database") await sleep(recoverySeconds * 1000);
      }
    }),
  );
}

async function inject(run: Run, name: InjectionName): Promise<void> {
  const step = killSteps.find((known) => known === name);
  if (step !== undefined) await killAtStep(run, `send-email.${step}`);
  else await injections[name as OtherInjection](run); // the steps are dealt with above
}

/** Until this share of the campaign is accepted, or nothing moves any more: the judgement says why. */
export async function waitForProgress(run: Run, share: number): Promise<void> {
  const aim = share * run.options.recipients;
  for (let last = -1, since = performance.now(); ;) {
    const count = run.accepts.read().length;
    if (count >= aim) return;
    if (count > last) {
      last = count;
      since = performance.now();
    }
    if (performance.now() - since > 3_000)
      for (const what of await resumeStopped(run)) run.history.add("–", what);
    if (performance.now() - since > 30_000) {
      const waiting = await describeWaiting(run.queues);
      run.history.add("–", `nothing accepted for 30 s, at ${count}: ${waiting}`);
      return;
    }
    await sleep(50);
  }
}
