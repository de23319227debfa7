import { randomBytes } from "node:crypto";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { migrateDatabase } from "@/db/migrate";
import { findFreePort } from "@/local/ports";
import { startPostgres, type PostgresServer } from "@/local/postgres/server";
import { projectRoot } from "@/local/project";
import { createQueues } from "@/local/sqs/create-queues";
import { childSettings } from "@/local/supervisor/settings";
import { watchDepartures } from "./departures";
import { startProgram } from "./program";

export type BenchSystem = {
  settings: NodeJS.ProcessEnv;
  sesUrl: string;
  /** The folder with SES's accepts.jsonl. */
  sesFolder: string;
  /** When calls left the sending processes, if SES's rate is limited. */
  departuresFolder: string;
  /** Process ids, to measure who works how much. */
  pids: { ses: number; sqs: number; postgres: number; runner: number };
  stop(): Promise<void>;
};

/** No rate, no daily quota: what is measured is how fast we are, not how fast SES lets us be. */
const lifted = { SES_MAX_SEND_RATE: "100000", SES_MAX_24_HOUR_SEND: "-1", SES_FAULTS: "" };

type Stops = (() => unknown)[];
type Place = {
  root: string;
  folder: string;
  ports: { postgres: number; sqs: number; ses: number };
  /** What SES allows a second; without it as good as everything. */
  maxSendRate: number | undefined;
  /** Without it nothing happens by itself: no handler, no tick. */
  withRunner: boolean;
};

/**
 * The whole product on one machine, without its web server, in a temporary folder: what `npm start`
 * runs, from the same bundles, with SES's rate lifted unless one is asked for. PostgreSQL keeps its
 * durable settings.
 */
export async function startSystem({
  maxSendRate,
  withRunner = true,
}: { maxSendRate?: number; withRunner?: boolean } = {}): Promise<BenchSystem> {
  const root = projectRoot();
  buildBundles(root);
  const folder = mkdtempSync(path.join(tmpdir(), "letterpress-bench-"));
  const stops: Stops = [() => rmSync(folder, { recursive: true, force: true })];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(stops));
  stopOnSignal(stop);
  try {
    const place = { root, folder, ports: await findPorts(), maxSendRate, withRunner };
    const postgres = await startDatabase(place, stops);
    return { ...(await startPrograms(place, { postgres, stops })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What has not changed is left alone. Its words go to stderr: stdout is for the result. */
export function buildBundles(root: string): void {
  const file = JSON.stringify(pathToFileURL(path.join(root, "scripts/build.mjs")).href);
  const script = `const { build } = await import(${file}); await build(process.argv[1], { web: false });`;
  const { status } = spawnSync(process.execPath, ["--input-type=module", "-e", script, root], {
    stdio: ["ignore", process.stderr.fd, process.stderr.fd],
  });
  if (status !== 0) throw new Error("The handlers could not be bundled.");
}

export async function stopAll(stops: Stops): Promise<void> {
  for (const end of stops.toReversed()) await end();
}

/** Ctrl-C must not leave a PostgreSQL behind, also when npm and tsx pass the signal on once more. */
export function stopOnSignal(stop: () => Promise<void>): void {
  const leave = (): void => void stop().finally(() => process.exit(130));
  process.on("SIGINT", leave);
  process.on("SIGTERM", leave);
}

async function findPorts(): Promise<Place["ports"]> {
  const taken = new Set<number>();
  return {
    postgres: await findFreePort(18_432, { taken }),
    sqs: await findFreePort(18_500, { taken }),
    ses: await findFreePort(18_600, { taken }),
  };
}

async function startDatabase(
  { root, folder, ports }: Place,
  stops: Stops,
): Promise<PostgresServer> {
  const server = await startPostgres({
    root,
    folder: path.join(folder, "postgres"),
    port: ports.postgres,
  });
  stops.push(() => server.stop());
  await migrateDatabase(server.url, path.join(root, "db/migrations"));
  return server;
}

async function startPrograms(
  { root, folder, ports, maxSendRate, withRunner }: Place,
  { postgres, stops }: { postgres: PostgresServer; stops: Stops },
): Promise<Omit<BenchSystem, "stop">> {
  const sqsUrl = `http://127.0.0.1:${ports.sqs}`;
  const sesUrl = `http://127.0.0.1:${ports.ses}`;
  async function start(name: string, settings: NodeJS.ProcessEnv): Promise<number> {
    const program = await startProgram(path.join(root, "dist/local", `${name}.mjs`), settings);
    stops.push(() => program.stop());
    return program.pid;
  }

  const sqs = await start("sqs", {
    ...process.env,
    NODE_NO_WARNINGS: "1",
    PORT: String(ports.sqs),
  });
  const queueUrls = await createQueues(sqsUrl);
  const settings = childSettings(
    { ...process.env, LOG_LEVEL: "warn" },
    {
      external: { postgres: false, sqs: false, ses: false },
      addresses: {
        appUrl: "http://localhost:3000",
        databaseUrl: postgres.url,
        sqsUrl,
        sesUrl,
        queueUrls,
      },
      dataFolder: folder,
      appSecret: randomBytes(32).toString("hex"),
    },
  );
  const rate = maxSendRate === undefined ? {} : { SES_MAX_SEND_RATE: String(maxSendRate) };
  const ses = await start("ses", { ...settings, ...lifted, ...rate, PORT: String(ports.ses) });
  const departuresFolder = path.join(folder, "departures");
  const watch =
    maxSendRate === undefined
      ? {}
      : watchDepartures(departuresFolder, { root, sesPort: ports.ses });
  const runner = withRunner ? await start("lambda-runner", { ...settings, ...watch }) : 0;
  const pids = { ses, sqs, runner, postgres: postgres.process.pid ?? 0 };
  return { settings, sesUrl, sesFolder: path.join(folder, "ses"), departuresFolder, pids };
}
