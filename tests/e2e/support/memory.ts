import { listProcesses, type ProcessStats } from "@/scripts/rig/process-stats";
import type { System } from "./system";

export type MemoryPeaks = {
  /** The web server. */
  web: number;
  /** The largest of the processes that import. */
  importer: number;
  /** The runner with all of its handlers, at one moment. */
  runner: number;
};

const everyMs = 1000;

/** Looks again and again, because killed processes take their peak with them. In MB. */
export function watchMemory(system: System): { stop(): MemoryPeaks } {
  const peaks: MemoryPeaks = { web: 0, importer: 0, runner: 0 };
  const look = (): void => {
    const all = listProcesses();
    const runner = system.pidOf("lambda-runner");
    const handlers = all.filter(({ parent }) => parent === runner);
    peaks.web = Math.max(peaks.web, largest(all.filter(({ pid }) => pid === system.pidOf("web"))));
    const importers = handlers.filter(({ command }) => command.endsWith(" control"));
    peaks.importer = Math.max(peaks.importer, largest(importers));
    const family = [...handlers, ...all.filter(({ pid }) => pid === runner)];
    peaks.runner = Math.max(
      peaks.runner,
      family.reduce((sum, { peakRssMb }) => sum + peakRssMb, 0),
    );
  };
  const timer = setInterval(look, everyMs);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peaks;
    },
  };
}

function largest(entries: readonly ProcessStats[]): number {
  return Math.max(0, ...entries.map(({ peakRssMb }) => peakRssMb));
}
