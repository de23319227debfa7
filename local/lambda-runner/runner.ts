import { setMaxListeners } from "node:events";
import { SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import { runClock } from "./clock";
import { createFunction } from "./lambda-function";
import { runSourceMapping, type SourceMapping } from "./source-mapping";

export type RunnerPlan = {
  functions: Record<string, { file: string; timeoutMs: number }>;
  mappings: (SourceMapping & { function: string })[];
  clocks: { function: string; everyMs: number }[];
  reloads?: boolean;
};

export type Runner = {
  /** No new work; what runs may finish within `graceMs`, then it is killed. */
  stop(graceMs: number): Promise<void>;
};

/** Starts everything of the plan: what Lambda, its event source mappings and EventBridge would do. */
export function startRunner({ functions, mappings, clocks, reloads = false }: RunnerPlan): Runner {
  // TLS or loopback: nothing is damaged on its way unnoticed.
  const sqs = new SQSClient({ md5: false });
  const stopping = new AbortController();
  const stopped = stopping.signal;
  setMaxListeners(0, stopped); // one listener a poller and clock, by design
  const lambdas = new Map(
    Object.entries(functions).map(([name, settings]) => [
      name,
      createFunction({ name, ...settings, reloads }),
    ]),
  );
  const target = (name: string) => {
    const found = lambdas.get(name);
    if (!found) throw new Error(`The plan names no function ${name}.`);
    return found;
  };

  const work = [
    ...mappings.map((mapping) =>
      runSourceMapping({ mapping, sqs, target: target(mapping.function), stopped }),
    ),
    ...clocks.map((clock) =>
      runClock({
        name: clock.function,
        target: target(clock.function),
        everyMs: clock.everyMs,
        stopped,
      }),
    ),
  ];

  async function stop(graceMs: number): Promise<void> {
    stopping.abort();
    await Promise.race([Promise.all(work), sleep(graceMs)]);
    for (const lambda of lambdas.values()) lambda.kill();
    sqs.destroy();
  }
  return { stop };
}
