import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { lastLines, runCommand } from "./run-command.mjs";
import { step } from "../../local/progress.mjs";

/** Node 20.19 is the first 20 that our tools accept. */
const lowest = [20, 19];

/** A sentence when this Node is too old, else undefined. */
export function nodeProblem(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  const isNewEnough = major > lowest[0] || (major === lowest[0] && minor >= lowest[1]);
  if (isNewEnough) return undefined;
  return `Letterpress needs Node ${lowest.join(".")} or newer; this is ${version}. Get one from https://nodejs.org and try again.`;
}

/** Installs the packages when they are missing or belong to another lockfile. */
export async function ensureInstalled(root) {
  const lock = path.join(root, "package-lock.json");
  const hash = createHash("sha256").update(fs.readFileSync(lock)).digest("hex");
  const stamp = path.join(root, "node_modules", ".letterpress-lock");
  if (isInstalled({ root, lock, hash, stamp })) return;

  await step("Installing the packages (npm ci)", () => install(root), { slow: true });
  fs.writeFileSync(stamp, hash);
}

function isInstalled({ root, lock, hash, stamp }) {
  if (fs.existsSync(stamp)) return fs.readFileSync(stamp, "utf8") === hash;
  // Installed by hand: npm's own record is then at least as new as the lockfile.
  const record = path.join(root, "node_modules", ".package-lock.json");
  if (!fs.existsSync(record)) return false;
  if (fs.statSync(record).mtimeMs < fs.statSync(lock).mtimeMs) return false;
  fs.writeFileSync(stamp, hash);
  return true;
}

async function install(root) {
  // The npm that started us, else the one on the PATH.
  const npm = process.env["npm_execpath"];
  const [file, head] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const { code, output } = await runCommand(
    file,
    [...head, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"],
    { cwd: root },
  );
  if (code === 0) return;
  throw new Error(
    `The packages could not be installed:\n${lastLines(output)}\n` +
      "Is the network up, and is there space on the disk? Run `npm ci` to see the whole output.",
  );
}
