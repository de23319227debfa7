import { listProcesses } from "@/scripts/rig/process-stats";
import type { BenchSystem } from "@/scripts/rig/system";
import type { Measure } from "./turns";

/** Runs work and counts the CPU of PostgreSQL's connections and of the handler of long jobs. */
export async function measureControl(
  system: BenchSystem,
  work: () => Promise<void>,
): Promise<Measure> {
  const before = listCpu(system);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  let cpuMs = 0;
  for (const [pid, spent] of listCpu(system)) cpuMs += spent - (before.get(pid) ?? 0);
  return { seconds, cpuMs };
}

/** Peak memory of the handler of long jobs. */
export function controlPeakMb({ pids }: BenchSystem): number {
  const peaks = listProcesses()
    .filter(({ parent, command }) => parent === pids.runner && command.includes("control"))
    .map(({ peakRssMb }) => peakRssMb);
  return Math.max(0, ...peaks);
}

function listCpu({ pids }: BenchSystem): Map<number, number> {
  const counted = listProcesses().filter(
    ({ parent, command }) =>
      (parent === pids.postgres && command.startsWith("postgres: letterpress ")) ||
      (parent === pids.runner && command.includes("control")),
  );
  return new Map(counted.map(({ pid, cpuMs }) => [pid, cpuMs]));
}
