import { join } from "node:path";
import { createEventIntake } from "./event-intake";
import type { EventQueue } from "./event-queue";
import { injectFaults, shuffler } from "./event-faults";
import { createEventSchedule, createOpenMails } from "./event-schedule";
import { createEventSender } from "./event-sender";
import type { Faults } from "./faults";
import type { AcceptedMail } from "./mail";
import { readPublisherState, writePublisherState } from "./publisher-state";
import { startWatch } from "./watch";

export type Publisher = {
  schedule(mail: AcceptedMail): void;
  /** Mails with events that the queue has not acknowledged. */
  pending(): number;
  close(): Promise<void>;
};

export type PublisherOptions = {
  dir: string;
  queue: EventQueue;
  faults: Faults;
  delayMs: readonly [number, number];
  replayMs: number;
  /** Mails accepted at or after this time, oldest first, in small batches. */
  mailsSince(at: number): AsyncIterable<AcceptedMail[]>;
};

const tickMs = 50;
const watchMs = 3000;

/**
 * Publishes what SES would. The mails on disk are the journal: `events.json` keeps the time up to
 * which everything has been acknowledged, so after a kill the rest is published (again), and after
 * the queue lost its memory the last minutes are. Events come out identical; dedupe absorbs them.
 */
export function startPublisher(options: PublisherOptions): Publisher {
  const { queue, faults, replayMs } = options;
  const statePath = join(options.dir, "events.json");
  const saved = readPublisherState(statePath);
  const schedule = createEventSchedule();
  const open = createOpenMails();
  const sender = createEventSender(queue, {
    onSent: ({ mail }) => open.settle(mail),
    arrange: shuffler(faults),
  });
  let isClosed = false;
  const intake = createEventIntake({ ...options, schedule, open, isClosed: () => isClosed });
  let knownQueue = saved?.queue;

  function tick(): void {
    const due = schedule.takeDue(Date.now());
    if (due.length > 0)
      sender.push(due.flatMap((job) => injectFaults(job, { faults, open, schedule })));
    sender.pump();
    intake.resume();
  }

  async function watchQueue(): Promise<void> {
    const identity = await queue.identity();
    if (isClosed || identity === undefined || identity === knownQueue) return;
    const isAnother = knownQueue !== undefined;
    knownQueue = identity;
    if (isAnother) await intake.replay(Date.now() - replayMs);
  }

  function save(): Promise<void> {
    const publishedThrough = intake.oldest() ?? Date.now();
    return writePublisherState(statePath, { publishedThrough, queue: knownQueue });
  }

  const ticking = setInterval(tick, tickMs);
  const started = intake.replay(saved?.publishedThrough ?? Date.now() - replayMs);
  const watching = startWatch(async () => {
    await watchQueue();
    await save();
  }, watchMs);
  return {
    schedule: intake.add,
    pending: open.count,
    async close() {
      isClosed = true;
      clearInterval(ticking);
      await Promise.all([started, watching.stop(), sender.close()]);
      await save();
    },
  };
}
