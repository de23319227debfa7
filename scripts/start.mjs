// `npm start`: installs, builds and starts everything on this machine. No dependencies, so that it
// works on a fresh clone. `--dev` runs the web server and the handlers with hot reload.
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { ensureInstalled, nodeProblem } from "./support/install.mjs";
import { say } from "../local/progress.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const isDev = process.argv.includes("--dev");

async function start() {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  say(isDev ? "Letterpress starts for development." : "Letterpress starts.");
  await ensureInstalled(root);
  await build(root, { web: !isDev });
  const supervisor = path.join(root, "dist/local/supervisor.mjs");
  const { runSupervisor } = await import(pathToFileURL(supervisor).href);
  await runSupervisor({ root, isDev });
}

start().catch((error) => {
  process.stderr.write(`\nLetterpress did not start.\n${error.message}\n`);
  process.exit(1);
});
