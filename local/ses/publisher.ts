import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EventQueue } from "./event-queue";
import { buildEvent, planEvents, type PlannedEvent } from "./events";
import type { Faults } from "./faults";
import { recipientsOf, type AcceptedMail } from "./mail";

export type Publisher = {
  schedule(mail: AcceptedMail): void;
  pending(): number;
  close(): Promise<void>;
};

type Job = { mail: AcceptedMail; event: PlannedEvent };

export type PublisherOptions = {
  dir: string;
  queue: EventQueue;
  faults: Faults;
  delayMs: readonly [number, number];
  replayMs: number;
  /** Mails accepted at or after this time, oldest first, in small batches. */
  mailsSince(at: number): AsyncIterable<AcceptedMail[]>;
};

const tickMs = 50; // events of one tick share batches of ten
const batchSize = 10;
const maxBatches = 4; // under way at once
const watchMs = 3000;
const maxOpen = 20_000; // mails waiting in memory; more stay on disk until these are out

/**
 * Publishes what SES would. The mails on disk are the journal: `events.json` keeps the time up to
 * which everything has been acknowledged, so after a kill the rest is published (again), and after
 * the queue lost its memory the last minutes are. Events come out identical; dedupe absorbs them.
 */
export function startPublisher(options: PublisherOptions): Publisher {
  const { queue, faults } = options;
  const statePath = join(options.dir, "events.json");
  const due = new Map<number, Job[]>(); // by tick
  const open = new Map<string, { at: number; left: number }>(); // unacknowledged mails, oldest first
  let ready: Job[] = [];
  let underWay = 0;
  let isClosed = false;
  let retryAt = 0;
  let knownQueue = readState(statePath)?.queue;
  let leftOnDiskSince: number | undefined;

  function schedule(mail: AcceptedMail): void {
    if (open.size >= maxOpen) {
      leftOnDiskSince ??= mail.at;
      return;
    }
    const events = planEvents(mail, options.delayMs);
    const entry = open.get(mail.id);
    if (entry) entry.left += events.length;
    else open.set(mail.id, { at: mail.at, left: events.length });
    for (const event of events) plan({ mail, event }, event.at);
  }

  function plan(job: Job, at: number): void {
    const tick = Math.ceil(Math.max(at, Date.now()) / tickMs);
    const jobs = due.get(tick);
    if (jobs) jobs.push(job);
    else due.set(tick, [job]);
  }

  function collectDue(): void {
    const now = Math.floor(Date.now() / tickMs);
    for (const [tick, jobs] of due) {
      if (tick > now) continue;
      due.delete(tick);
      for (const job of jobs) takeIn(job);
    }
    pump();
    if (leftOnDiskSince !== undefined && open.size < maxOpen / 2) {
      const since = leftOnDiskSince;
      leftOnDiskSince = undefined;
      void replay(since);
    }
  }

  function takeIn(job: Job): void {
    const recipients = recipientsOf(job.mail);
    if (faults.strike("event_loss", recipients)) return settle(job);
    const delay = faults.strike("event_delay", recipients);
    if (delay)
      return void setTimeout(() => ready.push(job), Math.random() * (delay.ms ?? 1000)).unref();
    ready.push(job);
    if (faults.strike("event_duplicate", recipients)) {
      const entry = open.get(job.mail.id);
      if (entry) entry.left += 1;
      ready.push(job);
    }
  }

  function pump(): void {
    if (isClosed || Date.now() < retryAt) return;
    while (ready.length > 0 && underWay < maxBatches) {
      if (faults.strike("event_shuffle", [])) ready = shuffled(ready);
      const batch = ready.splice(0, batchSize);
      underWay += 1;
      void publish(batch).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  }

  async function publish(batch: Job[]): Promise<void> {
    try {
      const { failed } = await queue.publish(
        batch.map((job) => JSON.stringify(buildEvent(job.mail, job.event))),
      );
      batch.forEach((job, index) => (failed.includes(index) ? ready.push(job) : settle(job)));
      if (failed.length > 0) retryAt = Date.now() + 1000;
    } catch {
      ready.unshift(...batch); // the queue is down: they stay until it takes them
      retryAt = Date.now() + 1000;
    }
  }

  function settle(job: Job): void {
    const entry = open.get(job.mail.id);
    if (!entry) return;
    entry.left -= 1;
    if (entry.left <= 0) open.delete(job.mail.id);
  }

  async function replay(since: number): Promise<void> {
    for await (const mails of options.mailsSince(since)) {
      if (isClosed) return;
      for (const mail of mails) if (!open.has(mail.id)) schedule(mail);
      while (ready.length > 2000 && !isClosed) await pause(tickMs);
    }
  }

  async function watchQueue(): Promise<void> {
    const identity = await queue.identity();
    if (isClosed || identity === undefined || identity === knownQueue) return;
    const isAnother = knownQueue !== undefined;
    knownQueue = identity;
    if (isAnother) await replay(Date.now() - options.replayMs);
  }

  async function saveState(): Promise<void> {
    const oldest = open.values().next().value?.at ?? Date.now();
    const publishedThrough = Math.min(oldest, leftOnDiskSince ?? Infinity);
    const state: PublisherState = { publishedThrough, queue: knownQueue };
    await writeFile(`${statePath}.new`, JSON.stringify(state), { mode: 0o600 });
    await rename(`${statePath}.new`, statePath);
  }

  const ticking = setInterval(collectDue, tickMs);
  const watching = setInterval(() => void watchQueue().then(saveState), watchMs);
  const started = replay(
    readState(statePath)?.publishedThrough ?? Date.now() - options.replayMs,
  ).then(watchQueue);

  return {
    schedule,
    pending: () => open.size,
    async close() {
      isClosed = true;
      clearInterval(ticking);
      clearInterval(watching);
      await started;
      while (underWay > 0) await pause(10);
      await saveState();
      queue.close();
    },
  };
}

type PublisherState = { publishedThrough: number; queue: string | undefined };

function readState(path: string): PublisherState | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined; // written atomically, by us
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
