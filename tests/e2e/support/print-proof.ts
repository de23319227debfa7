import type { MemoryPeaks } from "./memory";
import { percentile, type ScreenTimes } from "./screens";

/** Seconds that the page said were left, and how many it then took. */
export type TimeLeft = { said: number; was: number };

export type Proof = {
  rows: number;
  uploadSeconds: number;
  /** From pressing start to the result on the page, kills and all. */
  seconds: number;
  estimates: TimeLeft[];
  peaks: MemoryPeaks;
  sent: { mails: number; seconds: number; mailsPerSecond: number };
  whileRunning: ScreenTimes;
  afterwards: ScreenTimes;
};

/** The tables of docs/performance.md. */
export function printProof(proof: Proof): void {
  const { rows, uploadSeconds, seconds, peaks, sent } = proof;
  const figures: [what: string, figure: string][] = [
    ["rows", rows.toLocaleString("en-US")],
    ["upload, s", uploadSeconds.toFixed(1)],
    ["from start to result with two kills, s", seconds.toFixed(1)],
    ["rows/s, upload and kills included", (rows / (uploadSeconds + seconds)).toFixed(0)],
    ["time left on the page: said → was, s", describeEstimates(proof.estimates)],
    ["peak memory: web server, MB", peaks.web.toFixed(0)],
    ["peak memory: the handler that imports, MB", peaks.importer.toFixed(0)],
    ["peak memory: runner and all handlers, MB", peaks.runner.toFixed(0)],
    ["mails accepted during the import", sent.mails.toLocaleString("en-US")],
    [
      "mails/s during the import, of SES's rate",
      `${(sent.mails / sent.seconds).toFixed(1)} of ${sent.mailsPerSecond}`,
    ],
  ];
  const lines = [
    ...toTable(["figure", ""], figures),
    "",
    ...toTable(
      ["screen, server ms p50 / p95", "during the import", "after it"],
      [...proof.whileRunning].map(([name, times]) => [
        name,
        describeTimes(times),
        describeTimes(proof.afterwards.get(name) ?? []),
      ]),
    ),
  ];
  process.stdout.write(`\n${lines.join("\n")}\n\n`);
}

function describeTimes(times: readonly number[]): string {
  const [half, most] = [0.5, 0.95].map((share) => percentile(times, share).toFixed(0));
  return `${half} / ${most} (${times.length})`;
}

/** At a quarter, half and three quarters of what the page said in all. */
function describeEstimates(estimates: readonly TimeLeft[]): string {
  const some = [0.25, 0.5, 0.75].flatMap(
    (share) => estimates[Math.floor(estimates.length * share)] ?? [],
  );
  return some.map(({ said, was }) => `${said} → ${was.toFixed(0)}`).join(", ") || "none";
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
