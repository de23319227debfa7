import fs from "node:fs";

/** Counts of one part of `npm test`. A part that left no report has failed as a whole. */
export function readReport(file, count, code) {
  let counts;
  try {
    counts = count(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failed: 1 }; // it ended before it could report
  }
  // Green tests and a red exit: something outside the tests failed.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Files that could not even be loaded have no tests in them, and count as one failure each. */
export function countVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((t) => t.status !== "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** A flaky test passed at its second try: it passed, and Playwright's own output names it. */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
  };
}
