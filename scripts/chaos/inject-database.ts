import pg from "pg";
import type { Run } from "./run";

/** F2: every backend dies at once, by the server's own immediate shutdown or by kill -9. */
export async function breakDatabase(run: Run): Promise<void> {
  const crashes = run.history.count("F2");
  const signal = crashes % 2 === 0 ? "SIGQUIT" : "SIGKILL";
  const downMs = 500 + Math.floor(run.random() * 1500);
  const connections = await asAdministrator(
    run,
    async (client) => (await listBackends(client)).length,
  );
  run.history.add(
    "F2",
    `PostgreSQL killed (${signal === "SIGQUIT" ? "immediate shutdown" : "kill -9"}), down for ${downMs} ms`,
  );
  run.bites.add("connectionsLost", connections);
  await run.system.database.crash(signal, downMs);
}

/** F2: all connections of the product are cut, the server stays. */
export async function cutConnections(run: Run): Promise<void> {
  const cut = await asAdministrator(run, terminateAll);
  run.history.add("F2", `${cut} connections cut by pg_terminate_backend`);
  run.bites.add("connectionsLost", cut);
}

export async function terminateAll(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'letterpress'",
  );
  return rowCount ?? 0;
}

/** Process ids of PostgreSQL that serve the product (or this run). */
export async function listBackends(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = 'letterpress' and backend_type = 'client backend'",
  );
  return rows.map(({ pid }) => pid);
}

/** Beside the product's connections; `database` is PostgreSQL's own or the product's. */
export async function asAdministrator<T>(
  run: Run,
  work: (client: pg.Client) => Promise<T>,
  database: "postgres" | "letterpress" = "postgres",
): Promise<T> {
  const url = new URL(run.system.database.current().url);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  client.on("error", () => undefined); // PostgreSQL may be about to die of what we do
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
