import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fingerprint } from "@/scripts/support/fingerprint.mjs";
import { nodeProblem } from "@/scripts/support/install.mjs";
import { countPlaywright, countVitest, readReport } from "@/scripts/support/test-reports.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "letterpress-scripts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(["20.19.0", "20.20.2", "22.1.0", "26.0.0"])("Node %s will do", (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

test.each(["18.20.0", "20.9.0", "20.18.3"])("Node %s is told what to get", (version) => {
  expect(nodeProblem(version)).toContain(`needs Node 20.19 or newer; this is ${version}`);
});

describe("the fingerprint of sources", () => {
  beforeEach(() => {
    mkdirSync(path.join(folder, "lib/deep"), { recursive: true });
    writeFileSync(path.join(folder, "lib/deep/a.ts"), "one");
  });
  const print = () => fingerprint(folder, ["lib", "proxy.ts"]);

  test("stays while nothing changes, and a missing place is no error", () => {
    expect(print()).toBe(print());
  });

  test("changes with a file's content, its name, and a new file", () => {
    const prints = [print()];
    writeFileSync(path.join(folder, "lib/deep/a.ts"), "two");
    prints.push(print());
    writeFileSync(path.join(folder, "lib/b.ts"), "");
    prints.push(print());
    rmSync(path.join(folder, "lib/b.ts"));
    writeFileSync(path.join(folder, "proxy.ts"), "");
    prints.push(print());
    expect(new Set(prints).size).toBe(4);
  });
});

describe("the counts of a test run", () => {
  const write = (report: unknown) => {
    const file = path.join(folder, "report.json");
    writeFileSync(file, JSON.stringify(report));
    return file;
  };
  const vitest = { numPassedTests: 7, numFailedTests: 0, testResults: [] };

  test("come from the report", () => {
    expect(readReport(write(vitest), countVitest, 0)).toEqual({ passed: 7, failed: 0, names: [] });
  });

  test("a file that cannot be loaded is a failure though no test of it failed", () => {
    const broken = { name: "a.test.ts", status: "failed", assertionResults: [] };
    const file = write({ ...vitest, testResults: [broken] });
    expect(readReport(file, countVitest, 1)).toEqual({
      passed: 7,
      failed: 1,
      names: ["a.test.ts"],
    });
  });

  test("what failed is named", () => {
    const tests = [
      { status: "failed", fullName: "sums › add up" },
      { status: "passed", fullName: "sums › are kept" },
    ];
    const testResults = [{ name: "a.test.ts", status: "failed", assertionResults: tests }];
    const file = write({ ...vitest, numFailedTests: 1, testResults });
    expect(readReport(file, countVitest, 1).names).toEqual(["sums › add up"]);
    const stats = { expected: 1, flaky: 0, unexpected: 1 };
    const specs = [
      { title: "sends", ok: false },
      { title: "waits", ok: true },
    ];
    const suites = [{ suites: [{ specs }] }];
    const browser = write({ stats, errors: [], suites });
    expect(readReport(browser, countPlaywright, 1)).toMatchObject({ failed: 1, names: ["sends"] });
  });

  test("a red exit with green tests is a failure", () => {
    expect(readReport(write(vitest), countVitest, 1)).toMatchObject({ passed: 7, failed: 1 });
  });

  test("a run that left no report has failed", () => {
    expect(readReport(path.join(folder, "none.json"), countVitest, 1)).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  test("a browser run that could not start has failed", () => {
    const stats = { expected: 0, flaky: 0, unexpected: 0 };
    const file = write({ stats, errors: [{ message: "no browser" }], suites: [] });
    expect(readReport(file, countPlaywright, 1)).toMatchObject({ passed: 0, failed: 1 });
  });

  test("a test that passed at its second try has passed", () => {
    const stats = { expected: 3, flaky: 1, unexpected: 0 };
    const file = write({ stats, errors: [], suites: [] });
    expect(readReport(file, countPlaywright, 0)).toMatchObject({ passed: 4, failed: 0 });
  });
});
