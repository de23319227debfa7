import type { InDoubtPolicy } from "@/db/schema/campaigns";
import { readFlags } from "@/scripts/rig/flags";
import { readReport } from "./report";
import type { Plan } from "./schedule";

export type ChaosOptions = {
  recipients: number;
  kills: number;
  /** Crashes of PostgreSQL. */
  crashes: number;
  seed: number;
  policy: InDoubtPolicy;
  /** SES's MaxSendRate. */
  rate: number;
  /** Which runs: "main", "event-loss", "naive", "async-commit". */
  runs: readonly RunName[];
  /** Of a run that is replayed; else drawn from the seed. */
  plan?: Plan;
  format: "text" | "json" | "markdown";
};

export const runNames = ["main", "event-loss", "naive", "async-commit"] as const;
export type RunName = (typeof runNames)[number];

const policies: readonly InDoubtPolicy[] = ["hold", "confirm", "resend"];

const knownFlags = [
  "recipients",
  "kills",
  "crashes",
  "seed",
  "policy",
  "rate",
  "only",
  "replay",
  "json",
  "markdown",
];

export const usage = `npm run chaos -- [--recipients 5000] [--kills 10] [--crashes 1] [--seed 1] [--rate 400]
                 [--policy ${policies.join("|")}] [--only ${runNames.join(",")}]
                 [--json | --markdown]
npm run chaos -- --replay FILE    the same faults at the same progress, as a run has written them down

Breaks a campaign on purpose, on processes and a database of its own, and counts who was lost or
mailed twice. Takes minutes; docs/reliability.md says what is broken and what must hold.
`;

/** Because a mistyped flag would otherwise start the long run. */
export function findUnknownFlag(args: readonly string[]): string | undefined {
  return args.find(
    (arg) => arg.startsWith("-") && !knownFlags.some((flag) => arg.split("=")[0] === `--${flag}`),
  );
}

export function readOptions(args: readonly string[]): ChaosOptions {
  const flags = readFlags(args);
  const format = flags.isJson ? "json" : flags.has("markdown") ? "markdown" : "text";
  const replayed = valueOf(args, "replay");
  if (replayed !== undefined) return { ...readReport(replayed), format };
  const kills = flags.count("kills", 10);
  return {
    recipients: flags.count("recipients", 5_000),
    kills,
    crashes: flags.count("crashes", Math.max(1, Math.round(kills / 17))),
    seed: flags.count("seed", 1),
    policy: choose("policy", valueOf(args, "policy") ?? "confirm", policies),
    rate: flags.count("rate", 400),
    runs: readRuns(valueOf(args, "only")),
    format,
  };
}

function readRuns(only: string | undefined): readonly RunName[] {
  return only === undefined
    ? runNames
    : only.split(",").map((name) => choose("only", name, runNames));
}

function choose<T extends string>(flag: string, value: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined)
    throw new Error(`--${flag} is one of ${known.join(", ")}, not "${value}".`);
  return found;
}

function valueOf(args: readonly string[], flag: string): string | undefined {
  let value: string | undefined;
  for (const [index, arg] of args.entries()) {
    if (arg === `--${flag}`) value = args[index + 1];
    if (arg.startsWith(`--${flag}=`)) value = arg.slice(flag.length + 3);
  }
  return value; // the last one wins
}
