import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "@/local/ses/faults";
import { findUnknownFlag, readOptions } from "@/scripts/chaos/options";
import { planInjections } from "@/scripts/chaos/schedule";

const folder = mkdtempSync(path.join(tmpdir(), "letterpress-replay-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a replay takes size, policy and every fault from the run that was written down", () => {
  const options = { recipients: 300, kills: 2, crashes: 1, seed: 9, policy: "hold", rate: 50 };
  const plan = planInjections(options, seededRandom(9));
  const file = path.join(folder, "run.json");
  writeFileSync(file, JSON.stringify({ name: "main", options, plan }));
  const args = ["--replay", file, "--json"];
  expect(findUnknownFlag(args)).toBeUndefined();
  expect(readOptions(args)).toEqual({ ...options, plan, runs: ["main"], format: "json" });
});
