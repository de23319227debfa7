import fs from "node:fs";

/** Counts of one part of `npm test`, and the names of what failed. No report: all of it has failed. */
export function readReport(file, count, code) {
  let counts;
  try {
    counts = count(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failed: 1, names: ["no report"] }; // it ended before it could report
  }
  // Green tests and a red exit: something outside the tests failed.
  return code !== 0 && counts.failed === 0
    ? { ...counts, failed: 1, names: ["something outside the tests"] }
    : counts;
}

/** Files that could not even be loaded have no tests in them, and count as one failure each. */
export function countVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((t) => t.status !== "failed"),
  );
  const names = report.testResults.flatMap((file) =>
    file.assertionResults.filter((t) => t.status === "failed").map((t) => t.fullName),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    names: [...names, ...broken.map((file) => file.name)],
  };
}

/** A flaky test passed at its second try: it passed, and Playwright's own output names it. */
export function countPlaywright({ stats, errors, suites }) {
  return {
    names: suites.flatMap(failedTitles),
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
  };
}

function failedTitles(suite) {
  const here = (suite.specs ?? []).filter((spec) => !spec.ok).map((spec) => spec.title);
  return [...here, ...(suite.suites ?? []).flatMap(failedTitles)];
}
