import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "@/local/project";

/** Runs one of our own TypeScript files in a process of its own, so that it can be killed. */
export function startScript(
  file: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; preloads?: readonly string[]; stdio?: "ignore" | "report" },
): ChildProcess {
  const root = projectRoot();
  const address = (name: string): string => pathToFileURL(path.join(root, name)).href;
  const imports = ["node_modules/tsx/dist/loader.mjs", ...(options.preloads ?? [])];
  return spawn(
    process.execPath,
    [
      "--require",
      path.join(root, "node_modules/tsx/dist/preflight.cjs"),
      ...imports.flatMap((name) => ["--import", address(name)]),
      path.join(root, file),
      ...args,
    ],
    {
      env: options.env,
      cwd: root,
      stdio: options.stdio === "report" ? ["ignore", "pipe", "inherit"] : "ignore",
    },
  );
}
