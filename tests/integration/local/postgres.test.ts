import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { existsSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "@/local/ports";
import { startPostgres, type PostgresServer } from "@/local/postgres/server";
import { projectRoot } from "@/local/project";

let folder: string;
let server: PostgresServer;

async function start(): Promise<PostgresServer> {
  const port = await findFreePort(21_000 + Math.floor(Math.random() * 4000));
  return startPostgres({ root: projectRoot(), folder, port });
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "letterpress-postgres-"));
  server = await start();
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test("Korean is text: UTF-8, letters have cases and trigrams", async () => {
  const [row] = await query(
    "select current_setting('server_encoding') as encoding, upper('é한') as upper, length('한글') as length",
  );
  expect(row).toEqual({ encoding: "UTF8", upper: "É한", length: 2 });
  await query("create extension pg_trgm");
  expect((await query("select array_length(show_trgm('한국어'), 1) as n"))[0]).toEqual({ n: 4 });
});

test("it listens on loopback only and wants its password", async () => {
  expect(await query("show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  expect(await query("show unix_socket_directories")).toEqual([{ unix_socket_directories: "" }]);
  const wrong = new URL(server.url);
  wrong.password = "guess";
  const client = new pg.Client({ connectionString: wrong.href });
  await expect(client.connect()).rejects.toThrow(/password authentication failed/);
});

test("a clean stop takes under three seconds with a busy client and keeps committed rows", async () => {
  await query("create table kept (id int); insert into kept select generate_series(1, 1000)");
  const busy = new pg.Client({ connectionString: server.url });
  busy.on("error", () => undefined);
  await busy.connect();
  const sleeping = busy.query("select pg_sleep(30)").catch(() => "cut");
  const started = Date.now();
  await server.stop();
  expect(Date.now() - started).toBeLessThan(3000);
  expect(await sleeping).toBe("cut");
  expect(existsSync(path.join(folder, "cluster/postmaster.pid"))).toBe(false);

  server = await start();
  expect(await query("select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
});

test("an orphan of a killed parent is stopped by the next start, and its rows are there", async () => {
  await query("insert into kept values (1001)");
  const orphan = server;
  const ended = new Promise((resolve) => orphan.process.once("exit", resolve));
  server = await start(); // the orphan was never told to stop
  await ended;
  expect(server.process.pid).not.toBe(orphan.process.pid);
  expect(await query("select count(*)::int as n from kept")).toEqual([{ n: 1001 }]);
});

test("after a kill -9 of PostgreSQL itself the next start recovers", async () => {
  await query("insert into kept values (1002)");
  const ended = new Promise((resolve) => server.process.once("exit", resolve));
  server.process.kill("SIGKILL");
  await ended;
  server = await start();
  expect(await query("select count(*)::int as n from kept")).toEqual([{ n: 1002 }]);
});

test("a port in use is named in the error, with what PostgreSQL said", async () => {
  const other = await mkdtemp(path.join(tmpdir(), "letterpress-postgres-"));
  const port = Number(new URL(server.url).port);
  await expect(startPostgres({ root: projectRoot(), folder: other, port })).rejects.toThrow(
    /PostgreSQL ended while starting:[\s\S]*Address already in use/,
  );
  await rm(other, { recursive: true, force: true });
});
