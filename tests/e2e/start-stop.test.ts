import { expect, test } from "@playwright/test";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "@/local/project";
import { isAlive } from "@/local/processes";
import { readPids } from "@/local/supervisor/orphans";
import {
  makeDataFolder,
  removeDataFolder,
  startAndFail,
  startSystem,
  type System,
} from "./support/system";

// What `npm start` promises to the person who runs it. No browser is needed for that.
test.describe.configure({ mode: "serial" });

let folder: string;
let system: System;

test.beforeAll(() => {
  folder = makeDataFolder();
});

test.afterAll(async () => {
  await system?.stop();
  removeDataFolder(folder);
});

async function health(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${system.url}/api/health`);
  return { status: response.status, body: await response.json() };
}

function postgresPid(): number {
  const file = path.join(folder, "postgres/cluster/postmaster.pid");
  return Number(readFileSync(file, "utf8").split("\n")[0]);
}

/** Every process of this system that still lives: its children and PostgreSQL. */
function survivors(): number[] {
  const file = path.join(folder, "postgres/cluster/postmaster.pid");
  const all = [...Object.values(readPids(folder)), ...(existsSync(file) ? [postgresPid()] : [])];
  return all.filter(isAlive);
}

async function until(done: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`It did not come about: ${done.toString()}`);
    await sleep(50);
  }
}

test("the first start prints the address, the sign-in and the inbox, and works", async () => {
  system = await startSystem({ dataFolder: folder });
  expect(system.output()).toContain("admin@letterpress.test with the password of ADMIN_PASSWORD");
  expect(system.output()).not.toContain("a long test passphrase");
  expect(await health()).toMatchObject({ status: 200, body: { ok: true } });
  expect((await fetch(system.inboxUrl)).status).toBe(200);
});

test("a second start on the same data is refused in words, and disturbs nothing", async () => {
  const second = await startAndFail({ dataFolder: folder });
  expect(second.code).toBe(1);
  expect(second.output).toContain(`Letterpress already runs on ${folder}`);
  expect((await health()).status).toBe(200);
});

test("a port that is taken is named, and nothing is left running", async () => {
  const blocker = createServer().listen({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => blocker.once("listening", resolve));
  const address = blocker.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const other = makeDataFolder();
  const failed = await startAndFail({ dataFolder: other, settings: { PORT: String(port) } });
  blocker.close();
  expect(failed.code).toBe(1);
  expect(failed.output).toContain(`Port ${port} on 127.0.0.1 is in use.`);
  expect(existsSync(path.join(other, "lock"))).toBe(false);
  removeDataFolder(other);
});

test("real delivery without an https address refuses to start", async () => {
  const failed = await startAndFail({ settings: { SES_CONFIGURATION_SET: "main" } });
  expect(failed.code).toBe(1);
  expect(failed.output).toContain("Set PUBLIC_URL to the https address");
});

test("a database that does not answer is named, and nothing is left running", async () => {
  const failed = await startAndFail({
    settings: { DATABASE_URL: "postgres://nobody@127.0.0.1:9/none" },
  });
  expect(failed.code).toBe(1);
  expect(failed.output).toMatch(
    /database 127\.0\.0\.1:9\/none could not be brought up to date.*ECONNREFUSED/,
  );
});

for (const name of ["web", "lambda-runner", "sqs", "ses"]) {
  test(`a killed ${name} comes back by itself`, async () => {
    const pid = system.pidOf(name);
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, "SIGKILL");
    await until(() => system.pidOf(name) !== pid, 10_000);
    await until(async () => (await health().catch(() => ({ status: 0 }))).status === 200, 20_000);
    expect(system.output()).toContain(`${name} ended (SIGKILL); it starts again`);
  });
}

test("a killed PostgreSQL comes back by itself", async () => {
  const pid = postgresPid();
  process.kill(pid, "SIGKILL");
  await until(() => isAlive(postgresPid()) && postgresPid() !== pid, 15_000);
  await until(async () => (await health().catch(() => ({ status: 0 }))).status === 200, 20_000);
});

test("SIGTERM stops everything within ten seconds and leaves nothing", async () => {
  const took = await system.stop("SIGTERM");
  expect(took).toBeLessThan(10_000);
  expect(system.process.exitCode).toBe(0);
  expect(survivors()).toEqual([]);
  expect(existsSync(path.join(folder, "lock"))).toBe(false);
});

test("the second start takes seconds and keeps the address, the data and the sign-in", async () => {
  const startedAt = Date.now();
  system = await startSystem({ dataFolder: folder });
  expect(Date.now() - startedAt).toBeLessThan(15_000);
  expect(system.output()).not.toMatch(/Installing|Building|Bundling/);
  expect(system.output()).toContain("as at the first start");
  expect((await health()).status).toBe(200);
});

test("after a kill -9 the children end, and the next start takes over", async () => {
  const orphan = postgresPid();
  await system.stop("SIGKILL");
  await until(() => survivors().every((pid) => pid === orphan), 5000);
  expect(isAlive(orphan)).toBe(true);
  system = await startSystem({ dataFolder: folder });
  expect(isAlive(orphan)).toBe(false);
  expect((await health()).status).toBe(200);
});

test("SIGTERM to npm stops everything too", async () => {
  await system.stop();
  system = await startSystem({
    dataFolder: folder,
    command: { file: "npm", args: ["--prefix", projectRoot(), "start"], cwd: "/" },
  });
  const took = await system.stop("SIGTERM");
  expect(took).toBeLessThan(10_000);
  expect(survivors()).toEqual([]);
});
