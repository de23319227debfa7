/** What was injected when: seconds since the launch, the fault's number and what happened. */
export type HistoryEntry = { at: number; fault: string; what: string };

export type History = {
  add(fault: string, what: string): void;
  restart(): void;
  entries(): readonly HistoryEntry[];
  /** How often a fault was injected. */
  count(fault: string): number;
};

export function createHistory({ isLoud }: { isLoud: boolean }): History {
  let startedAt = performance.now();
  const entries: HistoryEntry[] = [];
  return {
    add(fault, what) {
      const entry = { at: Math.round((performance.now() - startedAt) / 100) / 10, fault, what };
      entries.push(entry);
      if (isLoud) process.stderr.write(`${formatEntry(entry)}\n`);
    },
    restart() {
      startedAt = performance.now();
    },
    entries: () => entries,
    count: (fault) => entries.filter((entry) => entry.fault === fault).length,
  };
}

export function formatEntry({ at, fault, what }: HistoryEntry): string {
  return `${at.toFixed(1).padStart(7)} s  ${fault.padEnd(4)} ${what}`;
}
