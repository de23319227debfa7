import path from "node:path";
import pg from "pg";
import { migrateDatabase } from "@/db/migrate";
import { projectRoot } from "@/local/project";
import { startSystem, type BenchSystem } from "@/scripts/rig/system";
import type { Figures } from "./age-process";
import { startAgeProcess, type AgeProcess } from "./age-process";
import { toReport, type Bench, type BenchResult } from "./report";
import { median, takeTurns, type Measure } from "./turns";

/** So much is no slower: below it two runs of the same thing differ as well. */
const mostRatio = 1.25;
const noiseMs = 3;

/** Of finished campaigns, beside the running one: a new installation. */
const fewRows = 50_000;
const sendRate = 50;

/**
 * The same figures with millions of rows of finished campaigns in the ledger and with next to none:
 * claims and results of a running campaign, both ticks, a fan-out's chunk, and the pages that people
 * look at. Two databases of one server, measured in turns, each by a process of its own.
 */
export const benchAge: Bench = async (flags) => {
  const old = flags.count("old", 20_000_000);
  const claims = flags.count("claims", 3_000);
  // Nobody else may send or tick: what is measured is called by hand.
  const system = await startSystem({ withRunner: false, maxSendRate: sendRate });
  const processes: AgeProcess[] = [];
  try {
    const start = async (name: string, rows: number): Promise<AgeProcess> => {
      const side = await startAgeProcess(await withDatabase(system.settings, name));
      processes.push(side);
      await side.fill(rows);
      return side;
    };
    const young = await start("young", fewRows);
    const startedAt = Date.now();
    const aged = await start("aged", old);
    process.stderr.write(`filled in ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
    return await compare({ aged, young, old, claims, rounds: flags.count("rounds", 5), system });
  } finally {
    for (const side of processes) side.stop();
    await system.stop();
  }
};

type Sides = {
  aged: AgeProcess;
  young: AgeProcess;
  old: number;
  claims: number;
  rounds: number;
  system: BenchSystem;
};

async function compare({ aged, young, old, claims, rounds, system }: Sides): Promise<BenchResult> {
  const kept = { aged: [] as Figures[], young: [] as Figures[] };
  const measure = async (side: "aged" | "young"): Promise<Measure> => {
    const figures = await { aged, young }[side].measure({ claims, postgres: system.pids.postgres });
    kept[side].push(figures);
    return figures.claims;
  };
  // The first of each warms caches and plans.
  await aged.measure({ claims, postgres: system.pids.postgres });
  await young.measure({ claims, postgres: system.pids.postgres });
  const turns = await takeTurns(
    rounds,
    { ours: () => measure("aged"), bare: () => measure("young") },
    { onRound: (round) => void process.stderr.write(`round ${round} of ${rounds}\n`) },
  );
  const compared = compareFigures(kept.aged, kept.young);
  const report = toReport(
    { name: "age", yardstick: "no old rows", items: claims, peakRssMb: peakMb(kept.aged) },
    turns,
  );
  const slower = compared.filter(({ isSlower }) => isSlower).map(({ name }) => name);
  if ((report.cpuRatio ?? 0) < 1 / mostRatio) slower.push("claims and results (CPU)");
  if (report.ratio < 1 / mostRatio) slower.push("claims and results");
  return {
    report,
    details: [
      ["old rows", `${old} | ${fewRows}`],
      ["medians of rounds", String(rounds)],
      ...compared.map(({ name, withMs, withoutMs }): [string, string] => [
        `${name}, ms`,
        `${withMs.toFixed(1)} | ${withoutMs.toFixed(1)}`,
      ]),
      ["tolerance", `${mostRatio} times and ${noiseMs} ms: ${slower.length > 0 ? "fail" : "pass"}`],
    ],
    problems: slower.map((name) => `${name}: slower with old rows than ${mostRatio} times without`),
  };
}

type Compared = { name: string; withMs: number; withoutMs: number; isSlower: boolean };

function compareFigures(aged: Figures[], young: Figures[]): Compared[] {
  const medianOf = (side: Figures[], name: string): number =>
    median(side.map(({ ms }) => ms[name] ?? NaN));
  return Object.keys(aged[0]?.ms ?? {}).map((name) => {
    const withMs = medianOf(aged, name);
    const withoutMs = medianOf(young, name);
    return { name, withMs, withoutMs, isSlower: !(withMs <= withoutMs * mostRatio + noiseMs) };
  });
}

function peakMb(figures: Figures[]): number {
  return Math.max(...figures.map(({ peakRssMb }) => peakRssMb));
}

/** A database beside the product's own, brought up to date; the settings of who works in it. */
async function withDatabase(settings: NodeJS.ProcessEnv, name: string): Promise<NodeJS.ProcessEnv> {
  const url = new URL(settings["DATABASE_URL"] ?? "");
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
  url.pathname = `/${name}`;
  await migrateDatabase(url.href, path.join(projectRoot(), "db/migrations"));
  return { ...settings, DATABASE_URL: url.href };
}
