import { mainRun } from "@/scripts/chaos/main-run";
import { readOptions } from "@/scripts/chaos/options";
import { printJudgements } from "@/scripts/chaos/print";

// The SDK would greet every run with a word on Node's versions.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** `npm run chaos -- [--recipients N --kills K --seed S --policy hold|confirm|resend] [--json]`. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const isLoud = options.format !== "json";
  const judgements = [await mainRun(options, { isLoud })];
  printJudgements(judgements, options.format);
  return judgements.every(({ ok }) => ok) ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
