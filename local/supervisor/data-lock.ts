import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { commandOf, isAlive } from "@/local/processes";

/** Takes the data folder for this process; refuses while another Letterpress runs on it. */
export function lockDataFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "lock");
  for (let tries = 0; tries < 5; tries += 1) {
    if (claim(file)) return { release: () => rmSync(file, { force: true }) };
    const pid = holderOf(file);
    if (pid !== undefined && isAlive(pid) && /start\.mjs/.test(commandOf(pid))) {
      throw new Error(
        `Letterpress already runs on ${folder} (process ${pid}). Stop it first, or set ` +
          "LETTERPRESS_DATA_DIR to another folder.",
      );
    }
    rmSync(file, { force: true }); // its owner was killed
  }
  throw new Error(`${file} could not be taken: another start is racing with this one. Try again.`);
}

/** A hard link appears whole or not at all, so nobody ever reads a lock without its number. */
function claim(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined; // let go meanwhile
  }
}
