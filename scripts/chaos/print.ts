import { formatEntry } from "./history";
import type { Judgement } from "./judge";
import type { ChaosOptions, RunName } from "./options";
import { lanes } from "./schedule";

/** What a run is about to do and roughly how long, before it says nothing but faults. */
export function announce(
  name: RunName,
  { recipients, rate, kills, crashes }: ChaosOptions,
): string {
  const faults = kills + crashes + Object.values(lanes).flat().length;
  // Measured on two cores: breaking everything leaves about 90 mails a second.
  const seconds = name === "main" ? 30 + recipients / 90 : 30 + (2 * recipients) / rate;
  const minutes = Math.ceil(seconds / 60);
  const what = {
    main: `one campaign to ${recipients} people, broken about ${faults} times in all ways of docs/reliability.md`,
    "event-loss": `one campaign to ${recipients} people, one report in eight lost: who is in doubt must stay so`,
    naive: `${recipients} people mailed the usual way, without our protocol: must mail some twice`,
    "async-commit": `one campaign to ${recipients} people on a database that forgets: must mail some twice`,
  }[name];
  return `${name}: ${what}. About ${minutes} min on two cores. Below: seconds since the start, number of the fault, what happened.`;
}

export function printJudgements(
  judgements: readonly Judgement[],
  format: "text" | "json" | "markdown",
): void {
  if (format === "json") return void process.stdout.write(`${JSON.stringify(judgements)}\n`);
  for (const judgement of judgements)
    process.stdout.write(format === "markdown" ? toMarkdown(judgement) : toText(judgement));
}

function commandOf({ name, options }: Judgement): string {
  const flags = Object.entries(options).map(([key, value]) => `--${key} ${value}`);
  return `npm run chaos -- --only ${name} ${flags.join(" ")}`;
}

function toText(judgement: Judgement): string {
  const { name, ok, figures, verdicts, problems, doubts, bites, history } = judgement;
  const lines = [
    `── ${name}: ${ok ? "passed" : "FAILED"}; again: ${commandOf(judgement)}`,
    "",
    ...history.map(formatEntry),
    "",
    ...figures.map(([label, value]) => `${label.padEnd(52)}${value}`),
    "",
    ...bites.map(
      ({ fault, what, count }) => `${fault.padEnd(5)}${String(count).padStart(7)}  ${what}`,
    ),
    ...doubts.map(({ row, isAccepted }) => `in doubt: ${row}${isAccepted ? ", accepted" : ""}`),
    "",
    ...verdicts.map(
      ({ name: id, claim, ok: holds, numbers }) =>
        `${holds ? "✓" : "✗"} ${id.padEnd(7)}${claim}: ${numbers}`,
    ),
    ...problems.map((problem) => `✗ ${problem}`),
    "",
  ];
  return `${lines.join("\n")}\n`;
}

/** The tables of docs/reliability.md. */
function toMarkdown(judgement: Judgement): string {
  const { name, ok, options, figures, verdicts, problems, doubts, faults, bites } = judgement;
  const lines = [
    `### ${name}, ${options.policy}, seed ${options.seed}: ${ok ? "passed" : "FAILED"}`,
    "",
    `\`${commandOf(judgement)} --markdown\``,
    "",
    "| figure | value |",
    "| --- | --- |",
    ...figures.map(([label, value]) => `| ${label} | ${value} |`),
    ...(Object.keys(faults).length === 0 ? [] : [`| faults injected | ${listFaults(faults)} |`]),
    "",
    ...listBites(bites),
    "| invariant | claim | holds | numbers |",
    "| --- | --- | --- | --- |",
    ...verdicts.map(
      ({ name: id, claim, ok: holds, numbers }) =>
        `| ${id} | ${claim} | ${holds ? "yes" : "**no**"} | ${numbers} |`,
    ),
    "",
    ...problems.map((problem) => `- **${problem}**`),
    ...(doubts.length === 0 ? [] : [`In doubt: ${doubts.map(({ row }) => row).join(", ")}.`, ""]),
  ];
  return `${lines.join("\n")}\n`;
}

/** F5 and F9 hold all the time. */
function listFaults(faults: Record<string, number>): string {
  return Object.entries(faults)
    .toSorted(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)))
    .map(([fault, count]) => (fault === "F5" || fault === "F9" ? fault : `${fault} × ${count}`))
    .join(", ");
}

function listBites(bites: Judgement["bites"]): string[] {
  if (bites.length === 0) return [];
  return [
    "| fault | how often it bit | what was counted |",
    "| --- | --- | --- |",
    ...bites.map(({ fault, what, count }) => `| ${fault} | ${count} | ${what} |`),
    "",
  ];
}
