import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "@/local/project";
import type { Judgement } from "./judge";
import type { ChaosOptions } from "./options";

const folder = "test-results/chaos";

/** What a run did and how it ended, for a person and for a replay; returns the file. */
export function writeReport(judgement: Judgement): string {
  const { recipients, policy, seed } = judgement.options;
  const file = path.join(folder, `${judgement.name}-${policy}-${recipients}-seed-${seed}.json`);
  mkdirSync(path.join(projectRoot(), folder), { recursive: true });
  writeFileSync(path.join(projectRoot(), file), `${JSON.stringify(judgement, null, 2)}\n`);
  return file;
}

/** The options of a run that was written down, with its faults: the seed need not draw them again. */
export function readReport(file: string): Omit<ChaosOptions, "format"> {
  const found: Judgement | Judgement[] = JSON.parse(readFileSync(file, "utf8"));
  const judgement = Array.isArray(found) ? found[0] : found;
  if (judgement === undefined) throw new Error(`${file} holds no run.`);
  const { name, options, plan } = judgement;
  return { ...options, runs: [name], ...(plan ? { plan } : {}) };
}
