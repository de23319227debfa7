import { asyncCommitRun, eventLossRun, naiveRun } from "@/scripts/chaos/counter-tests";
import type { Judgement } from "@/scripts/chaos/judge";
import { mainRun } from "@/scripts/chaos/main-run";
import {
  type ChaosOptions,
  findUnknownFlag,
  readOptions,
  type RunName,
  usage,
} from "@/scripts/chaos/options";
import { announce, printJudgements } from "@/scripts/chaos/print";
import { writeReport } from "@/scripts/chaos/report";
import { startScript } from "@/scripts/chaos/script-process";

// The SDK would greet every run with a word on Node's versions.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const runs: Record<
  RunName,
  (options: ChaosOptions, how: { isLoud: boolean }) => Promise<Judgement>
> = {
  main: mainRun,
  "event-loss": eventLossRun,
  naive: naiveRun,
  "async-commit": asyncCommitRun,
};

/** What the counter-tests need to go wrong is there long before the main run's size. */
const largestCounterTest = 2_000;

/** `npm run chaos -- [--recipients N --kills K --seed S --policy hold|confirm|resend] [--json]`, or `--replay FILE`. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const isLoud = options.format !== "json";
  const judgements: Judgement[] = [];
  const [only] = options.runs;
  if (options.runs.length === 1 && only) {
    if (isLoud) process.stderr.write(`${announce(only, options)}\n`);
    const judgement = await runs[only](options, { isLoud });
    judgements.push(judgement);
    const file = writeReport(judgement);
    process.stderr.write(`Written down in ${file}; again: npm run chaos -- --replay ${file}\n`);
  } else for (const name of options.runs) judgements.push(await runApart(name, args, options));
  printJudgements(judgements, options.format);
  return judgements.every(({ ok }) => ok) ? 0 : 1;
}

/** Each run has settings of its own, and whatever reads settings reads them once a process. */
async function runApart(
  name: RunName,
  args: readonly string[],
  options: ChaosOptions,
): Promise<Judgement> {
  const size =
    name === "main" ? options.recipients : Math.min(options.recipients, largestCounterTest);
  const kills = name === "main" ? options.kills : Math.min(options.kills, 5);
  const crashes = name === "main" ? options.crashes : 2;
  process.stderr.write(`${announce(name, { ...options, recipients: size, kills, crashes })}\n`);
  const child = startScript(
    "scripts/chaos.ts",
    [
      ...args,
      "--only",
      name,
      "--json",
      "--recipients",
      String(size),
      "--kills",
      String(kills),
      "--crashes",
      String(crashes),
    ],
    { env: process.env, stdio: "report" },
  );
  let report = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (report += text));
  await new Promise((resolve) => child.once("close", resolve));
  const [judgement]: Judgement[] = JSON.parse(report === "" ? "[]" : report);
  if (!judgement) throw new Error(`The run "${name}" ended without a result.`);
  return judgement;
}

const unknown = findUnknownFlag(process.argv.slice(2));
if (unknown !== undefined) {
  const isAsked = unknown === "--help" || unknown === "-h";
  process[isAsked ? "stdout" : "stderr"].write(isAsked ? usage : `No flag ${unknown}.\n${usage}`);
  process.exit(isAsked ? 0 : 2);
}
try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
