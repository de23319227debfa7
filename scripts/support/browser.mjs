import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { lastLines, runCommand } from "./run-command.mjs";
import { step } from "../../local/progress.mjs";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A Chromium on this machine, else undefined. CHROMIUM_PATH names one of one's own. */
export function findBrowser() {
  const candidates = [process.env["CHROMIUM_PATH"], ...installed, playwrightsOwn()];
  return candidates.find((file) => file && fs.existsSync(file));
}

function playwrightsOwn() {
  const require = createRequire(import.meta.url);
  return require("playwright").chromium.executablePath();
}

/** Finds a browser or installs one: Debian's package as root, else Playwright's own download. */
export async function ensureBrowser(root) {
  const found = findBrowser();
  if (found) return found;
  const tried = [];
  for (const way of waysToInstall()) {
    const outcome = await step(way.label, () => way.run(root), { slow: true }).catch((error) => ({
      code: 1,
      output: error.message,
    }));
    const browser = findBrowser();
    if (browser) return browser;
    tried.push(`${way.label}:\n${lastLines(outcome.output, 5)}`);
  }
  throw new Error(
    `The browser tests need a Chromium, and none could be installed.\n${tried.join("\n")}\n` +
      "Install one (Debian: `apt-get install chromium`; elsewhere `npx playwright install chromium`), " +
      "or set CHROMIUM_PATH to one.",
  );
}

function waysToInstall() {
  const ways = [];
  if (process.getuid?.() === 0 && has("apt-get")) {
    ways.push({
      label: "Installing Chromium (Debian package)",
      run: async (root) => {
        const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
        await runCommand("apt-get", ["update", "-q"], { cwd: root, env });
        return runCommand(
          "apt-get",
          ["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
          { cwd: root, env },
        );
      },
    });
  }
  ways.push({
    label: "Downloading Chromium (Playwright)",
    run: (root) =>
      runCommand(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"], {
        cwd: root,
      }),
  });
  return ways;
}

function has(command) {
  try {
    execFileSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
