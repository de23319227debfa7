import { setTimeout as sleep } from "node:timers/promises";
import { listProcesses } from "@/scripts/rig/process-stats";
import type { Run } from "./run";
import { frozenSeconds, sendTimeLimitSeconds } from "./times";

const patienceMs = 20_000;

/** F1: the next process that reaches the step dies there by kill -9. */
export async function killAtStep(run: Run, place: string): Promise<void> {
  const order = run.orders.arm("kill", place);
  const pid = await waitUntilTaken(run, order);
  if (pid === undefined) return void run.facts.problems.push(`F1: nobody reached ${place}`);
  const isPlanner = place.endsWith("plan");
  run.facts.kills += 1;
  run.bites.add(isPlanner ? "plannersKilled" : "killed");
  run.history.add(isPlanner ? "F16" : "F1", `kill -9 of process ${pid} at ${place}`);
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
  run.bites.add("killed");
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
  run.bites.add("killed");
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
  run.history.add(
    "F10",
    `process ${pid} frozen (SIGSTOP) between claim and call for ${frozenSeconds} s`,
  );
  run.facts.frozen.add(pid);
  run.background.push(thaw(run, pid));
}

async function thaw(run: Run, pid: number): Promise<void> {
  await sleep(frozenSeconds * 1000);
  const goesOn = tryKill(pid, "SIGCONT");
  run.history.add("F10", `process ${pid} ${goesOn ? "goes on (SIGCONT)" : "has ended meanwhile"}`);
  await sleep(1_500);
  run.facts.frozen.delete(pid);
  const stale = run.calls.read().filter(({ isStale }) => isStale).length;
  run.bites.add("staleCalls", stale);
  run.history.add("F10", `${stale} calls with the signature of an old claim, refused by SES`);
}

/**
 * F13: a handler hangs until Lambda's time limit ends it: with rows claimed and nothing called, or in
 * the middle of its batch, with mails accepted and not yet recorded.
 */
export async function letOneTimeOut(run: Run, step: "after_claim" | "after_accept"): Promise<void> {
  const order = run.orders.arm("freeze", `send-email.${step}`);
  const pid = await waitUntilTaken(run, order);
  if (pid === undefined) return void run.facts.problems.push("F13: no handler could be hung");
  run.facts.frozen.add(pid);
  run.history.add("F13", `process ${pid} hangs at ${step} until the runner's time limit`);
  run.background.push(seeItEnd(run, pid));
}

async function seeItEnd(run: Run, pid: number): Promise<void> {
  const limitMs = sendTimeLimitSeconds * 1000;
  for (let waited = 0; waited < 2 * limitMs && tryKill(pid, 0); waited += 250) await sleep(250);
  if (tryKill(pid, 0)) run.facts.problems.push("F13: the runner did not end a hung handler");
  else {
    run.bites.add("timeLimit");
    run.history.add("F13", `process ${pid} was ended by the runner`);
  }
  run.facts.frozen.delete(pid);
}

function tryKill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it has ended
  }
}
