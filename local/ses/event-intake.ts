import { setTimeout as sleep } from "node:timers/promises";
import type { EventSchedule, OpenMails } from "./event-schedule";
import { planEvents } from "./events";
import type { AcceptedMail } from "./mail";

const maxOpen = 20_000; // mails waiting in memory; more stay on disk until these are out

export type EventIntake = {
  add(mail: AcceptedMail): void;
  /** Reads mails accepted since then from disk and plans their events (again). */
  replay(since: number): Promise<void>;
  /** Goes on with what was left on disk, once there is room. */
  resume(): void;
  /** The oldest accept whose events may be missing. */
  oldest(): number | undefined;
};

export type IntakeOptions = {
  schedule: EventSchedule;
  open: OpenMails;
  delayMs: readonly [number, number];
  mailsSince(at: number): AsyncIterable<AcceptedMail[]>;
  isClosed(): boolean;
};

export function createEventIntake({
  schedule,
  open,
  delayMs,
  mailsSince,
  isClosed,
}: IntakeOptions): EventIntake {
  let leftOnDiskSince: number | undefined;

  function add(mail: AcceptedMail): void {
    if (open.count() >= maxOpen) {
      leftOnDiskSince ??= mail.at;
      return;
    }
    const events = planEvents(mail, delayMs);
    open.add(mail, events.length);
    for (const event of events) schedule.plan({ mail, event }, event.at);
  }

  async function replay(since: number): Promise<void> {
    for await (const mails of mailsSince(since)) {
      for (const mail of mails) if (!open.has(mail)) add(mail);
      await sleep(1); // mails that arrive meanwhile come first
      if (isClosed() || leftOnDiskSince !== undefined) return;
    }
  }

  return {
    add,
    replay,
    resume() {
      if (leftOnDiskSince === undefined || open.count() > maxOpen / 2) return;
      const since = leftOnDiskSince;
      leftOnDiskSince = undefined;
      void replay(since);
    },
    oldest() {
      const times = [open.oldest(), leftOnDiskSince].filter((at) => at !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}
