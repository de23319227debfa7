import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";

export type LogFile = {
  write(text: string): void;
  /** The last lines of this start, for whoever has to say why something ended. */
  lastLines(count: number): string[];
  file: string;
};

/** A child's log: grows to `maxBytes`, then starts anew and keeps the one before as `.1`. */
export function openLogFile(folder: string, name: string, maxBytes = 10_000_000): LogFile {
  // Addresses may stand in an error; PostgreSQL's own user must pass through the folder above.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.log`);
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let recent: string[] = [];

  function write(text: string): void {
    if (size > maxBytes) {
      renameSync(file, `${file}.1`);
      size = 0;
    }
    appendFileSync(file, text);
    size += Buffer.byteLength(text);
    recent = [...recent, ...text.split("\n").filter((line) => line.trim() !== "")].slice(-40);
  }
  return { write, lastLines: (count) => recent.slice(-count), file };
}

/** The last lines of a log as it lies on the disk. */
export function readTail(file: string, count: number): string {
  if (!existsSync(file)) return "(nothing yet)";
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}
