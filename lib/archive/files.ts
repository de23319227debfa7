import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import {
  type ArchivedFile,
  archiveManifest,
  type ArchiveManifest,
} from "@/lib/domain/archived-campaign";
import { settleFile } from "@/lib/storage/settle-file";

/** Addresses and names: for whoever runs this, and for nobody else on the machine. */
const ownFolder = 0o700;
const ownFile = 0o600;

export function folderOf(root: string, campaignId: number): string {
  return path.join(root, `campaign-${campaignId}`);
}

/** Writes lines as they come and gives them their name only when all are on the disk. */
export async function writeLines(
  folder: string,
  table: ArchivedFile["table"],
  lines: AsyncIterable<string>,
): Promise<ArchivedFile> {
  const name = `${table}.jsonl.gz`;
  const unfinished = path.join(folder, `${name}.part`);
  const hash = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const line of lines) {
      rows += 1;
      yield `${line}\n`;
    }
  }
  async function* hashed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  await mkdir(folder, { recursive: true, mode: ownFolder });
  await pipeline(counted, createGzip(), hashed, createWriteStream(unfinished, { mode: ownFile }));
  await settleFile(unfinished, path.join(folder, name));
  return { table, name, rows, bytes, sha256: hash.digest("hex") };
}

export async function writeManifest(folder: string, manifest: ArchiveManifest): Promise<void> {
  const unfinished = path.join(folder, "manifest.json.part");
  await writeFile(unfinished, `${JSON.stringify(manifest, null, 2)}\n`, { mode: ownFile });
  await settleFile(unfinished, path.join(folder, "manifest.json"));
}

export async function readManifest(folder: string): Promise<ArchiveManifest> {
  const text = await readFile(path.join(folder, "manifest.json"), "utf8");
  return archiveManifest.parse(JSON.parse(text));
}

/** The rows of a file, one JSON object a line. */
export async function* readLines(folder: string, file: ArchivedFile): AsyncGenerator<string> {
  const unpacked = createReadStream(path.join(folder, file.name)).pipe(createGunzip());
  yield* createInterface({ input: unpacked, crlfDelay: Infinity });
}

/** Reads a file back as a stranger would: its bytes, then every row. Throws at what differs. */
export async function verifyFile(folder: string, file: ArchivedFile): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path.join(folder, file.name))) hash.update(chunk);
  if (hash.digest("hex") !== file.sha256) throw new Error(`${file.name} is not what was written.`);
  let rows = 0;
  for await (const line of readLines(folder, file)) {
    JSON.parse(line);
    rows += 1;
  }
  if (rows !== file.rows) throw new Error(`${file.name} holds ${rows} of ${file.rows} rows.`);
}
