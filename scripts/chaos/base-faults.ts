import type { FaultRule } from "@/local/ses/faults";

/** These few are refused for cause for ever: four tries, then a dead letter. */
export const hopeless: FaultRule = {
  kind: "refuse",
  match: "/customer\\d*777@/",
  error: "UnknownOperationException",
};

/**
 * What goes wrong all the time: SES refuses, forgets to answer and answers too late, and its events
 * come twice, late, mixed up, or (one in 2,500) not at all.
 */
export const baseFaults: readonly FaultRule[] = [
  { kind: "throttle", probability: 0.001 },
  { kind: "slow", probability: 0.01, ms: 300 },
  { kind: "error_before", probability: 0.0015, error: "InternalFailure" },
  { kind: "error_before", probability: 0.0005, error: "ServiceUnavailableException" },
  { kind: "error_after", probability: 0.002, error: "InternalFailure" },
  { kind: "reset_before", probability: 0.002 },
  { kind: "reset_after", probability: 0.002 },
  { kind: "hang_before", probability: 0.0005 },
  { kind: "hang_after", probability: 0.0005 },
  // Refused for good, and refused for cause: a name that nobody has seen yet, with a 4xx.
  { kind: "refuse", probability: 0.001, error: "MessageRejected" },
  { kind: "refuse", probability: 0.003, error: "UnknownOperationException" },
  hopeless,
  { kind: "outcome", probability: 0.01, outcome: "bounced" },
  { kind: "outcome", probability: 0.01, outcome: "delayed" },
  { kind: "outcome", probability: 0.005, outcome: "soft_bounced" },
  { kind: "outcome", probability: 0.0004, outcome: "complained" },
  { kind: "event_loss", probability: 0.0004 },
  { kind: "event_duplicate", probability: 0.03 },
  { kind: "event_delay", probability: 0.1, ms: 2_000 },
  { kind: "event_shuffle" },
];

/** Wake-ups are handed out twice or never, and in any order. */
export const queueFaults = (seed: number) => ({
  seed,
  rules: [{ queue: "-send", duplicate: 0.05, loss: 0.01 }],
});

export const skewsMs = [0, 180_000, -180_000];
