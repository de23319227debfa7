import { setTimeout as sleep } from "node:timers/promises";

/** A mail as the local SES shows it. */
export type Mail = {
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  headers: Record<string, string>;
  tags: Record<string, string>;
  html: string | null;
  text: string | null;
};

export type Inbox = {
  list(query?: { to?: string; after?: string }): Promise<Mail[]>;
  /** Waits for `count` mails; fails with what came when they do not. */
  waitFor(
    query: { to?: string; after?: string; count?: number },
    withinMs?: number,
  ): Promise<Mail[]>;
};

export function openInbox(url: string): Inbox {
  async function list(query: { to?: string; after?: string } = {}): Promise<Mail[]> {
    const address = new URL("/mails", url);
    address.searchParams.set("limit", "10000");
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    const response = await fetch(address);
    if (!response.ok) throw new Error(`The inbox answers ${response.status}.`);
    return response.json();
  }

  async function waitFor(
    { count = 1, ...query }: { to?: string; after?: string; count?: number },
    withinMs = 60_000,
  ): Promise<Mail[]> {
    const end = Date.now() + withinMs;
    for (;;) {
      const mails = await list(query);
      if (mails.length >= count) return mails;
      if (Date.now() > end) {
        throw new Error(`${mails.length} of ${count} mails came within ${withinMs / 1000} s.`);
      }
      await sleep(250);
    }
  }
  return { list, waitFor };
}
