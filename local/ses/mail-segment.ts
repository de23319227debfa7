import { existsSync, readdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { openAppendLog, type AppendLog } from "./append-log";
import type { StoredMail } from "./mail-index";

/** Two files: NNNNNN.mails holds deflated request bodies, NNNNNN.index one JSON line a mail. */
export type Segment = { number: number; data: AppendLog; index: AppendLog; mails: number };

export function createSegment(dir: string, number: number): Segment {
  return {
    number,
    data: openAppendLog(dataPath(dir, number)),
    index: openAppendLog(indexPath(dir, number)),
    mails: 0,
  };
}

/** Opens what an earlier run left behind, cutting off what a kill tore. */
export function loadSegments(dir: string): { segments: Segment[]; entries: StoredMail[] } {
  const segments: Segment[] = [];
  const entries: StoredMail[] = [];
  for (const number of listNumbers(dir)) {
    const found = readIndex(dir, number);
    for (const entry of found) entries.push(entry);
    segments.push({ ...createSegment(dir, number), mails: found.length });
  }
  return { segments, entries };
}

/** The lines of an index whose record is complete, with what the memory does not keep. */
export function readIndexLines(
  dir: string,
  number: number,
): (StoredMail & { tags: Record<string, string> })[] {
  const path = indexPath(dir, number);
  const lines = existsSync(path) ? cutTornLine(path) : [];
  return lines.map((line) => JSON.parse(line)); // written by mail-store alone, and complete
}

export function listNumbers(dir: string): number[] {
  return readdirSync(dir)
    .map((name) => /^(\d+)\.index$/.exec(name)?.[1])
    .filter((name) => name !== undefined)
    .map(Number)
    .toSorted((a, b) => a - b);
}

export async function readRecord(dir: string, mail: StoredMail): Promise<Buffer> {
  const file = await open(dataPath(dir, mail.segment), "r");
  try {
    const packed = Buffer.allocUnsafe(mail.length);
    await file.read(packed, 0, mail.length, mail.offset);
    return inflateRawSync(packed);
  } finally {
    await file.close();
  }
}

export async function removeSegment(dir: string, segment: Segment): Promise<void> {
  await Promise.all([segment.data.close(), segment.index.close()]);
  await rm(indexPath(dir, segment.number), { force: true });
  await rm(dataPath(dir, segment.number), { force: true });
}

function readIndex(dir: string, number: number): StoredMail[] {
  const data = dataPath(dir, number);
  const size = existsSync(data) ? statSync(data).size : 0;
  return readIndexLines(dir, number)
    .filter((line) => line.offset + line.length <= size)
    .map(({ tags: _tags, ...entry }) => entry);
}

/** A kill may leave half a line; the next append must not be glued to it. */
export function cutTornLine(path: string): string[] {
  const content = readFileSync(path);
  const end = content.lastIndexOf(0x0a) + 1;
  if (end < content.length) truncateSync(path, end);
  return content.toString("utf8", 0, end).split("\n").slice(0, -1);
}

function dataPath(dir: string, number: number): string {
  return join(dir, `${String(number).padStart(6, "0")}.mails`);
}

function indexPath(dir: string, number: number): string {
  return join(dir, `${String(number).padStart(6, "0")}.index`);
}
