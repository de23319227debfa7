import { mkdirSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import type { AcceptedMail, Outcome } from "./mail";
import { recipientsOf } from "./mail";
import { bareAddress } from "./address";
import {
  createSegment,
  loadSegments,
  readRecord,
  removeSegment,
  type Segment,
} from "./mail-segment";

/** What is kept in memory of a mail: enough to list, search and find it again on disk. */
export type StoredMail = {
  messageId: string;
  at: number;
  from: string;
  to: string; // bare addresses, comma-separated
  subject: string;
  outcome: Outcome;
  segment: number;
  offset: number;
  length: number;
};

export type MailQuery = { text?: string; to?: string };

export type MailStore = {
  add(mail: AcceptedMail, body: Buffer): Promise<StoredMail>;
  find(messageId: string): StoredMail | undefined;
  /** Newest first; `before` is a message id. */
  page(
    query: MailQuery,
    options: { before?: string; limit: number },
  ): { mails: StoredMail[]; hasMore: boolean };
  /** Oldest first; `after` is a message id or a time. */
  following(query: MailQuery, options: { after: string | number; limit: number }): StoredMail[];
  readBody(mail: StoredMail): Promise<Buffer>;
  count(): number;
  clear(): Promise<void>;
  close(): Promise<void>;
};

export type StoreLimits = { maxBytes: number; maxMails: number };

/**
 * Mails on disk in append-only segments, their index in memory, rebuilt at start.
 * A record is there when `add` resolves; a torn last record is not in the index and thus not there.
 */
export function openMailStore(dir: string, limits: StoreLimits): MailStore {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const segmentBytes = Math.max(64 * 1024, Math.ceil(limits.maxBytes / 16));
  const segmentMails = Math.max(16, Math.ceil(limits.maxMails / 16));
  const loaded = loadSegments(dir);
  let segments: Segment[] = loaded.segments;
  let entries: StoredMail[] = loaded.entries;
  const byId = new Map(entries.map((entry) => [entry.messageId, entry]));
  const positions = createPositions(() => entries);

  function current(): Segment {
    const last = segments.at(-1);
    if (last && last.data.size() < segmentBytes && last.mails < segmentMails) return last;
    const next = createSegment(dir, (last?.number ?? 0) + 1);
    segments.push(next);
    return next;
  }

  async function dropOldest(): Promise<void> {
    while (segments.length > 1) {
      const bytes = segments.reduce((sum, segment) => sum + segment.data.size(), 0);
      if (bytes <= limits.maxBytes && entries.length <= limits.maxMails) return;
      const [oldest, ...rest] = segments;
      if (!oldest) return;
      segments = rest;
      forget(oldest.number);
      await removeSegment(dir, oldest);
    }
  }

  function forget(number: number): void {
    for (const entry of entries) if (entry.segment === number) byId.delete(entry.messageId);
    entries = entries.filter((entry) => entry.segment !== number);
  }

  return {
    async add(mail, body) {
      const segment = current();
      // In line, not in the thread pool: 0.10 ms of CPU against 0.28 for 100 KB (measured).
      const packed = deflateRawSync(body, { level: 1 });
      const entry = toEntry(mail, {
        segment: segment.number,
        offset: segment.data.size(),
        length: packed.length,
      });
      segment.mails += 1;
      const line = Buffer.from(`${JSON.stringify({ ...entry, tags: tagsOf(mail) })}\n`);
      await Promise.all([segment.data.append(packed), segment.index.append(line)]);
      if (!segments.includes(segment)) return entry; // emptied meanwhile
      entries.push(entry);
      byId.set(entry.messageId, entry);
      await dropOldest();
      return entry;
    },
    find: (messageId) => byId.get(messageId),
    page: (query, options) => positions.page(query, options),
    following: (query, options) => positions.following(query, options),
    readBody: (mail) => readRecord(dir, mail),
    count: () => entries.length,
    async clear() {
      const old = segments;
      segments = [createSegment(dir, (old.at(-1)?.number ?? 0) + 1)];
      entries = [];
      byId.clear();
      for (const segment of old) await removeSegment(dir, segment);
    },
    async close() {
      for (const segment of segments)
        await Promise.all([segment.data.close(), segment.index.close()]);
    },
  };
}

export function tagsOf(mail: Pick<AcceptedMail, "tags">): Record<string, string> {
  return Object.fromEntries(mail.tags.map(({ name, value }) => [name, value]));
}

function toEntry(
  mail: AcceptedMail,
  place: { segment: number; offset: number; length: number },
): StoredMail {
  return {
    messageId: mail.id,
    at: mail.at,
    from: mail.from,
    to: recipientsOf(mail).map(bareAddress).join(", "),
    subject: mail.subject,
    outcome: mail.outcome,
    ...place,
  };
}

function createPositions(entries: () => StoredMail[]): Pick<MailStore, "page" | "following"> {
  const indexOf = (messageId: string): number =>
    entries().findLastIndex((entry) => entry.messageId === messageId);

  return {
    page(query, { before, limit }) {
      const all = entries();
      const matches = matcher(query);
      const found: StoredMail[] = [];
      const from = before === undefined ? -1 : indexOf(before);
      for (
        let index = (from < 0 ? all.length : from) - 1;
        index >= 0 && found.length <= limit;
        index--
      ) {
        const entry = all[index];
        if (entry && matches(entry)) found.push(entry);
      }
      return { mails: found.slice(0, limit), hasMore: found.length > limit };
    },
    following(query, { after, limit }) {
      const all = entries();
      const matches = matcher(query);
      const found: StoredMail[] = [];
      const start =
        typeof after === "number" ? all.findIndex((entry) => entry.at > after) : indexOf(after) + 1;
      for (
        let index = start < 0 ? all.length : start;
        index < all.length && found.length < limit;
        index++
      ) {
        const entry = all[index];
        if (entry && matches(entry)) found.push(entry);
      }
      return found;
    },
  };
}

function matcher({ text, to }: MailQuery): (mail: StoredMail) => boolean {
  const needle = text?.trim().toLowerCase().normalize("NFC") ?? "";
  const address = to?.trim().toLowerCase() ?? "";
  return (mail) =>
    (address === "" || mail.to.toLowerCase().split(", ").includes(address)) &&
    (needle === "" ||
      mail.to.toLowerCase().includes(needle) ||
      mail.subject.toLowerCase().normalize("NFC").includes(needle) ||
      mail.from.toLowerCase().includes(needle));
}
