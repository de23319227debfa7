import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";

export type Program = { pid: number; stop(): Promise<void> };

/** Starts one of the bundled local programs; it is there once it says so over IPC. */
export async function startProgram(
  file: string,
  env: NodeJS.ProcessEnv,
  /** Where its complaints go: by default to ours. */
  stderr: number | "inherit" = "inherit",
): Promise<Program> {
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\`.`);
  const child = fork(file, { env, execArgv: [], stdio: ["ignore", "ignore", stderr, "ipc"] });
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code} while starting.`)));
  });
  return { pid: child.pid ?? 0, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const impatient = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(impatient);
}
