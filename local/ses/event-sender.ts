import { setTimeout as sleep } from "node:timers/promises";
import type { EventQueue } from "./event-queue";
import type { EventJob } from "./event-schedule";
import { buildEvent } from "./events";

const batchSize = 10;
const maxBatches = 4; // under way at once
const retryMs = 1000;

export type EventSender = {
  push(jobs: readonly EventJob[]): void;
  /** Sends what waits, unless the queue has just failed. */
  pump(): void;
  waiting(): number;
  close(): Promise<void>;
};

/** Sends jobs in batches until the queue acknowledges each; the queue being down costs time only. */
export function createEventSender(
  queue: EventQueue,
  { onSent, arrange }: { onSent(job: EventJob): void; arrange(jobs: EventJob[]): EventJob[] },
): EventSender {
  let ready: EventJob[] = [];
  let underWay = 0;
  let retryAt = 0;
  let isClosed = false;

  function pump(): void {
    if (isClosed || Date.now() < retryAt) return;
    while (ready.length > 0 && underWay < maxBatches) {
      underWay += 1;
      void send(ready.splice(0, batchSize)).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  }

  async function send(batch: EventJob[]): Promise<void> {
    try {
      const bodies = batch.map(({ mail, event }) => JSON.stringify(buildEvent(mail, event)));
      const { failed } = await queue.publish(bodies);
      for (const [index, job] of batch.entries()) {
        if (failed.includes(index)) ready.push(job);
        else onSent(job);
      }
      if (failed.length > 0) retryAt = Date.now() + retryMs;
    } catch {
      ready = [...batch, ...ready]; // the queue is down: they wait for it
      retryAt = Date.now() + retryMs;
    }
  }

  return {
    push(jobs) {
      ready = arrange(ready.concat(jobs));
    },
    pump,
    waiting: () => ready.length,
    async close() {
      isClosed = true;
      while (underWay > 0) await sleep(10);
      queue.close();
    },
  };
}
