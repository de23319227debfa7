import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { migrateDatabase } from "@/db/migrate";
import { findFreePort } from "@/local/ports";
import { startPostgres, type PostgresServer } from "@/local/postgres/server";
import { projectRoot } from "@/local/project";
import { localQueueUrls, queueNames, queueSettings } from "@/local/queues";
import { createQueues } from "@/local/sqs/create-queues";
import { childSettings } from "@/local/supervisor/settings";
import { watchDepartures } from "@/scripts/rig/departures";
import { startProgram, type Program } from "@/scripts/rig/program";
import { buildBundles, stopAll, stopOnSignal } from "@/scripts/rig/system";
import {
  chaosTimes,
  sendBatch,
  sendTimeLimitSeconds,
  signatureSeconds,
  visibilitySeconds,
} from "./times";

export type ChaosSystem = {
  settings: NodeJS.ProcessEnv;
  /** With accepts.jsonl and calls.jsonl. */
  sesFolder: string;
  sesUrl: string;
  /** Orders for processes and what became of them; see preload.mjs. */
  ordersFolder: string;
  /** When calls left the sending processes. */
  departuresFolder: string;
  database: {
    current(): PostgresServer;
    crash(signal: "SIGQUIT" | "SIGKILL", downMs: number): Promise<void>;
    /** How many lines of its log have had these words in them. */
    countSaid(words: string): number;
  };
  /** Two Lambda runners: two dispatchers, two reconcilers, at least four sending processes. */
  runners: Runner[];
  stop(): Promise<void>;
};

