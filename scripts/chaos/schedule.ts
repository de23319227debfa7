import type { ChaosOptions } from "./options";

/** A fault of docs/reliability.md and how far the campaign has come when it strikes (0 to 1). */
export type Planned = { at: number; name: InjectionName };

export type InjectionName = KillStep | OtherInjection;

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

export const otherInjections = [
  "random_kill",
  "runner_kill",
  "events_kill",
  "database_crash",
  "cut_connections",
  "throttle_storm",
  "account_paused",
  "quota_reached",
  "stale_backlog",
  "purge",
  "strange_events",
  "freeze",
  "timeout",
  "poison",
  "read_only",
  "pause",
  "block_people",
  "cancel",
  "double_schedule",
] as const;
type OtherInjection = (typeof otherInjections)[number];

/** The last quarter goes out in peace: every fault has work to strike at, every doubt neighbours. */
const lastAt = 0.75;

/**
 * When what is injected: the same for the same seed, by progress and not by the clock. Which process
 * or row it hits is up to the machine, so a replay repeats the faults, not each interleaving.
 */
export function planInjections(
  { kills, crashes }: Pick<ChaosOptions, "kills" | "crashes">,
  random: () => number,
): Planned[] {
  const names: InjectionName[] = [
    ...chooseKills(kills, random),
    ...Array.from({ length: crashes }, () => "database_crash" as const),
    ...otherInjections.filter((name) => name !== "random_kill" && name !== "database_crash"),
  ];
  const shuffled = names
    .map((name) => ({ name, key: earlyFirst.has(name) ? 0 : random() }))
    .toSorted((a, b) => a.key - b.key);
  return shuffled.map(({ name }, index) => ({
    name,
    at: 0.02 + ((index + random() / 2) / shuffled.length) * (lastAt - 0.02),
  }));
}

/** They take half a minute each, beside everything else. */
const earlyFirst = new Set<InjectionName>(["freeze", "timeout"]);

/** Every named step once, then half of them anywhere. */
function chooseKills(kills: number, random: () => number): InjectionName[] {
  return Array.from({ length: kills }, (_, index) => {
    const step = killSteps[index] ?? killSteps[Math.floor(random() * killSteps.length)];
    return index >= killSteps.length && index % 2 === 1 ? "random_kill" : (step ?? "random_kill");
  });
}
