// Builds what `npm start` runs: the handlers as for AWS, the local programs, and the web server.
// What has not changed since the last build is left alone.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleAll, handlerNames } from "../local/bundles.mjs";
import { fingerprint } from "./support/fingerprint.mjs";
import { forgetDevelopmentTypes } from "./support/development-types.mjs";
import { say, step } from "../local/progress.mjs";
import { lastLines, runCommand } from "./support/run-command.mjs";

const common = ["db", "emails", "lib", "package-lock.json", "tsconfig.json"];
const bundleSources = [...common, "lambda", "local"];
const webSources = [
  ...common,
  "app",
  "components",
  "public",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.mjs",
  "postcss.config.mjs",
];

/** Builds what changed. `web: false` leaves the web server out (development has its own). */
export async function build(root, { web = true } = {}) {
  const release = await takeTurn(root);
  try {
    await buildPart(root, { name: "bundles", sources: bundleSources, made: bundlesExist }, () =>
      step("Bundling the handlers and local programs", () => bundleAll(root)),
    );
    if (!web) return;
    await buildPart(root, { name: "web", sources: webSources, made: webExists }, () =>
      step("Building the web server (about a minute)", () => buildWeb(root), { slow: true }),
    );
  } finally {
    release();
  }
}

const bundlesExist = (root) =>
  ["local/supervisor.mjs", ...handlerNames(root).map((name) => `lambda/${name}/handler.mjs`)].every(
    (file) => fs.existsSync(path.join(root, "dist", file)),
  );
const webExists = (root) => fs.existsSync(path.join(root, ".next/standalone/server.js"));

/** The stamp is taken away first: a build that is cut short counts as none. */
async function buildPart(root, { name, sources, made }, work) {
  const stamp = path.join(root, "dist", `${name}.stamp`);
  const wanted = fingerprint(root, sources);
  const found = fs.existsSync(stamp) ? fs.readFileSync(stamp, "utf8") : "";
  if (found === wanted && made(root)) return;
  fs.rmSync(stamp, { force: true });
  await work();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, wanted);
}

async function buildWeb(root) {
  forgetDevelopmentTypes(root);
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const { code, output } = await runCommand(process.execPath, [next, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (code !== 0) throw new Error(`The web server could not be built:\n${lastLines(output, 40)}`);
  const standalone = path.join(root, ".next/standalone");
  const copy = (from, to) =>
    fs.cpSync(path.join(root, from), path.join(standalone, to), {
      recursive: true,
      verbatimSymlinks: true,
    });
  copy(".next/static", ".next/static");
  if (fs.existsSync(path.join(root, "public"))) copy("public", "public");
}

/** Two builds at once would overwrite each other; the second waits for the first. */
async function takeTurn(root) {
  const file = path.join(root, "dist", "build.lock");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let waits = 0; ; waits += 1) {
    if (claim(file)) return () => fs.rmSync(file, { force: true });
    if (!isAlive(holderOf(file))) fs.rmSync(file, { force: true });
    else if (waits % 40 === 0) say("  … another build is under way; waiting for it");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** A hard link appears whole or not at all, so nobody reads a lock without its number. */
function claim(file) {
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, String(process.pid));
  try {
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** 0 when it was let go meanwhile; no process has that number. */
function holderOf(file) {
  return fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
}

function isAlive(pid) {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  await build(root).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
