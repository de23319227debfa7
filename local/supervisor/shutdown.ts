/** In the order of ending: each stage is used by the one before it. */
const stageNames = ["product", "stand-ins", "database", "lock"] as const;
export type Stage = (typeof stageNames)[number];

type Stop = (graceMs: number) => void | Promise<void>;

export type Shutdown = {
  add(stage: Stage, stop: Stop): void;
  /** Ends everything that was added, once. */
  run(): Promise<void>;
};

/** All has to be over within ten seconds. */
const totalMs = 9500;

export function createShutdown(): Shutdown {
  const stops: { stage: Stage; stop: Stop }[] = [];
  let running: Promise<void> | undefined;

  async function runStages(): Promise<void> {
    const endsAt = Date.now() + totalMs;
    for (const name of stageNames) {
      const graceMs = Math.max(200, endsAt - Date.now());
      const members = stops.filter(({ stage }) => stage === name);
      // One that fails to end must not keep the others from ending.
      const ended = await Promise.allSettled(members.map(async ({ stop }) => stop(graceMs)));
      for (const result of ended) {
        if (result.status === "rejected") console.error(`  ! ${String(result.reason)}`);
      }
    }
  }
  return {
    add: (stage, stop) => stops.push({ stage, stop }),
    run: () => (running ??= runStages()),
  };
}
