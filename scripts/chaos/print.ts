import { formatEntry } from "./history";
import type { Judgement } from "./judge";

/** What faults are called in the table. */
const faultNames: Record<string, string> = {
  F1: "kill -9 at a named step or anywhere",
  F2: "PostgreSQL killed, connections cut",
  F3: "storms of 429",
  F4: "account paused, quota used up",
};

export function printJudgements(
  judgements: readonly Judgement[],
  format: "text" | "json" | "markdown",
): void {
  if (format === "json") return void process.stdout.write(`${JSON.stringify(judgements)}\n`);
  for (const judgement of judgements)
    process.stdout.write(format === "markdown" ? toMarkdown(judgement) : toText(judgement));
}

function toText({ name, ok, options, figures, verdicts, problems, history }: Judgement): string {
  const lines = [
    `── ${name}: ${ok ? "passed" : "FAILED"}   ${Object.entries(options)
      .map(([key, value]) => `--${key} ${value}`)
      .join(" ")}`,
    "",
    ...history.map(formatEntry),
    "",
    ...figures.map(([label, value]) => `${label.padEnd(44)}${value}`),
    "",
    ...verdicts.map(
      ({ name: id, claim, ok: holds, numbers }) =>
        `${holds ? "✓" : "✗"} ${id.padEnd(4)}${claim}: ${numbers}`,
    ),
    ...problems.map((problem) => `✗ ${problem}`),
    "",
  ];
  return `${lines.join("\n")}\n`;
}

function toMarkdown({ name, ok, options, figures, verdicts, problems }: Judgement): string {
  const lines = [
    `### ${name}, ${options.policy}, seed ${options.seed}: ${ok ? "passed" : "FAILED"}`,
    "",
    "| figure | value |",
    "|---|---|",
    ...figures.map(([label, value]) => `| ${label} | ${value} |`),
    "",
    ...(verdicts.length > 0
      ? ["| invariant | claim | holds | numbers |", "|---|---|---|---|"]
      : []),
    ...verdicts.map(
      ({ name: id, claim, ok: holds, numbers }) =>
        `| ${id} | ${claim} | ${holds ? "yes" : "**no**"} | ${numbers} |`,
    ),
    ...problems.map((problem) => `- ${problem}`),
    "",
  ];
  return `${lines.join("\n")}\n`;
}

export { faultNames };
