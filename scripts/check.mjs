// `npm run check`: format, lint, types and dead code, side by side.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled, nodeProblem } from "./support/install.mjs";
import { say } from "../local/progress.mjs";
import { runChecks } from "./support/run-checks.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

async function check() {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  await ensureInstalled(root);
  const results = await runChecks(root);
  for (const { name, ok, seconds, output } of results) {
    if (!ok) say(`\n${output.trimEnd()}\n`);
    say(`  ${ok ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
  }
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
}

check().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
