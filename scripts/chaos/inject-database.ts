import pg from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import type { Run } from "./run";

/** F2: every backend dies at once, by the server's own immediate shutdown or by kill -9. */
export async function breakDatabase(run: Run): Promise<void> {
  const crashes = run.history.count("F2");
  const signal = crashes % 2 === 0 ? "SIGQUIT" : "SIGKILL";
  const downMs = 500 + Math.floor(run.random() * 1500);
  run.history.add(
    "F2",
    `PostgreSQL killed (${signal === "SIGQUIT" ? "immediate shutdown" : "kill -9"}), down for ${downMs} ms`,
  );
  await run.system.database.crash(signal, downMs);
  run.facts.interruptions += 1;
}

/** F2: all connections of the product are cut, the server stays. */
export async function cutConnections(run: Run): Promise<void> {
  const cut = await asAdministrator(run, terminateAll);
  run.history.add("F2", `${cut} connections cut by pg_terminate_backend`);
}

/** F12: no statement that writes is taken any more, as on a full disk; then it is again. */
export async function makeReadOnly(run: Run): Promise<void> {
  const set = (value: string) => async (client: pg.Client) => {
    await client.query(`alter database letterpress set default_transaction_read_only = ${value}`);
    return await terminateAll(client);
  };
  const before = run.accepts.read().length;
  await asAdministrator(run, set("on"));
  run.history.add("F12", "the database takes no writes any more");
  await sleep(2_500);
  await asAdministrator(run, set("off"));
  run.history.add(
    "F12",
    `writes again; ${run.accepts.read().length - before} accepts meanwhile, of claims before`,
  );
}

async function terminateAll(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'letterpress'",
  );
  return rowCount ?? 0;
}

async function asAdministrator<T>(run: Run, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(run.system.database.current().url);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
