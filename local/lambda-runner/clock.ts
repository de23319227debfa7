import { setTimeout as sleep } from "node:timers/promises";
import type { LambdaFunction } from "./lambda-function";

/**
 * Stands for EventBridge Scheduler: invokes a function every `everyMs` until `stopped`, never twice
 * at once; a tick that comes while the last one still runs is dropped.
 */
export async function runClock(clock: {
  name: string;
  target: LambdaFunction;
  everyMs: number;
  stopped: AbortSignal;
}): Promise<void> {
  while (!clock.stopped.aborted) {
    const startedAt = Date.now();
    const invocation = await clock.target.invoke({ time: new Date(startedAt).toISOString() });
    if (!invocation.ok && !clock.stopped.aborted) {
      console.error(`${clock.name}: ${invocation.reason}: ${invocation.message}`);
    }
    const wait = clock.everyMs - ((Date.now() - startedAt) % clock.everyMs);
    await sleep(wait, undefined, { signal: clock.stopped }).catch(() => undefined);
  }
}
