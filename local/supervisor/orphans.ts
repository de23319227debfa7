import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, isAlive } from "@/local/processes";

/**
 * Children end when their supervisor is gone; this ends those that could not notice (a process that
 * was stopped or hung). Their numbers are noted in the data folder; a number that now belongs to
 * another program is left alone.
 */
export async function endOrphans(dataFolder: string, root: string): Promise<void> {
  for (const pid of readPids(dataFolder)) {
    if (!isAlive(pid) || !commandOf(pid).includes(root)) continue;
    process.kill(pid, "SIGKILL");
    for (let waited = 0; waited < 2000 && isAlive(pid); waited += 20) await sleep(20);
  }
  notePids(dataFolder, []);
}

export function notePids(dataFolder: string, pids: number[]): void {
  writeFileSync(path.join(dataFolder, "pids"), pids.join("\n"), { mode: 0o600 });
}

function readPids(dataFolder: string): number[] {
  const file = path.join(dataFolder, "pids");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .map(Number)
    .filter((pid) => pid > 1);
}
