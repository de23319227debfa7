import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { projectRoot } from "@/local/project";
import type { LogFile } from "./log-file";

export type Program = {
  name: string;
  /** Arguments of `node`. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  log: LogFile;
  /** Asked until it says yes; a program without one says itself that it is ready. */
  isReady?: () => Promise<boolean>;
  onSpawn?: (pid: number) => void;
};

export type Child = {
  name: string;
  /** Resolves at the first readiness; rejects when the program ends or takes a minute. */
  ready: Promise<void>;
  stop(graceMs: number): Promise<void>;
};

/** A program that ran this long had started well; its next restart waits no longer than the first. */
const healthyAfterMs = 60_000;

/** Runs a program until `stop`: when it ends by itself it is started again, ever more slowly. */
export function superviseChild(program: Program): Child {
  let process_: ChildProcess | undefined;
  let isStopping = false;
  let wasReady = false;
  let restarts = 0;
  let restartTimer: NodeJS.Timeout | undefined;

  function launch(): ChildProcess {
    const startedAt = Date.now();
    const child = spawnProgram(program);
    child.once("exit", (code, signal) => {
      if (isStopping || !wasReady) return;
      if (Date.now() - startedAt > healthyAfterMs) restarts = 0;
      const delayMs = Math.min(500 * 2 ** restarts, 30_000);
      restarts += 1;
      const note = `${program.name} ended (${signal ?? `code ${code}`}); it starts again in ${delayMs / 1000} s.`;
      program.log.write(`${note}\n`);
      console.error(`  ! ${note} Its log: ${program.log.file}`);
      restartTimer = setTimeout(() => (process_ = launch()), delayMs);
    });
    return child;
  }

  process_ = launch();
  const ready = waitUntilReady(program, process_).then(() => {
    wasReady = true;
  });

  async function stop(graceMs: number): Promise<void> {
    isStopping = true;
    clearTimeout(restartTimer);
    if (process_) await endProcess(process_, graceMs);
  }
  return { name: program.name, ready, stop };
}

function spawnProgram({ args, cwd, env, log, onSpawn }: Program): ChildProcess {
  const watcher = path.join(projectRoot(), "local/supervisor/watch-parent.mjs");
  const child = spawn(process.execPath, ["--import", watcher, ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Its own group: Ctrl-C reaches the supervisor alone, which then stops everything in order.
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => log.write(text));
  }
  child.on("error", (error) => log.write(`${error.message}\n`));
  if (child.pid !== undefined) onSpawn?.(child.pid);
  return child;
}

async function waitUntilReady(program: Program, child: ChildProcess): Promise<void> {
  const giveUp = new AbortController();
  const said = new Promise<void>((resolve) => {
    child.on("message", (message) => {
      if (typeof message === "object" && "type" in message && message.type === "ready") resolve();
    });
  });
  const asked = program.isReady ? pollReady(program.isReady, giveUp.signal) : said;
  const failed = new Promise<never>((_, reject) => {
    child.once("exit", (code, signal) =>
      reject(startFailure(program, `it ended (${signal ?? `code ${code}`})`)),
    );
    const timer = setTimeout(
      () => reject(startFailure(program, "it was not ready within a minute")),
      60_000,
    );
    giveUp.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  try {
    await Promise.race([asked, failed]);
  } finally {
    giveUp.abort();
    failed.catch(() => undefined); // it ends one day; from now on that is a restart
  }
}

async function pollReady(isReady: () => Promise<boolean>, over: AbortSignal): Promise<void> {
  while (!over.aborted && !(await isReady())) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function startFailure({ name, log }: Program, what: string): Error {
  const said = log.lastLines(15).join("\n");
  return new Error(
    `${name} did not start: ${what}.${said ? `\nIts last words:\n${said}` : ""}\nIts log: ${log.file}`,
  );
}

async function endProcess(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(timer);
}
