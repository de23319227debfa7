import { closeSync, openSync, readSync, statSync } from "node:fs";
import path from "node:path";

/** One mail that SES took, or one call to it. */
export type Witnessed = {
  at: number;
  campaignId: number;
  recipientId: number;
  attemptId: string;
  messageId: string;
  /** A call whose signature was too old. */
  isStale: boolean;
};

export type Tail = { read(): readonly Witnessed[] };

/** Follows a log of the local SES (accepts.jsonl, calls.jsonl): the witness outside the product. */
export function followLog(folder: string, name: string): Tail {
  const file = path.join(folder, name);
  const seen: Witnessed[] = [];
  const bytes = Buffer.alloc(1024 * 1024);
  let offset = 0;
  let rest = "";
  return {
    read() {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= offset) return seen;
      const fd = openSync(file, "r");
      try {
        for (let count = 1; count > 0;) {
          count = readSync(fd, bytes, 0, bytes.length, offset);
          offset += count;
          rest += bytes.toString("latin1", 0, count);
        }
      } finally {
        closeSync(fd);
      }
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) seen.push(parseLine(line));
      return seen;
    },
  };
}

function parseLine(line: string): Witnessed {
  const entry: {
    at: string | number;
    messageId?: string;
    signature?: string;
    tags: Record<string, string>;
  } = JSON.parse(line);
  return {
    at: new Date(entry.at).getTime(),
    campaignId: Number(entry.tags["campaign_id"]),
    recipientId: Number(entry.tags["recipient_id"]),
    attemptId: entry.tags["attempt_id"] ?? "",
    messageId: entry.messageId ?? "",
    isStale: entry.signature === "refused",
  };
}

/** How often each of them was accepted (or called), by a key of the caller's. */
export function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
