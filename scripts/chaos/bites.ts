/**
 * What shows that a fault did harm, counted by a witness: SES's and SQS's own counters, PostgreSQL's
 * log, the processes of this machine, the ledger. A fault that bites nobody tests nothing.
 */
const witnesses = {
  killed: ["F1", "processes killed"],
  connectionsLost: ["F2", "connections that died with PostgreSQL or were cut"],
  throttled: ["F3", "calls of the storm answered with 429"],
  accountRefused: ["F4", "calls refused while the account was paused"],
  quotaRefused: ["F4", "calls refused for the day's quota"],
  unclear: ["F5", "answers that leave a doubt (500, 503, reset, none)"],
  wakeUpsTwice: ["F6", "wake-ups handed out twice"],
  wakeUpsLost: ["F6", "wake-ups never handed out"],
  wakeUpsStale: ["F6", "wake-ups for people who have their mail"],
  wakeUpsPurged: ["F7", "wake-ups purged"],
  eventsTwice: ["F8", "events sent twice"],
  eventsLate: ["F8", "events sent late"],
  eventsStrange: ["F8", "events unknown, of nobody, or no events"],
  wrongClocks: ["F9", "sending processes with a wrong clock"],
  staleCalls: ["F10", "calls of an old claim, refused by SES"],
  poison: ["F11", "wake-ups that are no job"],
  brokenValues: ["F11", "people whose values break the mail: failed once, with the reason"],
  readOnly: ["F12", "statements refused: the database takes no writes"],
  commitsRefused: ["F12", "commits refused: disk full"],
  fileLimit: ["F12", "commits that found no room for the log: PostgreSQL died of it"],
  timeLimit: ["F13", "handlers ended by the time limit"],
  paused: ["F14", "people who waited through a pause"],
  blocked: ["F14", "waiting people blocked and not mailed"],
  canceled: ["F14", "people canceled before their mail"],
  pressedAgain: ["F15", "presses and firings that started nothing"],
  plannersKilled: ["F16", "planning processes killed"],
  retried: ["F17", "failed recipients moved once by three presses"],
  stopped: ["F18", "people who waited while everything was stopped"],
  archived: ["F22", "rows moved to files, beside an archiver that was killed"],
  restored: ["F22", "rows read back from files"],
  rangesCut: ["F23", "ranges of the ledger cut while mail left"],
  rowsMoved: ["F23", "recipients moved to their new range while they were mailed"],
} as const satisfies Record<string, readonly [fault: string, what: string]>;

export type Witness = keyof typeof witnesses;
export type Bite = { fault: string; what: string; count: number };

export type Bites = {
  add(witness: Witness, count?: number): void;
  /** This machine cannot do it: said instead of counted. */
  excuse(witness: Witness, why: string): void;
  list(): Bite[];
  /** What did no harm, in words. */
  listMissing(): string[];
};

export function createBites(): Bites {
  const counts = new Map<Witness, number>();
  const excuses = new Map<Witness, string>();
  const names = Object.keys(witnesses) as Witness[]; // the keys of a const table
  return {
    add: (witness, count = 1) => counts.set(witness, (counts.get(witness) ?? 0) + count),
    excuse: (witness, why) => excuses.set(witness, why),
    list: () =>
      names.map((name) => {
        const [fault, what] = witnesses[name];
        const why = excuses.get(name);
        return { fault, what: why ? `${what} (${why})` : what, count: counts.get(name) ?? 0 };
      }),
    listMissing: () =>
      names
        .filter((name) => !counts.get(name) && !excuses.has(name))
        .map((name) => `${witnesses[name][0]} did not bite: 0 ${witnesses[name][1]}`),
  };
}
