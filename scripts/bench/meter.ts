import { listProcesses, type ProcessStats } from "@/scripts/rig/process-stats";
import type { BenchSystem } from "@/scripts/rig/system";
import { median } from "./turns";

export type Meter = {
  start(): void;
  /** CPU ms of the sending processes since start. */
  stop(): number;
  /** Forgets the warm-up. */
  reset(): void;
  /** Of the sending processes together. */
  peakRssMb(): number;
  /** CPU ms an item of everybody, medians. */
  details(items: number): [label: string, value: string][];
};

const senders = "send handlers";

/** Who used how much CPU between start and stop. */
export function createMeter({ pids }: Pick<BenchSystem, "pids">): Meter {
  const groups: [name: string, belongs: (entry: ProcessStats) => boolean][] = [
    [senders, isSender],
    ["other handlers", (entry) => entry.parent === pids.runner && !isSender(entry)],
    ["runner (polls SQS)", (entry) => entry.pid === pids.runner],
    ["PostgreSQL", (entry) => entry.pid === pids.postgres || entry.parent === pids.postgres],
    ["local SES", (entry) => entry.pid === pids.ses],
    ["local SQS", (entry) => entry.pid === pids.sqs],
  ];
  function isSender(entry: ProcessStats): boolean {
    return entry.parent === pids.runner && entry.command.includes("send-email");
  }

  let before = new Map<number, number>();
  let used = new Map<string, number[]>();
  let peak = 0;
  return {
    start() {
      before = new Map(listProcesses().map((entry) => [entry.pid, entry.cpuMs]));
    },
    stop() {
      const after = listProcesses();
      const spent = (entry: ProcessStats): number => entry.cpuMs - (before.get(entry.pid) ?? 0);
      for (const [name, belongs] of groups)
        used.set(name, [...(used.get(name) ?? []), sum(after.filter(belongs).map(spent))]);
      peak = Math.max(peak, sum(after.filter(isSender).map((entry) => entry.peakRssMb)));
      return used.get(senders)?.at(-1) ?? NaN;
    },
    reset() {
      used = new Map();
    },
    peakRssMb: () => peak,
    details: (items) =>
      [...used].map(([name, values]) => [`${name}, CPU ms`, (median(values) / items).toFixed(3)]),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
