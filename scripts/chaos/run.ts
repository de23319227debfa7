import type { Audience } from "@/scripts/rig/audience";
import type { Bites } from "./bites";
import type { History } from "./history";
import type { ChaosOptions } from "./options";
import type { Tail } from "./oracle";
import type { Orders } from "./orders";
import type { Queues } from "./queues";
import type { SesControl } from "./ses-control";
import type { ChaosSystem } from "./system";

/** Everything that an injection may need, and what it leaves behind for the final judgement. */
export type Run = {
  options: ChaosOptions;
  system: ChaosSystem;
  random: () => number;
  history: History;
  orders: Orders;
  ses: SesControl;
  queues: Queues;
  accepts: Tail;
  calls: Tail;
  audience: Audience;
  campaignId: number;
  facts: Facts;
  bites: Bites;
  /** What goes on while the next fault is injected; awaited before the judgement. */
  background: Promise<void>[];
};

/** What the injections saw and promised. */
export type Facts = {
  /** Nobody of this campaign may be accepted between these times (ms). */
  silences: { campaignId: number; what: string; from: number; until: number }[];
  /** Whoever is on this list may not be claimed after `at` (ms of the database's clock). */
  blocked: { email: string; at: number; what: string }[];
  kills: number;
  /** Processes that are frozen and must not be killed before they have gone on. */
  frozen: Set<number>;
  /** Pauses by the product itself, told with their reasons. */
  stops: string[];
  /** Recipients whose values cannot be made into a mail. */
  broken: number[];
  /** Dead letters that were taken off their queue, as the wake-ups they stand for. */
  letters: Set<string>;
  /** What a fault should have led to and did not. */
  problems: string[];
};

export function emptyFacts(): Facts {
  return {
    silences: [],
    blocked: [],
    kills: 0,
    frozen: new Set(),
    stops: [],
    broken: [],
    letters: new Set(),
    problems: [],
  };
}
