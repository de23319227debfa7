import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findLauncher, type Launcher } from "./binaries";
import { stopOrphan } from "./orphan";

type Options = {
  root: string;
  /** Holds the cluster and its password; made when missing. */
  folder: string;
  port: number;
  /** Tests need no durability; everything else does. */
  durable?: boolean;
  onLog?: (line: string) => void;
  /** Told as soon as there is a process, long before it answers. */
  onSpawn?: (child: ChildProcess) => void;
};

export type PostgresServer = {
  url: string;
  process: ChildProcess;
  stop(): Promise<void>;
};

const owner = "letterpress";
const database = "letterpress";

/** Starts PostgreSQL on loopback with its own cluster, and returns once it answers. */
export async function startPostgres(options: Options): Promise<PostgresServer> {
  const cluster = path.join(options.folder, "cluster");
  const launcher = findLauncher(options.root);
  makeFolder(options.folder, launcher);
  await stopOrphan(cluster);
  const password = readPassword(options.folder, launcher);
  if (!existsSync(path.join(cluster, "PG_VERSION"))) makeCluster(cluster, launcher);

  const lines: string[] = [];
  const child = spawnServer(cluster, launcher, options, (line) => {
    lines.push(line);
    if (lines.length > 20) lines.shift();
    options.onLog?.(line);
  });
  options.onSpawn?.(child);
  const address = (name: string) =>
    `postgres://${owner}:${password}@127.0.0.1:${options.port}/${name}`;
  try {
    await waitUntilReady(child, address("postgres"), lines);
    await makeDatabase(address("postgres"));
  } catch (error) {
    child.kill("SIGINT");
    throw error;
  }
  return { url: address(database), process: child, stop: () => stopServer(child) };
}

function makeFolder(folder: string, { user }: Launcher): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!user) return;
  chownSync(folder, user.uid, user.gid);
  chmodSync(path.dirname(folder), 0o711); // it must pass through, not look around
}

/** initdb takes the password from a file; it stays there, readable by the owner only. */
function readPassword(folder: string, { user }: Launcher): string {
  const file = path.join(folder, "password");
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(18).toString("hex"), { mode: 0o600 });
    if (user) chownSync(file, user.uid, user.gid);
  }
  return readFileSync(file, "utf8").trim();
}

function makeCluster(cluster: string, launcher: Launcher): void {
  rmSync(cluster, { recursive: true, force: true }); // left by an initdb that was killed
  const [file, ...head] = launcher.command("initdb");
  const result = spawnSync(
    file,
    [
      ...head,
      `--pgdata=${cluster}`,
      `--username=${owner}`,
      `--pwfile=${path.join(path.dirname(cluster), "password")}`,
      "--auth=scram-sha-256",
      // With LANG=C initdb would make an ASCII cluster, in which Korean has no letters.
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--lc-collate=C.UTF-8",
      "--lc-ctype=C.UTF-8",
      "--no-instructions",
    ],
    { encoding: "utf8", cwd: path.dirname(cluster), ...launcher.user },
  );
  if (result.status === 0) return;
  rmSync(cluster, { recursive: true, force: true });
  const said = result.error?.message ?? (result.stderr || result.stdout).trim();
  throw new Error(
    `PostgreSQL could not make its files in ${cluster}:\n${said}\n` +
      "Is there space left, and may this user (or the user postgres) write there? LETTERPRESS_DATA_DIR " +
      "chooses another folder, DATABASE_URL a PostgreSQL of your own.",
  );
}

function spawnServer(
  cluster: string,
  launcher: Launcher,
  { port, durable = true }: Options,
  onLine: (line: string) => void,
): ChildProcess {
  const [file, ...head] = launcher.command("postgres");
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "", // TCP only: /tmp may not be writable for the server's user
    max_connections: "200",
    shared_buffers: "256MB", // more is slower to read: see docs/decisions/018-segment-speed.md
    max_wal_size: "2GB",
    // What is read is mostly in the system's cache: handing it to other processes costs a third more.
    io_method: "sync",
    // Tables of ids that several processes join by: kept, and not in a container's small /dev/shm.
    min_dynamic_shared_memory: "128MB",
    log_min_messages: "warning",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(file, [...head, "-D", cluster, ...flags], {
    cwd: cluster,
    stdio: ["ignore", "pipe", "pipe"],
    // Its own group: Ctrl-C in a terminal reaches the supervisor, which stops it in order.
    detached: true,
    ...launcher.user,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => text.split("\n").filter(Boolean).forEach(onLine));
  }
  child.on("error", (error) => onLine(error.message));
  return child;
}

async function waitUntilReady(child: ChildProcess, url: string, lines: string[]): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Error(`PostgreSQL ended while starting:\n${lines.join("\n")}`);
    }
    if (await answers(url)) return;
    await sleep(50);
  }
  throw new Error(`PostgreSQL did not answer within a minute:\n${lines.join("\n")}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false; // still starting or recovering
  }
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** Fast shutdown: open transactions are rolled back, committed ones are on disk. */
export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  const impatient = setTimeout(() => child.kill("SIGQUIT"), 5000);
  await ended;
  clearTimeout(impatient);
}
