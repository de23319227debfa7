import { execFileSync } from "node:child_process";
import type { System } from "./system";

/** Kills the web server of this system, hard; false while there is none (the supervisor restarts it). */
export function killWeb(system: System): boolean {
  const pid = findWeb(system.process.pid ?? 0);
  if (pid === undefined) return false;
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false; // it ended in between
  }
}

type Row = { pid: number; parent: number; command: string };

function findWeb(root: number): number | undefined {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line): Row[] => {
      const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      const [, pid, parent, command] = match ?? [];
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
  const byPid = new Map(rows.map((row) => [row.pid, row]));
  const isOurs = (row: Row | undefined): boolean =>
    row !== undefined && (row.pid === root || isOurs(byPid.get(row.parent)));
  // Next names its process anew once it listens.
  return rows.find((row) => /standalone\/server\.js|next-server/.test(row.command) && isOurs(row))
    ?.pid;
}
