import type { FaultRule } from "@/local/ses/faults";
import { faultToken } from "./system";

export type SesControl = {
  /** Rules that hold all the time. */
  setBase(rules: readonly FaultRule[]): Promise<void>;
  /** Rules in front of them until the returned function is called, which says how often they struck. */
  add(rules: readonly FaultRule[]): Promise<() => Promise<number>>;
  /** How often the rules of each kind struck, those that are gone included. */
  strikes(): Promise<Record<string, number>>;
};

/** Faults of the local SES, by its own HTTP interface. */
export function createSesControl(sesUrl: string, seed: number): SesControl {
  let base: readonly FaultRule[] = [];
  let extra: (readonly FaultRule[])[] = [];
  let changes = 0;
  const struck = new Map<string, number>();
  let turn = Promise.resolve();

  /** Replacing the rules forgets how often they struck, so it is read first. */
  async function apply(change: () => void): Promise<Struck[]> {
    const done = turn.then(async () => {
      const before = await callFaults(sesUrl);
      for (const rule of before) struck.set(rule.kind, (struck.get(rule.kind) ?? 0) + rule.struck);
      change();
      changes += 1;
      await callFaults(sesUrl, { seed: seed + changes, rules: [...extra.flat(), ...base] });
      return before;
    });
    turn = done.then(() => undefined);
    return await done;
  }

  return {
    async setBase(rules) {
      await apply(() => {
        base = rules;
      });
    },
    async add(rules) {
      await apply(() => {
        extra = [...extra, rules];
      });
      return async () => {
        const first = extra.flat().indexOf(rules[0] ?? { kind: "slow" });
        const before = await apply(() => {
          extra = extra.filter((other) => other !== rules);
        });
        return before
          .slice(first, first + rules.length)
          .reduce((sum, rule) => sum + rule.struck, 0);
      };
    },
    async strikes() {
      await apply(() => undefined);
      return Object.fromEntries(struck);
    },
  };
}

type Struck = FaultRule & { struck: number };

/** Reads the rules, or replaces them. */
async function callFaults(sesUrl: string, replacement?: object): Promise<Struck[]> {
  const response = await fetch(`${sesUrl}/faults`, {
    method: replacement ? "POST" : "GET",
    headers: { authorization: `Bearer ${faultToken}`, "content-type": "application/json" },
    ...(replacement ? { body: JSON.stringify(replacement) } : {}),
  });
  if (!response.ok) throw new Error(await response.text());
  const state: { rules: Struck[] } = await response.json();
  return state.rules;
}
