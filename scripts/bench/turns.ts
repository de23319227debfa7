/** What one round of one side took. */
export type Measure = { seconds: number; cpuMs: number };
export type Turns = { ours: Measure; bare: Measure; rounds: { ours: Measure; bare: Measure }[] };

/**
 * Both sides in turns (A B A B …), so that whatever else the machine does meets both; medians.
 * Warm-up is the caller's, before.
 */
export async function takeTurns(
  rounds: number,
  sides: { ours: () => Promise<Measure>; bare: () => Promise<Measure> },
  { onRound }: { onRound?: (round: number, ours: Measure, bare: Measure) => void } = {},
): Promise<Turns> {
  const all: Turns["rounds"] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const ours = await sides.ours();
    const bare = await sides.bare();
    all.push({ ours, bare });
    onRound?.(round, ours, bare);
  }
  return {
    ours: medianMeasure(all.map((entry) => entry.ours)),
    bare: medianMeasure(all.map((entry) => entry.bare)),
    rounds: all,
  };
}

function medianMeasure(measures: readonly Measure[]): Measure {
  return {
    seconds: median(measures.map((measure) => measure.seconds)),
    cpuMs: median(measures.map((measure) => measure.cpuMs)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) throw new Error("There is no median of nothing.");
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

/** Runs work in this process and measures it. */
export async function measureHere(work: () => Promise<void> | void): Promise<Measure> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  return { seconds, cpuMs: (used.user + used.system) / 1000 };
}
