import type { EventJob, EventSchedule, OpenMails } from "./event-schedule";
import type { Faults } from "./faults";
import { recipientsOf } from "./mail";

/** Loses, delays or doubles an event where a rule says so. */
export function injectFaults(
  job: EventJob,
  { faults, open, schedule }: { faults: Faults; open: OpenMails; schedule: EventSchedule },
): EventJob[] {
  const recipients = recipientsOf(job.mail);
  if (job.isDelayed) return [job];
  if (faults.strike("event_loss", recipients)) {
    open.settle(job.mail);
    return [];
  }
  const delay = faults.strike("event_delay", recipients);
  if (delay) {
    schedule.plan({ ...job, isDelayed: true }, Date.now() + faults.random() * (delay.ms ?? 1000));
    return [];
  }
  if (!faults.strike("event_duplicate", recipients)) return [job];
  open.add(job.mail, 1);
  return [job, job];
}

/** Mixes what waits, where a rule says so. */
export function shuffler(faults: Faults): (jobs: EventJob[]) => EventJob[] {
  return (jobs) => {
    if (!faults.strike("event_shuffle", [])) return jobs;
    const keyed = jobs.map((job) => ({ job, key: faults.random() }));
    return keyed.toSorted((a, b) => a.key - b.key).map(({ job }) => job);
  };
}
