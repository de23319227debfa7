import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectRoot } from "@/local/project";
import { readPids } from "@/local/supervisor/orphans";
import { oneAtATime } from "./one-at-a-time";

export const administrator = {
  email: "admin@letterpress.test",
  password: "a long test passphrase",
};

/** A whole Letterpress, started as a person would start it. */
export type System = {
  url: string;
  inboxUrl: string;
  dataFolder: string;
  /** The process of `npm start`. */
  process: ChildProcess;
  /** The newest process of one part: "web", "lambda-runner", "sqs", "ses". */
  pidOf(name: string): number;
  /** All that it has printed so far. */
  output(): string;
  /** Sends the signal, waits for the end and returns the milliseconds that took. */
  stop(signal?: NodeJS.Signals): Promise<number>;
};

type Options = {
  /** A folder to go on with; by default a fresh one. */
  dataFolder?: string;
  settings?: Record<string, string>;
  /** How to start; by default the script itself. */
  command?: { file: string; args: string[]; cwd: string };
};

/** What the surrounding shell may hand on: nothing that would make a part of the system external. */
const inherited = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "npm_execpath", "SystemRoot"];

export function makeDataFolder(label = "e2e"): string {
  return mkdtempSync(path.join(tmpdir(), `letterpress-${label}-`));
}

/** Starts the system on its own data folder and ports, and waits until it says that it is ready. */
export async function startSystem(options: Options = {}): Promise<System> {
  const dataFolder = options.dataFolder ?? makeDataFolder();
  const { child, output } = await oneAtATime(async () => {
    const launched = launch(dataFolder, options);
    await saysReady(launched.child, launched.output);
    return launched;
  });
  const address = (label: string) =>
    new RegExp(`${label}\\s+(http://\\S+)`).exec(output())?.[1] ?? "";
  return {
    url: address("Dashboard"),
    inboxUrl: address("Inbox"),
    dataFolder,
    process: child,
    pidOf: (name) => readPids(dataFolder)[name] ?? 0,
    output,
    stop: (signal = "SIGTERM") => endProcess(child, signal),
  };
}

/** For starts that are meant to fail: what was printed, and the exit code. */
export async function startAndFail(
  options: Options = {},
): Promise<{ code: number | null; output: string }> {
  const { child, output } = launch(options.dataFolder ?? makeDataFolder(), options);
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { code, output: output() };
}

export function removeDataFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function launch(
  dataFolder: string,
  { settings = {}, command }: Options,
): { child: ChildProcess; output: () => string } {
  const root = projectRoot();
  const { file, args, cwd } = command ?? {
    file: process.execPath,
    args: [path.join(root, "scripts/start.mjs")],
    cwd: tmpdir(), // works from any folder
  };
  const kept = inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const child = spawn(file, args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...Object.fromEntries(kept),
      NODE_ENV: "production",
      LETTERPRESS_DATA_DIR: dataFolder,
      ADMIN_EMAIL: administrator.email,
      ADMIN_PASSWORD: administrator.password,
      ...settings,
    },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => (text += chunk));
  }
  return { child, output: () => text };
}

function saysReady(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (/Stop with Ctrl-C/.test(output())) resolve();
    };
    child.stdout?.on("data", look);
    child.once("exit", (code) =>
      reject(new Error(`npm start ended with code ${code}:\n${output()}`)),
    );
  });
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<number> {
  const startedAt = Date.now();
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
  return Date.now() - startedAt;
}
