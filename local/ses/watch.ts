/** Runs at once and then every so often, never twice at a time. */
export function startWatch(run: () => Promise<void>, everyMs: number): { stop(): Promise<void> } {
  let running = run();
  let isRunning = true;
  const settle = (): void => void running.finally(() => (isRunning = false));
  settle();
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = run();
    settle();
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
