import type { Audience } from "@/scripts/rig/audience";
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
  /** Processes killed, frozen or cut off with this many rows claimed at most. */
  interruptions: number;
  /** Failed recipients, and different recipients among the dead letters, when they were compared. */
  letters: { failed: number; letters: number; matching: number }[];
  /** Dead letters so far, as the wake-ups they stand for. */
  lettersRead: string[];
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
    interruptions: 0,
    letters: [],
    lettersRead: [],
    problems: [],
  };
}
