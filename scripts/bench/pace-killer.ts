import { listProcesses, type ProcessStats } from "@/scripts/rig/process-stats";
import type { BenchSystem } from "@/scripts/rig/system";

export type Killer = {
  kills(): number;
  /** CPU ms of all sending processes so far, the killed ones too. */
  senderCpuMs(): number;
  peakRssMb(): number;
  /** The sending processes that live now. */
  senders(): ProcessStats[];
  stop(): void;
};

const lookEveryMs = 1000;

/** The runner's own children that run `send-email`. */
export function listSenders({ pids }: Pick<BenchSystem, "pids">): ProcessStats[] {
  return listProcesses()
    .filter(({ parent, command }) => parent === pids.runner && command.includes("send-email"))
    .toSorted((a, b) => a.pid - b.pid);
}

/**
 * Kills one of the sending processes with SIGKILL every `everyMs`, chosen by a seeded dice. The
 * runner starts another when it needs one.
 */
export function startKiller(
  { pids }: Pick<BenchSystem, "pids">,
  { everyMs, random }: { everyMs: number; random: () => number },
): Killer {
  const cpu = new Map<number, number>();
  let kills = 0;
  let peak = 0;
  const senders = (): ProcessStats[] => listSenders({ pids });

  function look(): ProcessStats[] {
    const alive = senders();
    for (const { pid, cpuMs } of alive) cpu.set(pid, cpuMs);
    peak = Math.max(peak, sum(alive.map(({ peakRssMb }) => peakRssMb)));
    return alive;
  }
  function killOne(): void {
    const alive = look();
    const victim = alive[Math.floor(random() * alive.length)];
    if (!victim) return;
    process.kill(victim.pid, "SIGKILL");
    kills += 1;
  }

  const looking = setInterval(look, lookEveryMs);
  const killing = setInterval(killOne, everyMs);
  return {
    kills: () => kills,
    senderCpuMs: () => sum([...cpu.values()]),
    peakRssMb: () => peak,
    senders,
    stop() {
      clearInterval(looking);
      clearInterval(killing);
      look();
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
