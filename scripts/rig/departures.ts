import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Settings with which a runner's sending processes note when their calls to SES leave. */
export function watchDepartures(folder: string, at: { root: string; sesPort: number }) {
  mkdirSync(folder, { recursive: true });
  const program = pathToFileURL(path.join(at.root, "scripts/rig/note-departures.mjs"));
  return {
    NODE_OPTIONS: `--import=${program.href}`,
    DEPARTURES_FOLDER: folder,
    DEPARTURES_PORT: String(at.sesPort),
  };
}

/** When calls left, in ms, in no order. */
export function readDepartures(folder: string): number[] {
  return readdirSync(folder).flatMap((name) =>
    readFileSync(path.join(folder, name), "utf8").split("\n").filter(Boolean).map(Number),
  );
}

/** The most of these times (ms) within any second, wherever it begins. */
export function busiestSecond(unsorted: readonly number[]): number {
  const times = unsorted.toSorted((a, b) => a - b);
  let most = 0;
  for (let from = 0, to = 0; to < times.length; to += 1) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= 1000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}
