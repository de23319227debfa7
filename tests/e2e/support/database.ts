import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { System } from "./system";

export type Query = <Row extends pg.QueryResultRow>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;

/** Looks into the system's own PostgreSQL, for what no page shows, and puts rows there. */
export async function withDatabase<Result>(
  { dataFolder }: System,
  use: (query: Query) => Promise<Result>,
): Promise<Result> {
  const folder = path.join(dataFolder, "postgres");
  const password = readFileSync(path.join(folder, "password"), "utf8").trim();
  // The fourth line of postmaster.pid is the port that the server listens on.
  const port = readFileSync(path.join(folder, "cluster", "postmaster.pid"), "utf8").split("\n")[3];
  const client = new pg.Client({
    host: "127.0.0.1",
    port: Number(port),
    user: "letterpress",
    database: "letterpress",
    password,
  });
  await client.connect();
  try {
    return await use(async (text, values) => (await client.query(text, values)).rows);
  } finally {
    await client.end();
  }
}
