import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, isAlive } from "@/local/processes";

/**
 * After a `kill -9` of its parent PostgreSQL goes on alone and a second one refuses to start on the
 * same files. Stops such an orphan (fast shutdown: committed work is kept), and clears the pid file
 * when its number now belongs to somebody else. Says whether an orphan was stopped.
 */
export async function stopOrphan(cluster: string): Promise<boolean> {
  const file = path.join(cluster, "postmaster.pid");
  if (!existsSync(file)) return false;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false; // Postgres clears it itself
  if (!commandOf(pid).includes(cluster)) {
    rmSync(file, { force: true });
    return false;
  }
  await stopProcess(pid);
  return true;
}

async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 5000; waited += 50) {
    if (!isAlive(pid)) return;
    await sleep(50);
  }
  // Immediate shutdown: the next start recovers from the write-ahead log.
  process.kill(pid, "SIGQUIT");
  for (let waited = 0; waited < 5000; waited += 50) {
    if (!isAlive(pid)) return;
    await sleep(50);
  }
  throw new Error(
    `A PostgreSQL left from an earlier start (process ${pid}) does not stop. End it and start again.`,
  );
}
