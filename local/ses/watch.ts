/** Runs at once and then every so often, never twice at a time; a failure is told and tried again. */
export function startWatch(run: () => Promise<void>, everyMs: number): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const begin = (): void => {
    running ??= run()
      .catch((error: unknown) => {
        process.stderr.write(
          `local SES: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      })
      .finally(() => {
        running = undefined;
      });
  };
  begin();
  const timer = setInterval(begin, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
