import { setTimeout as sleep } from "node:timers/promises";
import { listProcesses } from "@/scripts/rig/process-stats";
import type { Run } from "./run";
import { chaosTimes } from "./times";

const patienceMs = 20_000;

/** F1: the next process that reaches the step dies there by kill -9. */
export async function killAtStep(run: Run, place: string): Promise<void> {
  const order = run.orders.arm("kill", place);
  const pid = await waitUntilTaken(run, order);
  if (pid === undefined) return void run.facts.problems.push(`F1: nobody reached ${place}`);
  run.facts.kills += 1;
  run.facts.interruptions += 1;
  run.history.add(place.endsWith("plan") ? "F16" : "F1", `kill -9 of process ${pid} at ${place}`);
}

async function waitUntilTaken({ orders }: Run, order: string): Promise<number | undefined> {
  for (let waited = 0; waited < patienceMs; waited += 50) {
    const taken = orders.listTaken().find((candidate) => candidate.order === order);
    if (taken) return taken.pid;
    await sleep(50);
  }
  return undefined;
}

/** F1: kill -9 of a sending process wherever it is. */
export async function killSomeSender(run: Run): Promise<void> {
  const senders = listSenders(run);
  const victim = senders[Math.floor(run.random() * senders.length)];
  if (victim === undefined) return void run.facts.problems.push("F1: no sending process was found");
  process.kill(victim, "SIGKILL");
  run.facts.kills += 1;
  run.facts.interruptions += 1;
  run.history.add("F1", `kill -9 of process ${victim} anywhere`);
}

function listSenders({ system, facts }: Run): number[] {
  const runners = new Set(system.runners.map((runner) => runner.pid()));
  return listProcesses()
    .filter(({ parent, command }) => runners.has(parent) && command.includes("send-email"))
    .map(({ pid }) => pid)
    .filter((pid) => !facts.frozen.has(pid));
}

/** F1: kill -9 of a whole runner: its pollers, its clock and, with their parent, its handlers. */
export async function endRunner(run: Run): Promise<void> {
  const parents = new Map(listProcesses().map(({ pid, parent }) => [pid, parent]));
  const isSpared = (pid: number) => [...run.facts.frozen].some((one) => parents.get(one) === pid);
  const runner = run.system.runners.find((candidate) => !isSpared(candidate.pid()));
  if (!runner) return;
  run.history.add("F1", `kill -9 of runner ${runner.pid()} with everything in it; started again`);
  await runner.kill();
  run.facts.kills += 1;
  run.facts.interruptions += 4;
  await runner.start();
}

/**
 * F10: a sender is frozen between claim and call, until its row has been given to somebody else;
 * then it goes on. SES must refuse the signature of the old claim.
 */
export async function freezeSender(run: Run): Promise<void> {
  const order = run.orders.arm("freeze", "send-email.before_http");
  const pid = await waitUntilTaken(run, order);
  if (pid === undefined) return void run.facts.problems.push("F10: nobody could be frozen");
  run.facts.interruptions += 1;
  const seconds = chaosTimes.leaseSeconds + chaosTimes.quietSeconds + 4;
  run.history.add("F10", `process ${pid} frozen (SIGSTOP) between claim and call for ${seconds} s`);
  run.facts.frozen.add(pid);
  run.background.push(thaw(run, pid, seconds));
}

async function thaw(run: Run, pid: number, seconds: number): Promise<void> {
  await sleep(seconds * 1000);
  const goesOn = tryKill(pid, "SIGCONT");
  run.history.add("F10", `process ${pid} ${goesOn ? "goes on (SIGCONT)" : "has ended meanwhile"}`);
  await sleep(3_000);
  run.facts.frozen.delete(pid);
  const stale = run.calls.read().filter(({ isStale }) => isStale).length;
  run.history.add("F10", `${stale} calls with the signature of an old claim, refused by SES`);
  if (goesOn && stale === 0) run.facts.problems.push("F10: no call of an old claim reached SES");
}

/** F13: a handler hangs in the middle of its batch until Lambda's time limit ends it. */
export async function letOneTimeOut(run: Run): Promise<void> {
  const order = run.orders.arm("freeze", "send-email.after_claim");
  const pid = await waitUntilTaken(run, order);
  if (pid === undefined) return void run.facts.problems.push("F13: no handler could be hung");
  run.facts.interruptions += 1;
  run.facts.frozen.add(pid);
  run.history.add("F13", `process ${pid} hangs after its claim until the runner's time limit`);
  run.background.push(
    (async () => {
      for (let waited = 0; waited < 60_000 && tryKill(pid, 0); waited += 500) await sleep(500);
      if (tryKill(pid, 0)) run.facts.problems.push("F13: the runner did not end a hung handler");
      else run.history.add("F13", `process ${pid} was ended by the runner`);
      run.facts.frozen.delete(pid);
    })(),
  );
}

function tryKill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it has ended
  }
}
