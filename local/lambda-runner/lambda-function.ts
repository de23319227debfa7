import { fork, type ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "@/local/project";

/** What Lambda would report of one invocation. */
export type Invocation =
  | { ok: true; result: unknown }
  | { ok: false; reason: "error" | "timeout" | "crash"; message: string };

export type LambdaFunction = {
  invoke(event: unknown): Promise<Invocation>;
  /** Ends every environment at once; what still runs counts as a crash. */
  kill(): void;
};

type Options = {
  name: string;
  file: string;
  timeoutMs: number;
  /** In development: a new bundle gets new environments. */
  reloads?: boolean;
};

type Environment = { child: ChildProcess; loadedAt: number; idleSince: number };

/** As on AWS, an environment that nobody needed for a while is given up. */
const idleMs = 5 * 60_000;

const environmentFile = () => path.join(projectRoot(), "local/lambda-runner/environment.mjs");

/**
 * A function as Lambda runs it: every invocation has an environment to itself, an idle one is used
 * again, one that overruns its time is killed.
 */
export function createFunction(options: Options): LambdaFunction {
  const idle: Environment[] = [];
  const all = new Set<ChildProcess>();
  let nextId = 1;
  setInterval(() => endIdle(idle), 60_000).unref();

  async function invoke(event: unknown): Promise<Invocation> {
    const environment = takeIdle() ?? (await startEnvironment());
    if ("reason" in environment) return environment;
    const invocation = await run(environment.child, { id: nextId++, event }, options);
    environment.idleSince = Date.now();
    if (environment.child.connected && !environment.child.killed) idle.push(environment);
    return invocation;
  }

  /** The one used last is warmest. */
  function takeIdle(): Environment | undefined {
    for (let candidate = idle.pop(); candidate; candidate = idle.pop()) {
      const isStale = options.reloads && candidate.loadedAt !== changedAt(options.file);
      if (candidate.child.connected && !isStale) return candidate;
      candidate.child.kill("SIGKILL");
    }
    return undefined;
  }

  async function startEnvironment(): Promise<Environment | Extract<Invocation, { ok: false }>> {
    const loadedAt = changedAt(options.file);
    const child = fork(environmentFile(), [options.file, options.name], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      execArgv: [], // what watches the runner's parent is not meant for its children
    });
    all.add(child);
    child.once("exit", () => all.delete(child));
    const ready = await new Promise<boolean>((resolve) => {
      child.once("message", () => resolve(true));
      child.once("exit", () => resolve(false));
      child.once("error", () => resolve(false));
    });
    if (ready) return { child, loadedAt, idleSince: Date.now() };
    return { ok: false, reason: "crash", message: `${options.name} ended while loading.` };
  }

  return {
    invoke,
    kill: () => {
      for (const child of all) child.kill("SIGKILL");
    },
  };
}

/** The one used last is taken first, so those at the front have waited longest. */
function endIdle(idle: Environment[]): void {
  while (idle[0] && Date.now() - idle[0].idleSince > idleMs) idle.shift()?.child.kill("SIGKILL");
}

function run(
  child: ChildProcess,
  message: { id: number; event: unknown },
  { name, timeoutMs }: Options,
): Promise<Invocation> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      finish({ ok: false, reason: "timeout", message: `${name} ran longer than ${timeoutMs} ms.` });
    }, timeoutMs);
    const onExit = (code: number | null, signal: string | null) =>
      finish({
        ok: false,
        reason: "crash",
        message: `${name} ended (${signal ?? `code ${code}`}).`,
      });
    const onMessage = (answer: { id?: number; result?: unknown; error?: string }) => {
      if (answer.id !== message.id) return;
      if (answer.error === undefined) finish({ ok: true, result: answer.result });
      else finish({ ok: false, reason: "error", message: answer.error });
    };
    function finish(invocation: Invocation) {
      clearTimeout(timer);
      child.off("exit", onExit);
      child.off("message", onMessage);
      resolve(invocation);
    }
    child.once("exit", onExit);
    child.on("message", onMessage);
    // An error here means that it just died; "exit" follows and says so.
    child.send({ ...message, timeoutMs }, () => undefined);
  });
}

/** 0 while the file is being written anew. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
