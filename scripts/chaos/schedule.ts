import type { ChaosOptions } from "./options";

/** Where a sending process dies; what stands between two of them is one step of the protocol. */
export const killSteps = [
  "after_receive",
  "during_claim",
  "after_claim",
  "before_http",
  "after_accept",
  "before_record",
  "during_record",
  "after_record",
  "before_delete",
] as const;
type KillStep = (typeof killSteps)[number];

/**
 * Faults that would hide each other share a lane and follow one another; the lanes run beside each
 * other. `often` marks those whose number the run is asked for.
 */
export const lanes = {
  processes: ["freeze", "timeout", "timeout_mid_batch", "runner_kill", "events_kill"],
  database: ["cut_connections", "read_only", "commit_fails", "file_limit", "begin_in_default"],
  ses: ["pause", "throttle_storm", "account_paused", "quota_reached"],
  people: ["block_people", "broken_values", "cancel", "double_schedule"],
  queues: ["stale_backlog", "purge", "strange_events", "poison"],
  ledger: ["archive"],
} as const;
export type LaneName = keyof typeof lanes;
export const laneNames = Object.keys(lanes) as LaneName[]; // the keys of a const table

type Once = (typeof lanes)[LaneName][number];
export type OtherInjection = Once | "random_kill" | "database_crash";
export type InjectionName = KillStep | OtherInjection;

/** A fault of docs/reliability.md and how far the campaign has come when it strikes (0 to 1). */
export type Planned = { at: number; name: InjectionName };
export type Plan = Record<LaneName, Planned[]>;

const firstAt = 0.02;
/** The last quarter goes out without them: every fault has work to strike at, every doubt neighbours. */
const lastAt = 0.72;

/** They last for half of the run, beside everything else. */
const first = new Set<InjectionName>(["freeze", "timeout", "timeout_mid_batch", "archive"]);

/**
 * When what is injected: the same for the same seed, by progress and not by the clock. Which process
 * or row it hits is up to the machine, so a replay repeats the faults, not each interleaving.
 */
export function planInjections(
  { kills, crashes }: Pick<ChaosOptions, "kills" | "crashes">,
  random: () => number,
): Plan {
  const plan = (lane: LaneName, often: readonly InjectionName[]): Planned[] =>
    spread([...lanes[lane], ...often], random);
  return {
    processes: plan("processes", chooseKills(kills, random)),
    database: plan(
      "database",
      Array.from({ length: crashes }, () => "database_crash"),
    ),
    ses: plan("ses", []),
    people: plan("people", []),
    queues: plan("queues", []),
    ledger: plan("ledger", []),
  };
}

/** In a random order, over the time in which faults strike. */
function spread(names: readonly InjectionName[], random: () => number): Planned[] {
  const shuffled = names
    .map((name) => ({ name, key: first.has(name) ? 0 : random() }))
    .toSorted((a, b) => a.key - b.key);
  return shuffled.map(({ name }, index) => ({
    name,
    at: firstAt + ((index + random() / 2) / shuffled.length) * (lastAt - firstAt),
  }));
}

/** Every named step once, then half of them anywhere. */
function chooseKills(kills: number, random: () => number): InjectionName[] {
  return Array.from({ length: kills }, (_, index) => {
    const step = killSteps[index] ?? killSteps[Math.floor(random() * killSteps.length)];
    return index >= killSteps.length && index % 2 === 1 ? "random_kill" : (step ?? "random_kill");
  });
}
