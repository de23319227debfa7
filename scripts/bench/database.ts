import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrateDatabase } from "@/db/migrate";
import { findFreePort } from "@/local/ports";
import { startPostgres } from "@/local/postgres/server";
import { projectRoot } from "@/local/project";

export type BenchDatabase = { pid: number; stop(): Promise<void> };

/**
 * A PostgreSQL of its own with our tables, in a temporary folder and with its durable settings, for
 * a bench that needs no more. DATABASE_URL is set when this returns: load lib/ and db/ afterwards.
 */
export async function startDatabase(): Promise<BenchDatabase> {
  const root = projectRoot();
  const folder = mkdtempSync(path.join(tmpdir(), "letterpress-bench-"));
  const server = await startPostgres({
    root,
    folder: path.join(folder, "postgres"),
    port: await findFreePort(18_432),
  });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopping ??= server.stop().then(() => rmSync(folder, { recursive: true, force: true })));
  // Ctrl-C must not leave a PostgreSQL behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  try {
    await migrateDatabase(server.url, path.join(root, "db/migrations"));
  } catch (error) {
    await stop();
    throw error;
  }
  process.env["DATABASE_URL"] = server.url;
  return { pid: server.process.pid ?? 0, stop };
}
