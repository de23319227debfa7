import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export type ProcessStats = {
  pid: number;
  parent: number;
  cpuMs: number;
  /** CPU of its children that have ended: PostgreSQL's helpers live for one query. */
  endedCpuMs: number;
  peakRssMb: number;
  /** Of it, pages shared with others: PostgreSQL's buffers count in each of its processes. */
  sharedMb: number;
  command: string;
};

/** Linux counts CPU in hundredths of a second, whatever the machine. */
const msPerTick = 10;

/** Every process of this machine that we may look at. */
export function listProcesses(): ProcessStats[] {
  return existsSync("/proc/self/stat") ? fromProc() : fromPs();
}

function fromProc(): ProcessStats[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProc(Number(pid)) ?? []);
}

function readProc(pid: number): ProcessStats | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(") ") + 2).split(" "); // the name may hold spaces
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const megabytes = (line: RegExp): number => Number(line.exec(status)?.[1] ?? 0) / 1024;
    return {
      pid,
      parent: Number(fields[1]),
      cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick,
      endedCpuMs: (Number(fields[13]) + Number(fields[14])) * msPerTick,
      peakRssMb: megabytes(/^VmHWM:\s+(\d+)/m),
      sharedMb: megabytes(/^RssShmem:\s+(\d+)/m),
      command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim(),
    };
  } catch {
    return undefined; // it ended while we looked
  }
}

/** Elsewhere `ps` knows the CPU, on some systems to the second only, and the RSS of now. */
function fromPs(): ProcessStats[] {
  const lines = execFileSync("ps", ["-axo", "pid=,ppid=,time=,rss=,args="], {
    encoding: "utf8",
  }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, time = "", rss, command = ""] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined) return [];
    const seconds = time.split(/[-:]/).reduce((sum, part) => sum * 60 + Number(part), 0);
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        cpuMs: seconds * 1000,
        endedCpuMs: 0, // not told there
        peakRssMb: Number(rss) / 1024,
        sharedMb: 0,
        command,
      },
    ];
  });
}
