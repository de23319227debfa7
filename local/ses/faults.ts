import { outcomes, type Outcome } from "./mail";
import { isSesErrorName, type SesErrorName } from "./reply";

export const faultKinds = [
  "throttle", // 429
  "error_before", // 500, not accepted
  "error_after", // 500 although accepted
  "hang_before", // never answers, not accepted
  "hang_after", // never answers although accepted
  "reset_before", // socket reset, not accepted
  "reset_after", // socket reset although accepted
  "slow", // answers `ms` later
  "refuse", // a permanent refusal: `error`, by default MessageRejected
  "outcome", // what becomes of the mail: `outcome`
  "event_loss",
  "event_duplicate",
  "event_delay", // by up to `ms`
  "event_shuffle", // order within a batch
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type FaultRule = {
  kind: FaultKind;
  /** Of each call (or event) that matches; 1 when absent. */
  probability?: number;
  /** How many times it strikes at most. */
  count?: number;
  /** How many matching calls pass before it may strike. */
  skip?: number;
  /** Part of a recipient's address, or /a regular expression/. */
  match?: string;
  ms?: number;
  error?: SesErrorName;
  message?: string;
  outcome?: Outcome;
};

export type FaultSettings = { seed?: number; rules: readonly FaultRule[] };

export type Faults = {
  /** The first rule of this kind that strikes, counted as struck. */
  strike(kind: FaultKind, recipients: readonly string[]): FaultRule | undefined;
  replace(settings: FaultSettings): void;
  /** The seeded generator behind the rules. */
  random(): number;
  state(): { seed: number; rules: (FaultRule & { struck: number })[] };
};

type Armed = {
  rule: FaultRule;
  seen: number;
  struck: number;
  matches: (recipients: readonly string[]) => boolean;
};

export function createFaults(settings: FaultSettings): Faults {
  let seed = 1;
  let random = seededRandom(seed);
  let armed: Armed[] = [];

  function replace(next: FaultSettings): void {
    seed = next.seed ?? 1;
    random = seededRandom(seed);
    armed = next.rules.map((rule) => ({ rule, seen: 0, struck: 0, matches: matcher(rule.match) }));
  }

  replace(settings);
  return {
    replace,
    random: () => random(),
    state: () => ({ seed, rules: armed.map(({ rule, struck }) => ({ ...rule, struck })) }),
    strike(kind, recipients) {
      for (const entry of armed) {
        if (entry.rule.kind !== kind || !entry.matches(recipients)) continue;
        entry.seen += 1;
        if (entry.seen <= (entry.rule.skip ?? 0)) continue;
        if (entry.struck >= (entry.rule.count ?? Infinity)) continue;
        const probability = entry.rule.probability ?? 1;
        if (probability < 1 && random() >= probability) continue;
        entry.struck += 1;
        return entry.rule;
      }
      return undefined;
    },
  };
}

function matcher(match: string | undefined): Armed["matches"] {
  if (match === undefined) return () => true;
  const expression = /^\/(.*)\/$/s.exec(match)?.[1];
  if (expression === undefined) {
    const part = match.toLowerCase();
    return (recipients) => recipients.some((recipient) => recipient.toLowerCase().includes(part));
  }
  const pattern = new RegExp(expression, "i");
  return (recipients) => recipients.some((recipient) => pattern.test(recipient));
}

/** mulberry32: small, good enough, and the same run for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Reads settings from JSON (SES_FAULTS, POST /faults); says what is wrong with them. */
export function parseFaultSettings(
  json: unknown,
): { ok: true; settings: FaultSettings } | { ok: false; problem: string } {
  const source = Array.isArray(json) ? { rules: json } : json;
  if (
    typeof source !== "object" ||
    source === null ||
    !("rules" in source) ||
    !Array.isArray(source.rules)
  )
    return { ok: false, problem: 'Expected {"seed": 1, "rules": [{"kind": "throttle", …}]}.' };
  const seed = "seed" in source && typeof source.seed === "number" ? source.seed : 1;
  const rules: FaultRule[] = [];
  for (const candidate of source.rules as unknown[]) {
    const problem = ruleProblem(candidate);
    if (problem !== undefined) return { ok: false, problem };
    rules.push(candidate as FaultRule); // ruleProblem has checked every field
  }
  return { ok: true, settings: { seed, rules } };
}

function ruleProblem(candidate: unknown): string | undefined {
  if (typeof candidate !== "object" || candidate === null) return "A rule must be an object.";
  const rule = candidate as Record<string, unknown>; // fields are checked one by one below
  const kind = faultKinds.find((known) => known === rule["kind"]);
  if (!kind)
    return `Unknown kind ${JSON.stringify(rule["kind"])}; one of ${faultKinds.join(", ")}.`;
  for (const field of ["probability", "count", "skip", "ms"])
    if (rule[field] !== undefined && typeof rule[field] !== "number")
      return `${kind}: ${field} must be a number.`;
  for (const field of ["match", "message"])
    if (rule[field] !== undefined && typeof rule[field] !== "string")
      return `${kind}: ${field} must be text.`;
  if (
    rule["error"] !== undefined &&
    !(typeof rule["error"] === "string" && isSesErrorName(rule["error"]))
  )
    return `${kind}: unknown error ${JSON.stringify(rule["error"])}.`;
  if (kind === "outcome" && !outcomes.some((known) => known === rule["outcome"]))
    return `outcome: one of ${outcomes.join(", ")}.`;
  return undefined;
}
