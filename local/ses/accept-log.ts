import {
  closeSync,
  existsSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
} from "node:fs";
import { join } from "node:path";
import { openAppendLog } from "./append-log";
import { listNumbers, readIndexLines } from "./mail-segment";

/** One line of accepts.jsonl, the witness outside the product: what SES took, and nothing else. */
export type Accept = {
  at: string;
  messageId: string;
  from: string;
  to: string;
  subject: string;
  tags: Record<string, string>;
};

export type AcceptLog = { append(accept: Accept): Promise<void>; close(): Promise<void> };

const maxBytes = 512 * 1024 * 1024; // then it becomes accepts.1.jsonl, which the next one replaces
const tailBytes = 1024 * 1024;

export async function openAcceptLog(dir: string, mailsDir: string): Promise<AcceptLog> {
  const path = join(dir, "accepts.jsonl");
  const known = readTail(path);
  let log = openAppendLog(path);
  for (const accept of missingAccepts(mailsDir, known)) await log.append(toLine(accept));

  async function rotate(): Promise<void> {
    const full = log;
    renameSync(path, join(dir, "accepts.1.jsonl"));
    log = openAppendLog(path);
    await full.close();
  }

  return {
    async append(accept) {
      if (log.size() > maxBytes) await rotate();
      await log.append(toLine(accept));
    },
    close: () => log.close(),
  };
}

function toLine({ at, messageId, from, to, subject, tags }: Accept): Buffer {
  return Buffer.from(`${JSON.stringify({ at, messageId, from, to, subject, tags })}\n`);
}

/**
 * A kill between storing a mail and logging its accept leaves mails that nobody was told about
 * but whose events will be published: the log takes them in, so that both tell the same story.
 */
function missingAccepts(mailsDir: string, known: ReadonlySet<string>): Accept[] {
  const last = listNumbers(mailsDir).at(-1);
  if (last === undefined || known.size === 0) return [];
  const lines = readIndexLines(mailsDir, last);
  const newest = lines.findLastIndex((line) => known.has(line.messageId));
  if (newest < 0) return [];
  return lines.slice(newest + 1).map(({ at, messageId, from, to, subject, tags }) => ({
    at: new Date(at).toISOString(),
    messageId,
    from,
    to,
    subject,
    tags,
  }));
}

/** The message ids of the last lines; a torn last line is cut off. */
function readTail(path: string): Set<string> {
  if (!existsSync(path)) return new Set();
  const { size } = statSync(path);
  const from = Math.max(0, size - tailBytes);
  const bytes = Buffer.alloc(size - from);
  const fd = openSync(path, "r");
  readSync(fd, bytes, 0, bytes.length, from);
  closeSync(fd);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(path, from + end);
  const ids = bytes.toString("utf8", 0, end).matchAll(/"messageId":"([^"]+)"/g);
  return new Set(Array.from(ids, (match) => match[1] ?? ""));
}