export type Runner = {
  pid(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

export type SystemSetup = {
  /** Of runs at the same time, which one. */
  place: number;
  seed: number;
  rate: number;
  /** Of each runner. */
  senders: number;
  /** Hours the clocks of the processes are off, taken in turns. */
  skewsMs: readonly number[];
  asyncCommit: boolean;
  /** Handed out twice or never by SQS. */
  queueFaults: object;
};

export const faultToken = "chaos";

/** What `npm start` runs, from the same bundles, without the web server, in a folder of its own. */
export async function startChaosSystem(setup: SystemSetup): Promise<ChaosSystem> {
  const root = projectRoot();
  buildBundles(root);
  const folder = mkdtempSync(path.join(tmpdir(), "letterpress-chaos-"));
  const stops: (() => unknown)[] = [];
  if (process.env["CHAOS_KEEP"] !== "1")
    stops.push(() => rmSync(folder, { recursive: true, force: true }));
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(stops));
  stopOnSignal(stop);
  try {
    return { ...(await startEverything({ root, folder, setup, stops })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEverything({
  root,
  folder,
  setup,
  stops,
}: {
  root: string;
  folder: string;
  setup: SystemSetup;
  stops: (() => unknown)[];
}): Promise<Omit<ChaosSystem, "stop">> {
  const ports = await findPorts(setup.place);
  const database = await startDatabase({ root, folder, port: ports.postgres }, stops);
  const settings = makeSettings({ folder, ports, databaseUrl: database.current().url, setup });
  const log = openSync(path.join(folder, "programs.log"), "a");
  const start = async (name: string, more: Record<string, string>): Promise<Program> =>
    await startProgram(path.join(root, "dist/local", `${name}.mjs`), { ...settings, ...more }, log);
  const sqsUrl = `http://127.0.0.1:${ports.sqs}`;
  const sqs = await start("sqs", {
    PORT: String(ports.sqs),
    SQS_FAULTS: JSON.stringify(setup.queueFaults),
  });
  stops.push(() => sqs.stop());
  await createQueues(sqsUrl);
  await hideReceived(settings);
  const ses = await start("ses", { PORT: String(ports.ses) });
  stops.push(() => ses.stop());
  const departuresFolder = path.join(folder, "departures");
  const watch = watched(setup, { root, departuresFolder, sesPort: ports.ses });
  const runners = [0, 1].map(() => createRunner(() => start("lambda-runner", watch)));
  for (const runner of runners) {
    await runner.start();
    stops.push(() => runner.stop());
  }
  return {
    settings,
    sesFolder: path.join(folder, "ses"),
    sesUrl: `http://127.0.0.1:${ports.ses}`,
    ordersFolder: path.join(folder, "orders"),
    departuresFolder,
    database,
    runners,
  };
}

/** Shortened like the protocol's times; what a killed handler had received comes again after it. */
async function hideReceived(settings: NodeJS.ProcessEnv): Promise<void> {
  const sqs = new SQSClient({
    endpoint: settings["AWS_ENDPOINT_URL_SQS"] ?? "",
    region: settings["AWS_REGION"] ?? "",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  for (const name of queueNames)
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: settings[queueSettings[name]],
        Attributes: { VisibilityTimeout: String(visibilitySeconds[name]) },
      }),
    );
  sqs.destroy();
}

/** Every handler process of a runner is watched on the wire and may be ended at a named step. */
function watched(
  setup: SystemSetup,
  at: { root: string; departuresFolder: string; sesPort: number },
): Record<string, string> {
  const departures = watchDepartures(at.departuresFolder, at);
  const preload = pathToFileURL(path.join(at.root, "scripts/chaos/preload.mjs")).href;
  return {
    ...departures,
    NODE_OPTIONS: `${departures.NODE_OPTIONS} --import=${preload}`,
    LETTERPRESS_SEND_CONCURRENCY: String(setup.senders),
    LETTERPRESS_SEND_BATCH: String(sendBatch),
    LETTERPRESS_SEND_TIME_LIMIT: String(sendTimeLimitSeconds),
    CHAOS_SKEWS_MS: setup.skewsMs.join(","),
    ...(setup.asyncCommit ? { CHAOS_ASYNC_COMMIT: "1" } : {}),
  };
}

type Ports = { postgres: number; sqs: number; ses: number };

/** Runs at the same time look in places of their own: none takes a port that another has just found. */
async function findPorts(place: number): Promise<Ports> {
  const taken = new Set<number>();
  const from = 19_400 + place * 300;
  return {
    postgres: await findFreePort(from, { taken }),
    sqs: await findFreePort(from + 100, { taken }),
    ses: await findFreePort(from + 200, { taken }),
  };
}

/** Durable settings, as in production; a crash really asks the write-ahead log what was committed. */
async function startDatabase(
  { root, folder, port }: { root: string; folder: string; port: number },
  stops: (() => unknown)[],
): Promise<ChaosSystem["database"]> {
  const log: string[] = [];
  const onLog = (line: string): void => void log.push(line);
  const options = { root, folder: path.join(folder, "postgres"), port, onLog };
  let server = await startPostgres(options);
  stops.push(() => server.stop());
  await migrateDatabase(server.url, path.join(root, "db/migrations"));
  return {
    current: () => server,
    async crash(signal, downMs) {
      const ended = new Promise((resolve) => server.process.once("exit", resolve));
      server.process.kill(signal);
      await ended;
      await new Promise((resolve) => setTimeout(resolve, downMs));
      server = await startAgain(options);
    },
    countSaid: (words) => log.filter((line) => line.includes(words)).length,
  };
}

/** After a SIGKILL of the postmaster its backends need a moment to notice; until then it refuses. */
async function startAgain(options: Parameters<typeof startPostgres>[0]): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startPostgres(options);
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

function makeSettings({
  folder,
  ports,
  databaseUrl,
  setup,
}: {
  folder: string;
  ports: Ports;
  databaseUrl: string;
  setup: SystemSetup;
}): NodeJS.ProcessEnv {
  const sqsUrl = `http://127.0.0.1:${ports.sqs}`;
  const ordersFolder = path.join(folder, "orders");
  for (const name of ["armed", "taken", "processes"])
    mkdirSync(path.join(ordersFolder, name), { recursive: true });
  const settings = childSettings(
    { ...process.env, LOG_LEVEL: process.env["CHAOS_LOG_LEVEL"] ?? "fatal" },
    {
      external: { postgres: false, sqs: false, ses: false },
      addresses: {
        appUrl: "http://localhost:3000",
        databaseUrl,
        sqsUrl,
        sesUrl: `http://127.0.0.1:${ports.ses}`,
        queueUrls: localQueueUrls(sqsUrl),
      },
      dataFolder: folder,
      appSecret: randomBytes(32).toString("hex"),
    },
  );
  return {
    ...settings,
    LETTERPRESS_PROTOCOL_TIMES: JSON.stringify(chaosTimes),
    SES_MAX_SEND_RATE: String(setup.rate),
    SES_MAX_24_HOUR_SEND: "10000000",
    SES_CLOCK_WINDOW_SECONDS: String(signatureSeconds),
    SES_FAULT_TOKEN: faultToken,
    SES_CALL_LOG: "true",
    SES_EVENT_DELAY_MS: "20-300",
    CHAOS_FOLDER: ordersFolder,
    CHAOS_POSTGRES_PORT: String(ports.postgres),
    CHAOS_SES_PORT: String(ports.ses),
    NODE_NO_WARNINGS: "1",
  };
}

function createRunner(start: () => Promise<Program>): Runner {
  let program: Program | undefined;
  return {
    pid: () => program?.pid ?? 0,
    async start() {
      program = await start();
    },
    async stop() {
      await program?.stop();
      program = undefined;
    },
    async kill() {
      if (program) process.kill(program.pid, "SIGKILL");
      program = undefined;
    },
  };
}
