import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, isAlive } from "@/local/processes";

/** The processes of a start by their names, as the data folder remembers them. */
export type Pids = Record<string, number>;

/**
 * Children end when their supervisor is gone; this ends those that could not notice (a process that
 * was stopped or hung). A number that now belongs to another program is left alone.
 */
export async function endOrphans(dataFolder: string, root: string): Promise<void> {
  for (const pid of Object.values(readPids(dataFolder))) {
    if (!isAlive(pid) || !isOurs(commandOf(pid), root)) continue;
    process.kill(pid, "SIGKILL");
    for (let waited = 0; waited < 2000 && isAlive(pid); waited += 20) await sleep(20);
  }
  notePids(dataFolder, {});
}

/** Next's server gives itself a title in the place of its command line. */
function isOurs(command: string, root: string): boolean {
  return command.includes(root) || command.startsWith("next-server");
}

export function notePids(dataFolder: string, pids: Pids): void {
  const file = path.join(dataFolder, "pids.json");
  writeFileSync(`${file}.new`, JSON.stringify(pids), { mode: 0o600 });
  renameSync(`${file}.new`, file); // whoever reads meanwhile, or after a crash, finds all of it
}

export function readPids(dataFolder: string): Pids {
  const file = path.join(dataFolder, "pids.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}
