// `npm test`: on a fresh clone installs what is missing, then runs every check and every test, and
// says in its last line how many passed and failed. No dependencies of its own.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { ensureBrowser } from "./support/browser.mjs";
import { ensureInstalled, nodeProblem } from "./support/install.mjs";
import { say } from "../local/progress.mjs";
import { runChecks } from "./support/run-checks.mjs";
import { runCommand } from "./support/run-command.mjs";
import { countPlaywright, countVitest, readReport } from "./support/test-reports.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const reports = fs.mkdtempSync(path.join(os.tmpdir(), "letterpress-reports-"));
const tool = (...parts) => path.join(root, "node_modules", ...parts);

const parts = [
  ["check", runAllChecks],
  ["unit", () => runVitest("unit")],
  ["integration", () => runVitest("integration")],
  ["chaos", () => runVitest("chaos")],
  ["build", runBuild],
  ["browser", runPlaywright],
];

async function runAllChecks() {
  const results = await runChecks(root);
  for (const { name, ok, seconds, output } of results) {
    if (!ok) say(output.trimEnd());
    say(`  ${ok ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
  }
  const names = results.filter(({ ok }) => !ok).map(({ name }) => name);
  return { passed: results.length - names.length, failed: names.length, names };
}

async function runVitest(project) {
  const file = path.join(reports, `${project}.json`);
  const { code } = await runCommand(
    process.execPath,
    [
      tool("vitest/vitest.mjs"),
      "run",
      `--project=${project}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    { cwd: root, live: true },
  );
  return readReport(file, countVitest, code);
}

async function runBuild() {
  await build(root);
  return { passed: 1, failed: 0 };
}

async function runPlaywright() {
  const browser = await ensureBrowser(root);
  const file = path.join(reports, "browser.json");
  const { code } = await runCommand(
    process.execPath,
    [tool("@playwright/test/cli.js"), "test", "--reporter=list,json"],
    {
      cwd: root,
      live: true,
      env: { ...process.env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    },
  );
  return readReport(file, countPlaywright, code);
}

/** A part that cannot run at all is one failure; the others still run and say what they find. */
async function runPart(name, work) {
  const startedAt = Date.now();
  say(`\n── ${name}`);
  let counts;
  try {
    counts = await work();
  } catch (error) {
    say(error.message);
    counts = { passed: 0, failed: 1 };
  }
  return { name, ...counts, seconds: (Date.now() - startedAt) / 1000 };
}

async function test() {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  await ensureInstalled(root);
  const outcomes = [];
  for (const [name, work] of parts) outcomes.push(await runPart(name, work));
  fs.rmSync(reports, { recursive: true, force: true });

  say("");
  for (const { name, passed, failed, seconds, names = [] } of outcomes) {
    say(
      `  ${failed === 0 ? "✓" : "✗"} ${name}: ${passed} passed, ${failed} failed (${seconds.toFixed(0)} s)`,
    );
    for (const one of names) say(`      failed: ${one}`);
  }
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  if (sum("failed") > 0) process.exitCode = 1;
  say(`${sum("passed")} passed, ${sum("failed")} failed`);
}

test().catch((error) => {
  say(error.message);
  say("0 passed, 1 failed");
  process.exitCode = 1;
});
