import path from "node:path";
import { startSystem } from "./system";
import { createShutdown } from "./shutdown";
import { lockDataFolder } from "./data-lock";
import { endOrphans } from "./orphans";

/**
 * Starts everything on this machine and stays until it is told to stop. What cannot start ends the
 * whole start: nothing is left half running.
 */
export async function runSupervisor({
  root,
  isDev,
}: {
  root: string;
  isDev: boolean;
}): Promise<void> {
  const dataFolder = path.resolve(process.env["LETTERPRESS_DATA_DIR"] || path.join(root, ".data"));
  const lock = lockDataFolder(dataFolder);
  const shutdown = createShutdown();
  shutdown.add("lock", () => lock.release());

  let isStopping = false;
  let askedAt = 0;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) {
      // One Ctrl-C comes twice under npm: from the terminal, and passed on by npm itself.
      if (performance.now() - askedAt < 1_000) return;
      process.exit(1); // asked twice: the children notice that we are gone
    }
    isStopping = true;
    askedAt = performance.now();
    console.log(`\nLetterpress stops (${signal}).`);
    void shutdown.run().then(() => process.exit(0));
  };
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
  // Whoever read our words may be gone; the system goes on.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);

  try {
    await endOrphans(dataFolder, root);
    await startSystem({ root, isDev, dataFolder, settings: process.env, shutdown });
  } catch (error) {
    if (isStopping) return; // what ended, ended because it was stopped
    await shutdown.run();
    throw error;
  }
}
