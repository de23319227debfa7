import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureInstalled } from "@/scripts/support/install.mjs";

let root: string;
let calls: string;

/** A stand-in for npm that notes how it was called and leaves what npm leaves. */
const npm = `
  const fs = require("node:fs");
  fs.appendFileSync("calls.txt", process.argv.slice(2).join(" ") + "\\n");
  if (fs.existsSync("no-network")) { console.error("npm error network unreachable"); process.exit(1); }
  fs.mkdirSync("node_modules", { recursive: true });
  fs.writeFileSync("node_modules/.package-lock.json", "{}");
`;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "letterpress-install-"));
  calls = path.join(root, "calls.txt");
  writeFileSync(path.join(root, "package-lock.json"), '{"lockfileVersion":3}');
  writeFileSync(path.join(root, "npm.js"), npm);
  vi.stubEnv("npm_execpath", path.join(root, "npm.js"));
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const timesRun = () =>
  existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n").length : 0;

test("a fresh clone is installed once, development packages included", async () => {
  await ensureInstalled(root);
  expect(readFileSync(calls, "utf8")).toContain("ci --include=dev");
  await ensureInstalled(root);
  expect(timesRun()).toBe(1);
});

test("another lockfile installs again", async () => {
  await ensureInstalled(root);
  writeFileSync(path.join(root, "package-lock.json"), '{"lockfileVersion":3,"name":"new"}');
  await ensureInstalled(root);
  expect(timesRun()).toBe(2);
});

test("packages installed by hand for this lockfile are taken as they are", async () => {
  mkdirSync(path.join(root, "node_modules"));
  writeFileSync(path.join(root, "node_modules/.package-lock.json"), "{}");
  await ensureInstalled(root);
  expect(timesRun()).toBe(0);
});

test("packages older than the lockfile are installed anew", async () => {
  mkdirSync(path.join(root, "node_modules"));
  const record = path.join(root, "node_modules/.package-lock.json");
  writeFileSync(record, "{}");
  utimesSync(record, new Date(0), new Date(0));
  await ensureInstalled(root);
  expect(timesRun()).toBe(1);
});

test("an install that fails says what npm said, and is tried again the next time", async () => {
  writeFileSync(path.join(root, "no-network"), "");
  await expect(ensureInstalled(root)).rejects.toThrow(
    /network unreachable[\s\S]*Is the network up/,
  );
  rmSync(path.join(root, "no-network"));
  await ensureInstalled(root);
  expect(timesRun()).toBe(2);
});
