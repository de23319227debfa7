import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What a process that reaches a step has to do to itself. */
export type Verb = "kill" | "freeze";
export type Taken = { order: string; pid: number };

export type Orders = {
  /** `place` = role.step, e.g. "send-email.after_claim". */
  arm(verb: Verb, place: string): string;
  /** Orders carried out so far, with the process that did. */
  listTaken(): Taken[];
  /** Orders that nobody has come to carry out. */
  listArmed(): string[];
  disarm(): void;
};

/** The run's side of preload.mjs: an order is a file, and taking it is renaming it. */
export function createOrders(folder: string): Orders {
  let number = 0;
  const list = (name: string): string[] => readdirSync(path.join(folder, name));
  return {
    arm(verb, place) {
      number += 1;
      const order = `${verb}.${place}.${number}`;
      writeFileSync(path.join(folder, "armed", order), "");
      return order;
    },
    listTaken: () =>
      list("taken").map((name) => {
        const [order = "", pid] = name.split("@");
        return { order, pid: Number(pid) };
      }),
    listArmed: () => list("armed"),
    disarm() {
      for (const order of list("armed")) rmSync(path.join(folder, "armed", order), { force: true });
    },
  };
}
