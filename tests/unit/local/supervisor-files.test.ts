import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataFolder } from "@/local/supervisor/data-lock";
import { openLogFile } from "@/local/supervisor/log-file";
import { endOrphans, notePids } from "@/local/supervisor/orphans";
import { readAppSecret } from "@/local/supervisor/secrets";
import { createShutdown } from "@/local/supervisor/shutdown";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "letterpress-supervisor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A process whose command line holds these words, waiting to be ended. */
function spawnIdle(...words: string[]): { pid: number; ended: Promise<unknown> } {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)", ...words], {
    stdio: "ignore",
  });
  return { pid: child.pid ?? 0, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

test("the data folder is refused while another start holds it, and free afterwards", async () => {
  const other = spawnIdle("scripts/start.mjs");
  writeFileSync(path.join(folder, "lock"), String(other.pid));
  expect(() => lockDataFolder(folder)).toThrow(
    new RegExp(`already runs on .* \\(process ${other.pid}\\)`),
  );
  process.kill(other.pid);
  await other.ended;
  lockDataFolder(folder).release();
  expect(existsSync(path.join(folder, "lock"))).toBe(false);
});

test("a lock whose number now belongs to another program does not count", () => {
  writeFileSync(path.join(folder, "lock"), "1");
  const lock = lockDataFolder(folder);
  expect(readFileSync(path.join(folder, "lock"), "utf8")).toBe(String(process.pid));
  lock.release();
});

test("children left by an earlier start are ended, other programs are not", async () => {
  const ours = spawnIdle("/somewhere/letterpress/dist/local/ses.mjs");
  const foreign = spawnIdle("/somewhere/else/server.js");
  notePids(folder, { ses: ours.pid, web: foreign.pid, gone: 999_999_999 });
  await endOrphans(folder, "/somewhere/letterpress");
  await ours.ended;
  expect(process.kill(foreign.pid, 0)).toBe(true);
  process.kill(foreign.pid);
});

test("the secret is made once, for the owner's eyes only", () => {
  const secret = readAppSecret(folder);
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(readAppSecret(folder)).toBe(secret);
  expect(statSync(path.join(folder, "app-secret")).mode & 0o777).toBe(0o600);
});

test("a log starts anew when it has grown, and the one before is kept", () => {
  const log = openLogFile(folder, "web", 100);
  log.write(`${"a".repeat(101)}\n`);
  log.write("second\n");
  log.write("third\n\nfourth\n");
  expect(readFileSync(path.join(folder, "web.log"), "utf8")).toBe("second\nthird\n\nfourth\n");
  expect(readFileSync(path.join(folder, "web.log.1"), "utf8")).toContain("aaa");
  expect(log.lastLines(2)).toEqual(["third", "fourth"]);
});

test("logs are for the owner's eyes only", () => {
  openLogFile(path.join(folder, "logs"), "web").write("one\n");
  expect(statSync(path.join(folder, "logs")).mode & 0o777).toBe(0o700);
});

test("what uses others ends before them, and one that fails keeps nobody from ending", async () => {
  const order: string[] = [];
  const shutdown = createShutdown();
  shutdown.add("lock", () => void order.push("lock"));
  shutdown.add("database", () => void order.push("database"));
  shutdown.add("stand-ins", () => Promise.reject(new Error("stuck")));
  shutdown.add("product", async (graceMs) => {
    expect(graceMs).toBeGreaterThan(9000);
    order.push("product");
  });
  await Promise.all([shutdown.run(), shutdown.run()]);
  expect(order).toEqual(["product", "database", "lock"]);
});
