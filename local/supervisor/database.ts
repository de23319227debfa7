import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { migrateDatabase } from "@/db/migrate";
import { startPostgres, stopServer } from "@/local/postgres/server";
import type { LogFile } from "./log-file";

export type EmbeddedDatabase = { ready: Promise<{ url: string }>; stop(): Promise<void> };

/** PostgreSQL of the data folder, started again when it ends by itself. */
export function superviseDatabase(setup: {
  root: string;
  dataFolder: string;
  port: number;
  log: LogFile;
}): EmbeddedDatabase {
  let isStopping = false;
  let newest: ChildProcess | undefined;

  async function start(): Promise<{ url: string }> {
    const server = await startPostgres({
      root: setup.root,
      folder: path.join(setup.dataFolder, "postgres"),
      port: setup.port,
      onLog: (line) => setup.log.write(`${line}\n`),
      onSpawn: (child) => {
        newest = child;
        if (isStopping) child.kill("SIGINT"); // told to stop between two of our steps
      },
    });
    server.process.once("exit", () => {
      if (!isStopping) void restart(1);
    });
    return server;
  }

  async function restart(attempt: number): Promise<void> {
    console.error(`  ! postgres ended; it starts again. Its log: ${setup.log.file}`);
    try {
      await start();
    } catch (error) {
      setup.log.write(`${String(error)}\n`);
      const delayMs = Math.min(500 * 2 ** attempt, 30_000);
      setTimeout(() => {
        if (!isStopping) void restart(attempt + 1);
      }, delayMs);
    }
  }

  return {
    ready: start(),
    stop: async () => {
      isStopping = true;
      if (newest) await stopServer(newest);
    },
  };
}

/** Brings the tables up to date before anything else uses them. */
export async function migrate(root: string, databaseUrl: string): Promise<void> {
  try {
    await migrateDatabase(databaseUrl, path.join(root, "db/migrations"));
  } catch (error) {
    const { host, pathname } = new URL(databaseUrl);
    throw new Error(
      `The database ${host}${pathname} could not be brought up to date: ${messageOf(error)}\n` +
        "Does it answer, is it PostgreSQL 15 or newer, and may this user create tables there?",
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A refused connection to several addresses has an empty message of its own.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  return error.cause instanceof Error ? messageOf(error.cause) : error.message;
}
