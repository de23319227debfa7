import type { PlannedEvent } from "./events";
import type { AcceptedMail } from "./mail";

/** One event of one mail on its way to the queue. */
export type EventJob = { mail: AcceptedMail; event: PlannedEvent; isDelayed?: true };

const tickMs = 50; // events of one tick share batches of ten

export type EventSchedule = {
  plan(job: EventJob, at: number): void;
  takeDue(now: number): EventJob[];
};

/** Jobs by the tick they are due in: cheaper than a timer for each. */
export function createEventSchedule(): EventSchedule {
  const byTick = new Map<number, EventJob[]>();
  return {
    plan(job, at) {
      const tick = Math.ceil(Math.max(at, Date.now()) / tickMs);
      const jobs = byTick.get(tick);
      if (jobs) jobs.push(job);
      else byTick.set(tick, [job]);
    },
    takeDue(now) {
      const current = Math.floor(now / tickMs);
      const ticks = [...byTick.keys()].filter((tick) => tick <= current).toSorted((a, b) => a - b);
      const due = ticks.flatMap((tick) => byTick.get(tick) ?? []);
      for (const tick of ticks) byTick.delete(tick);
      return due;
    },
  };
}

export type OpenMails = {
  add(mail: AcceptedMail, events: number): void;
  /** One event of this mail has been acknowledged. */
  settle(mail: AcceptedMail): void;
  has(mail: AcceptedMail): boolean;
  count(): number;
  /** When the oldest mail was accepted that still has events to publish. */
  oldest(): number | undefined;
};

/** Mails with unacknowledged events, in the order of their accepts. */
export function createOpenMails(): OpenMails {
  const open = new Map<string, { at: number; left: number }>();
  return {
    add(mail, events) {
      const entry = open.get(mail.id);
      if (entry) entry.left += events;
      else open.set(mail.id, { at: mail.at, left: events });
    },
    settle(mail) {
      const entry = open.get(mail.id);
      if (!entry) return;
      entry.left -= 1;
      if (entry.left <= 0) open.delete(mail.id);
    },
    has: (mail) => open.has(mail.id),
    count: () => open.size,
    oldest: () => open.values().next().value?.at,
  };
}
