import type { Outcome } from "./mail";

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

export type MailQuery = {
  /** Part of an address or of the subject. */
  text?: string;
  /** One whole address. */
  to?: string;
};

export type MailIndex = {
  push(mail: StoredMail): void;
  find(messageId: string): StoredMail | undefined;
  count(): number;
  /** Newest first; `before` is a message id. */
  page(
    query: MailQuery,
    options: { before?: string; limit: number },
  ): { mails: StoredMail[]; hasMore: boolean };
  /** Oldest first; `after` is a message id or a time. */
  following(query: MailQuery, options: { after: string | number; limit: number }): StoredMail[];
  forgetSegment(segment: number): void;
};

/** All mails in the order of their accepts; a search reads through 100,000 in a few milliseconds. */
export function createMailIndex(initial: StoredMail[]): MailIndex {
  let entries = initial;
  const byId = new Map(entries.map((entry) => [entry.messageId, entry]));
  const positionOf = (messageId: string): number =>
    byId.has(messageId) ? entries.findLastIndex((entry) => entry.messageId === messageId) : -1;

  return {
    push(mail) {
      entries.push(mail);
      byId.set(mail.messageId, mail);
    },
    find: (messageId) => byId.get(messageId),
    count: () => entries.length,
    page(query, { before, limit }) {
      const from = before === undefined ? -1 : positionOf(before);
      const older = backwards(entries, from < 0 ? entries.length : from);
      const mails = take(older, matcher(query), limit + 1);
      return { mails: mails.slice(0, limit), hasMore: mails.length > limit };
    },
    following(query, { after, limit }) {
      const start =
        typeof after === "number"
          ? entries.findIndex((entry) => entry.at > after)
          : positionOf(after) + 1;
      return take(forwards(entries, start < 0 ? entries.length : start), matcher(query), limit);
    },
    forgetSegment(segment) {
      for (const entry of entries) if (entry.segment === segment) byId.delete(entry.messageId);
      entries = entries.filter((entry) => entry.segment !== segment);
    },
  };
}

function* backwards(entries: readonly StoredMail[], end: number): Generator<StoredMail> {
  for (let index = end - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry) yield entry;
  }
}

function* forwards(entries: readonly StoredMail[], start: number): Generator<StoredMail> {
  for (let index = start; index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry) yield entry;
  }
}

function take(
  entries: Iterable<StoredMail>,
  matches: (mail: StoredMail) => boolean,
  limit: number,
): StoredMail[] {
  const found: StoredMail[] = [];
  for (const entry of entries) {
    if (found.length >= limit) break;
    if (matches(entry)) found.push(entry);
  }
  return found;
}

function matcher({ text, to }: MailQuery): (mail: StoredMail) => boolean {
  const needle = fold(text ?? "");
  const address = to?.trim().toLowerCase() ?? "";
  return (mail) =>
    (address === "" || mail.to.toLowerCase().split(", ").includes(address)) &&
    (needle === "" ||
      [mail.to, mail.subject, mail.from].some((field) => fold(field).includes(needle)));
}

function fold(text: string): string {
  return text.trim().toLowerCase().normalize("NFC");
}
