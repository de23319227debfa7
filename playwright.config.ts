import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/support/browser.mjs";

// A Chromium of the system where there is one, else Playwright's own.
const executablePath = findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.test.ts",
  // Each worker starts a whole system of its own; two cores carry one.
  workers: Number(process.env["E2E_WORKERS"] ?? 1),
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    actionTimeout: 20_000, // a click that cannot happen fails with its own words, not with the test's
    locale: "ko-KR",
    timezoneId: "Asia/Seoul",
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
});
