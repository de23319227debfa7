import type { BenchFlags } from "@/scripts/rig/flags";
import type { Turns } from "./turns";

/** The one line of `--json`: exactly these keys (docs/architecture.md). */
export type BenchReport = {
  name: string;
  items: number;
  seconds: number;
  perSecond: number;
  cpuMsPerItem: number;
  peakRssMb: number;
  /** A yardstick that is no program (a target) uses no CPU: null. */
  yardstick: { name: string; perSecond: number; cpuMsPerItem: number | null };
  /** Our rate by the yardstick's: 1 = as fast. */
  ratio: number;
  /** The yardstick's CPU per item by ours. */
  cpuRatio: number | null;
};

/** `details` are for people, beside the report; any problem makes the command fail. */
export type BenchResult = {
  report: BenchReport;
  details: readonly [label: string, value: string][];
  problems: readonly string[];
};

export type Bench = (flags: BenchFlags) => Promise<BenchResult>;

export function toReport(
  {
    name,
    yardstick,
    items,
    peakRssMb,
  }: { name: string; yardstick: string; items: number; peakRssMb: number },
  { ours, bare }: Turns,
): BenchReport {
  const perSecond = items / ours.seconds;
  const barePerSecond = items / bare.seconds;
  return {
    name,
    items,
    seconds: round(ours.seconds, 3),
    perSecond: round(perSecond, 1),
    cpuMsPerItem: round(ours.cpuMs / items, 4),
    peakRssMb: round(peakRssMb, 1),
    yardstick: {
      name: yardstick,
      perSecond: round(barePerSecond, 1),
      cpuMsPerItem: round(bare.cpuMs / items, 4),
    },
    ratio: round(perSecond / barePerSecond, 3),
    cpuRatio: round(bare.cpuMs / ours.cpuMs, 3),
  };
}

type Row = [label: string, ours: string, bare: string];

export function printReport(
  report: BenchReport,
  { asJson, details }: { asJson: boolean; details: BenchResult["details"] },
): void {
  if (asJson) return void process.stdout.write(`${JSON.stringify(report)}\n`);
  const { yardstick } = report;
  const rows: Row[] = [
    ["", report.name, yardstick.name],
    ["per second", String(report.perSecond), String(yardstick.perSecond)],
    ["CPU ms per item", String(report.cpuMsPerItem), String(yardstick.cpuMsPerItem ?? "")],
    ["ratio", `${report.ratio} of its rate`, ""],
    ...(report.cpuRatio === null
      ? []
      : [["CPU ratio", `${report.cpuRatio} (its CPU by ours)`, ""] satisfies Row]),
    ["items", String(report.items), ""],
    ["seconds", String(report.seconds), ""],
    ["peak RSS", `${report.peakRssMb} MB`, ""],
    ...details.map(([label, value]): Row => [label, value, ""]),
  ];
  for (const [label, ours, bare] of rows)
    process.stdout.write(`${pad(label)}${pad(ours)}${bare}`.trimEnd() + "\n");
}

/** A column; what is longer than it keeps its distance all the same. */
function pad(text: string): string {
  return `${text} `.padEnd(26);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
