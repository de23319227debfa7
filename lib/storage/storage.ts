import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";
import { settleFile } from "./settle-file";

/**
 * Files that outlive a process and that the web server and the handlers share, by keys of two words:
 * "images/<name>". They lie in the data folder; this module is the only one that knows.
 */
const keyShape = /^[a-z]+\/[a-z0-9]+(\.[a-z]+)?$/;

function fileOf(key: string): string {
  // A key is made by us; one that could leave the folder is a mistake of ours.
  if (!keyShape.test(key)) throw new Error(`"${key}" is no key of the storage.`);
  // No file of the build lies there: without this word Next would look for some to take along.
  return path.join(/* turbopackIgnore: true */ env.LETTERPRESS_DATA_DIR, "files", key);
}

/** Appears whole or not at all. */
export async function storeFile(key: string, bytes: Buffer): Promise<void> {
  const file = fileOf(key);
  const unfinished = `${file}.${randomBytes(6).toString("hex")}.part`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(unfinished, bytes, { mode: 0o600 });
  await settleFile(unfinished, file);
}

export async function findFile(key: string): Promise<Buffer | undefined> {
  try {
    return await readFile(fileOf(key));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

export async function removeFile(key: string): Promise<void> {
  await rm(fileOf(key), { force: true });
}
