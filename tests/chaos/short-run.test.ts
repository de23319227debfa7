import { spawn } from "node:child_process";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "@/local/project";
import type { Judgement } from "@/scripts/chaos/judge";

// The run of docs/reliability.md in small: the same command, the same faults, the same witnesses.
const recipients = 5_000;
const kills = 10;
/** F19, F20 and F21 are runs of their own, below. */
const everyFault = [...Array.from({ length: 18 }, (_, index) => `F${index + 1}`), "F22", "F23"];

/** `npm run chaos`, as anybody would run it; what it says goes to stderr, its result is JSON. */
async function runChaos(...flags: string[]): Promise<Judgement> {
  const root = projectRoot();
  const child = spawn(
    process.execPath,
    [path.join(root, "node_modules/tsx/dist/cli.mjs"), "scripts/chaos.ts", "--json", ...flags],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
  let report = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    report += text;
  });
  await new Promise((resolve) => child.once("close", resolve));
  const [judgement]: Judgement[] = JSON.parse(report);
  if (!judgement) throw new Error("The run ended without a result.");
  return judgement;
}

describe(`${recipients} recipients, ${kills} kill -9, every class of fault`, () => {
  let run: Judgement;
  beforeAll(async () => {
    run = await runChaos("--only=main", `--recipients=${recipients}`, `--kills=${kills}`);
  });

  const verdict = (name: string) => run.verdicts.find((candidate) => candidate.name === name);

  test.each(["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12", "always"])(
    "invariant %s holds",
    (name) => {
      expect(verdict(name)).toMatchObject({ ok: true });
    },
  );

  test("every fault did what it should", () => {
    expect(run.problems).toEqual([]);
    expect(run.faults["F1"]).toBeGreaterThanOrEqual(kills);
  });

  test("every fault bit somebody", () => {
    const faults = new Set(run.bites.map(({ fault }) => fault));
    expect([...faults]).toEqual(expect.arrayContaining(everyFault));
    const harmless = run.bites.filter(
      ({ count, what }) => count === 0 && !what.includes("no prlimit"),
    );
    expect(harmless).toEqual([]);
  });

  test("nobody is lost, mailed twice or left in doubt under confirm", () => {
    expect(Object.fromEntries(run.figures)).toMatchObject({
      lost: 0,
      duplicated: 0,
      "in doubt at the end": 0,
    });
  });
});

describe("beside it, each in a system of its own", () => {
  let runs: Record<"naive" | "async-commit" | "event-loss", Judgement>;
  beforeAll(async () => {
    const [naive, asyncCommit, eventLoss] = await Promise.all([
      runChaos("--only=naive", "--recipients=800", "--kills=4"),
      runChaos("--only=async-commit", "--recipients=800", "--crashes=1"),
      runChaos("--only=event-loss", "--recipients=800"),
    ]);
    runs = { naive, "async-commit": asyncCommit, "event-loss": eventLoss };
  });

  test("the witness reports the duplicates of a worker that sends first and marks afterwards", () => {
    expect(runs.naive.verdicts).toMatchObject([{ name: "oracle", ok: true }]);
  });

  test("the witness reports the duplicates of commits that a crash forgets", () => {
    expect(runs["async-commit"].verdicts).toMatchObject([{ name: "oracle", ok: true }]);
  });

  test("when events are lost by the eighth, nobody is mailed again without proof", () => {
    expect(runs["event-loss"].verdicts).toMatchObject([{ name: "F21", ok: true }]);
  });
});
