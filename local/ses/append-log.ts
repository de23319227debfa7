import { closeSync, fstatSync, openSync, write } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export type AppendLog = {
  /** Resolves with the record's offset once the operating system has it: it survives kill -9. */
  append(record: Buffer): Promise<number>;
  /** Bytes appended so far, those still on their way included. */
  size(): number;
  close(): Promise<void>;
};

type Waiting = {
  record: Buffer;
  offset: number;
  resolve: (offset: number) => void;
  reject: (error: unknown) => void;
};

/** A write costs the same for one record and for ten; SES's own answer takes longer than this. */
const gatherMs = 3;

/**
 * An append-only file with group commit: records that arrive while a write is under way
 * leave together in the next one, so a busy server makes one system call for many mails.
 */
export function openAppendLog(path: string): AppendLog {
  const fd = openSync(path, "a", 0o600);
  let end = fstatSync(fd).size;
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  async function drain(): Promise<void> {
    await sleep(gatherMs);
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await writeFully(fd, Buffer.concat(group.map((entry) => entry.record)));
        for (const entry of group) entry.resolve(entry.offset);
      } catch (error) {
        for (const entry of group) entry.reject(error);
      }
    }
    writing = undefined;
  }

  return {
    append(record) {
      return new Promise((resolve, reject) => {
        waiting.push({ record, offset: end, resolve, reject });
        end += record.length;
        writing ??= drain();
      });
    },
    size: () => end,
    async close() {
      await writing;
      closeSync(fd);
    },
  };
}

function writeFully(fd: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const from = (offset: number): void => {
      write(fd, bytes, offset, bytes.length - offset, null, (error, written) => {
        if (error) reject(error);
        else if (offset + written < bytes.length) from(offset + written);
        else resolve();
      });
    };
    from(0);
  });
}
