import path from "node:path";
import { migrateDatabase } from "@/db/migrate";
import { startPostgres, type PostgresServer } from "@/local/postgres/server";
import type { LogFile } from "./log-file";

export type EmbeddedDatabase = { url: string; stop(): Promise<void> };

/** PostgreSQL of the data folder, started again when it ends by itself. */
export async function superviseDatabase(setup: {
  root: string;
  dataFolder: string;
  port: number;
  log: LogFile;
}): Promise<EmbeddedDatabase> {
  let isStopping = false;
  let server = await start();

  async function start(): Promise<PostgresServer> {
    const started = await startPostgres({
      root: setup.root,
      folder: path.join(setup.dataFolder, "postgres"),
      port: setup.port,
      onLog: (line) => setup.log.write(`${line}\n`),
    });
    started.process.once("exit", () => {
      if (!isStopping) void restart(1);
    });
    return started;
  }

  async function restart(attempt: number): Promise<void> {
    console.error(`  ! postgres ended; it starts again. Its log: ${setup.log.file}`);
    try {
      server = await start();
    } catch (error) {
      setup.log.write(`${String(error)}\n`);
      const delayMs = Math.min(500 * 2 ** attempt, 30_000);
      if (!isStopping) setTimeout(() => void restart(attempt + 1), delayMs);
    }
  }

  return {
    url: server.url,
    stop: async () => {
      isStopping = true;
      await server.stop();
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
