import { setTimeout as sleep } from "node:timers/promises";
import { breakDatabase, cutConnections, makeReadOnly } from "./inject-database";
import {
  endRunner,
  freezeSender,
  killAtStep,
  killSomeSender,
  letOneTimeOut,
} from "./inject-processes";
import { leaveBacklog, poisonQueues, purgeWakeUps, sendStrangeEvents } from "./inject-queues";
import { blockPeople, cancelAnother, fireScheduleTwice, pauseForAWhile } from "./inject-people";
import { exhaustQuota, pauseAccount, throttleStorm } from "./inject-ses";
import type { Run } from "./run";
import { killSteps, type InjectionName } from "./schedule";

type Injection = (run: Run) => Promise<void>;

const injections: Record<Exclude<InjectionName, (typeof killSteps)[number]>, Injection> = {
  random_kill: killSomeSender,
  runner_kill: endRunner,
  events_kill: (run) => killAtStep(run, "record-events.after_events"),
  database_crash: breakDatabase,
  cut_connections: cutConnections,
  throttle_storm: throttleStorm,
  account_paused: pauseAccount,
  quota_reached: exhaustQuota,
  stale_backlog: leaveBacklog,
  purge: purgeWakeUps,
  strange_events: sendStrangeEvents,
  freeze: freezeSender,
  timeout: letOneTimeOut,
  poison: poisonQueues,
  read_only: makeReadOnly,
  pause: pauseForAWhile,
  block_people: blockPeople,
  cancel: cancelAnother,
  double_schedule: fireScheduleTwice,
};

export async function inject(run: Run, name: InjectionName): Promise<void> {
  const step = killSteps.find((known) => known === name);
  if (step !== undefined) await killAtStep(run, `send-email.${step}`);
  else await injections[name as keyof typeof injections](run); // the steps are dealt with above
  await sleep(50);
}
