import path from "node:path";
import { forgetDevelopmentTypes } from "./development-types.mjs";
import { runCommand } from "./run-command.mjs";

/** Everything that reads the sources without running them: name, and the commands one after another. */
const checks = [
  ["format", ["oxfmt", "--check"]],
  ["lint", ["oxlint"]],
  ["types", ["next", "typegen"], ["tsc", "--noEmit"]],
  ["dead code", ["knip", "--no-progress"]],
];

/** Runs all checks at once; returns { name, ok, seconds, output } for each. */
export function runChecks(root) {
  forgetDevelopmentTypes(root);
  return Promise.all(checks.map(([name, ...commands]) => runCheck(root, name, commands)));
}

async function runCheck(root, name, commands) {
  const startedAt = Date.now();
  let result = { code: 0, output: "" };
  for (const [tool, ...args] of commands) {
    if (result.code !== 0) break;
    result = await runCommand(path.join(root, "node_modules/.bin", tool), args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
  }
  const seconds = (Date.now() - startedAt) / 1000;
  return { name, ok: result.code === 0, seconds, output: result.output };
}
